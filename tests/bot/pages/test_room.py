"""The QR code of the evaluation: whoever the browser is known as answers, and who is unknown is shown the way."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.links import room_url
from gatherings.people import PersonId
from gatherings.schedule import Moment, Schedule
from gatherings.store.links import LinkPurpose
from tests.builders import DAY_TWO, at, gathering
from tests.web.evaluated import ask, close, found, guests, id_of
from tests.web.plain_house import Answer, Browser, Plain, a_browser, hidden_fields

PRESSED = {"do": "evaluate", "evaluation": id_of(), "question": "usefulness", "value": "8"}
UNKNOWN = "Vi vet ikke hvem du er på denne telefonen"


async def _poster(house: Plain) -> str:
    """The path in the QR code. There is a code for the check-in too."""
    await house.link(await house.organiser(), LinkPurpose.CHECKIN)
    return room_url(house.links.url, gathering().id).removeprefix(house.url)


async def _known(house: Plain, browser: Browser) -> PersonId:
    """A guest who has come by their personal link in this browser."""
    people = await guests(house)
    await browser.press(await house.link(people[0], LinkPurpose.PERSONAL), "open")
    return people[0]


async def _answered(house: Plain) -> int:
    evaluation = await found(house)
    assert evaluation is not None
    return evaluation.answered


async def test_whoever_the_browser_is_known_as_answers_with_one_press(house: Plain, browser: Browser) -> None:
    await _known(house, browser)
    path = await _poster(house)
    await ask(house)
    page = await browser.get(path)
    assert "Du svarer som Gjest 0. Hvor nyttig var Vårsamling?" in page.words
    assert "personlige lenken" not in page.words
    pressed = await browser.press(path, **PRESSED)
    assert (pressed.status, pressed.headers["Location"]) == (303, f"{path}?evaluation=g1%3Awhole#evaluation")
    assert "Takk, du svarte 8." in (await browser.get(path)).words


async def test_the_answer_on_the_own_link_and_in_the_room_is_one(house: Plain, browser: Browser) -> None:
    guest, path = await _known(house, browser), await _poster(house)
    await ask(house)
    await browser.press(await house.link(guest, LinkPurpose.PERSONAL), **PRESSED)
    await browser.press(path, **PRESSED)
    assert await _answered(house) == 1


async def test_a_browser_that_nobody_knows_is_shown_the_way_and_cannot_answer(house: Plain, browser: Browser) -> None:
    await guests(house)
    path = await _poster(house)
    await ask(house)
    page = await browser.get(path)
    refused = await browser.post(path, hidden_fields((await browser.get(await _checkin(house))).text) | PRESSED)
    assert (UNKNOWN in page.words, page.buttons, "/checkin/" in page.text) == (True, [], False)
    assert (refused.status, await _answered(house)) == (409, 0)


async def _checkin(house: Plain) -> str:
    return await house.link(PersonId("organiser-ola"), LinkPurpose.CHECKIN)


def _ways(page: Answer) -> list[tuple[str, str]]:
    return re.findall(r'<a href="(/checkin/[^"]+)" class="button">([^<]+)', page.text)


async def test_who_checked_in_before_it_opened_is_asked(house: Plain, browser: Browser) -> None:
    await guests(house)
    path = await _poster(house)
    house.clock.gathering_at = at("08:50")
    early = await browser.get(path)
    await browser.press(await _checkin(house), "room")
    await ask(house)
    await browser.press(await _checkin(house), "room")  # that it is said once more takes nothing away
    assert "Registrer oppmøtet ditt før evalueringen åpner, så kan du svare her." in early.words
    assert _ways(early) == [(await _checkin(house), "Registrer oppmøte")]
    assert (await browser.press(path, **PRESSED)).status == 303
    assert await _answered(house) == 1


async def test_cookies_that_are_forgotten_make_no_voices(house: Plain, browser: Browser) -> None:
    await guests(house)
    path = await _poster(house)
    house.clock.gathering_at = at("08:50")
    await browser.press(await _checkin(house), "room")
    await ask(house)
    await browser.press(path, **PRESSED)
    for _ in range(3):
        async with a_browser(house) as forgetful:
            form = hidden_fields((await forgetful.get(await _checkin(house))).text)
            await forgetful.press(await _checkin(house), "room")
            page, forced = await forgetful.get(path), await forgetful.post(path, form | PRESSED)
            assert (UNKNOWN in page.words, page.buttons, forced.status) == (True, [], 409)
    assert await _answered(house) == 1


async def test_who_answered_unknown_and_comes_by_their_link_has_one_voice(house: Plain, browser: Browser) -> None:
    people = await guests(house)
    path = await _poster(house)
    house.clock.gathering_at = at("08:50")
    await browser.press(await _checkin(house), "room")
    await ask(house)
    await browser.press(path, **PRESSED)
    await browser.press(await house.link(people[0], LinkPurpose.PERSONAL), "open")
    await browser.press(path, **PRESSED)
    assert await _answered(house) == 1


async def test_somebody_known_who_was_not_there_is_shown_the_check_in_and_then_asked(
    house: Plain, browser: Browser
) -> None:
    await guests(house)
    stranger = await house.invite("Siv Moe", "siv@fjordby.example")
    await browser.press(await house.link(stranger, LinkPurpose.PERSONAL), "open")
    path = await _poster(house)
    await ask(house)
    page = await browser.get(path)
    await browser.press(await _checkin(house), "room")
    assert (UNKNOWN in page.words, _ways(page)) == (True, [(await _checkin(house), "Registrer oppmøte")])
    assert "Hvor nyttig var Vårsamling?" in (await browser.get(path)).words


async def test_after_the_last_day_nobody_is_sent_to_the_check_in(house: Plain, browser: Browser) -> None:
    await guests(house)
    stranger = await house.invite("Siv Moe", "siv@fjordby.example")
    await browser.press(await house.link(stranger, LinkPurpose.PERSONAL), "open")
    path = await _poster(house)
    await ask(house)
    house.clock.gathering_at = at("09:00", DAY_TWO.replace(day=17))
    page = await browser.get(path)
    assert (UNKNOWN in page.words, "/checkin/" in page.text) == (True, False)


async def test_thirty_days_after_the_gathering_the_page_is_gone(house: Plain, browser: Browser) -> None:
    path = await _poster(house)
    statuses = []
    for seconds in (0, 1):
        house.clock.gathering_at = gathering().over_at + timedelta(days=30, seconds=seconds)
        statuses.append((await browser.get(path)).status)
    assert statuses == [200, 404]


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        (Moment.END, "Evalueringen av Vårsamling kommer fredag 16. april kl. 11.30."),
        (Moment.NEVER, "Det er ingen evaluering av Vårsamling."),
    ],
)
async def test_before_it_opens_the_page_says_when(
    house: Plain, browser: Browser, moment: Moment, sentence: str
) -> None:
    await house.change(evaluation=Schedule(moment=moment))
    assert sentence in (await browser.get(await _poster(house))).words


async def test_once_closed_the_page_says_so(house: Plain, browser: Browser) -> None:
    await _known(house, browser)
    path = await _poster(house)
    await ask(house)
    await close(house)
    assert "Evalueringen er stengt" in (await browser.get(path)).words


async def test_looking_stores_nothing(house: Plain, browser: Browser) -> None:
    await _known(house, browser)
    path = await _poster(house)
    await ask(house)
    before = await house.rows()
    async with a_browser(house) as stranger:
        statuses = [(await one.get(path)).status for one in (browser, stranger)]
    assert (statuses, await house.rows() == before) == ([200, 200], True)


async def test_the_code_of_the_check_in_does_not_open_this_page_nor_the_other_way_round(
    house: Plain, browser: Browser
) -> None:
    path = await _poster(house)
    token, other = path.rpartition("/")[2], (await _checkin(house)).rpartition("/")[2]
    statuses = [(await browser.get(one)).status for one in (f"/checkin/{token}", f"/evaluate/{other}", path)]
    assert statuses == [404, 404, 200]


async def test_the_organiser_prints_a_code_for_each_where_there_is_an_evaluation(
    house: Plain, browser: Browser
) -> None:
    await house.change()
    path = await _poster(house)
    await browser.press(await house.link(PersonId("organiser-ola"), LinkPurpose.HOST))
    both = await browser.get(f"/host/{gathering().slug}/qr")
    await house.change(evaluation=Schedule(moment=Moment.NEVER))
    one = await browser.get(f"/host/{gathering().slug}/qr")
    assert (f"{house.url}{path}" in both.words, both.text.count('class="poster"')) == (True, 2)
    assert ("/evaluate/" in one.text, one.text.count('class="poster"')) == (False, 1)
