"""Guests without an account answer on their own page: one press, then what else they like; nothing by a GET."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from gatherings.gathering import NN
from gatherings.people import PersonId
from gatherings.programme import BlockId
from gatherings.schedule import USEFULNESS, USUAL_SCHEDULE, EvaluationQuestion, QuestionKind
from gatherings.store.evaluations import list_own_answers
from gatherings.store.links import LinkPurpose
from gatherings.store.people import set_language
from tests.web.evaluated import ENDED, answer, ask, close, found, guests, id_of
from tests.web.plain_house import Browser, Plain, a_browser, hidden_fields

PRESSED = {"do": "evaluate", "evaluation": id_of(), "question": "usefulness"}
PLACE = "evaluation=g1%3Awhole"
WHERE = EvaluationQuestion("where", QuestionKind.CHOICE, "Hvor neste gang?", choices=("Fjordby", "Viksund"))


async def _asked(house: Plain) -> tuple[PersonId, str]:
    """A guest and the path of their page, when the evaluation is open."""
    people = await guests(house)
    path = await house.link(people[0], LinkPurpose.PERSONAL)
    await ask(house)
    return people[0], path


async def _answers(house: Plain, person_id: PersonId) -> dict[str, str]:
    """What stands on somebody's slip while the evaluation is open."""
    async with house.database.read() as tx:
        return {one["question"]: one["answer"] for one in await list_own_answers(tx, person_id)}


async def test_the_scale_is_ten_buttons_each_with_its_name(house: Plain, browser: Browser) -> None:
    _, path = await _asked(house)
    page = await browser.get(path)
    assert "Hvor nyttig var Vårsamling? 1 er minst, 10 er mest. Ett trykk er nok, og svaret er anonymt." in page.words
    assert re.findall(r'<button type="submit" name="value" value="(\d+)" aria-label="([^"]+)"', page.text) == [
        (str(value), f"{value} av 10") for value in range(1, 11)
    ]
    assert page.buttons[0] == "Ikke deg?"


async def test_one_press_counts_and_the_page_says_thanks_and_asks_one_thing_more(
    house: Plain, browser: Browser
) -> None:
    guest, path = await _asked(house)
    pressed = await browser.press(path, **PRESSED, value="8")
    assert (pressed.status, pressed.headers["Location"]) == (303, f"{path}?{PLACE}#evaluation")
    page = await browser.get(f"{path}?{PLACE}")
    assert "Takk, du svarte 8. Endre Hvor nyttig det var Vil du si litt mer?" in page.words
    assert re.findall(r"<textarea[^>]*>", page.text) == [
        '<textarea id="value" name="value" rows="4" maxlength="2000" required>'
    ]
    assert page.words.count("Hva er det viktigste du tar med deg hjem?") == 1
    assert await _answers(house, guest) == {"usefulness": "8"}


async def test_opening_the_page_changes_nothing_however_it_is_asked_for(house: Plain, browser: Browser) -> None:
    _, path = await _asked(house)
    before = await house.rows()
    for query in ("", f"?{PLACE}&ask=takeaway", "?do=evaluate&evaluation=g1:whole&question=usefulness&value=8"):
        assert (await browser.get(f"{path}{query}")).status == 200
    assert await house.rows() == before


async def test_texts_come_one_at_a_time_and_each_may_be_left(house: Plain, browser: Browser) -> None:
    guest, path = await _asked(house)
    await browser.press(path, **PRESSED, value="9")
    await browser.press(path, **(PRESSED | {"question": "takeaway"}), value="Kontakter\r\nog tall")
    page = await browser.get(path)
    assert "Har du innspill til neste samling?" in page.words
    leave = re.findall(r'<a href="([^"]+)" class="button">Ikke nå', page.text)[0].replace("&amp;", "&")
    assert leave == f"{path}?{PLACE}&ask=done#evaluation"

    end = await browser.get(leave.partition("#")[0])
    assert "Vil du si litt mer? Innspill til neste samling Det viktigste jeg tar med hjem Endre" in end.words
    assert "Kontakter" not in end.text
    assert await _answers(house, guest) == {"usefulness": "9", "takeaway": "Kontakter\nog tall"}


async def test_a_low_answer_is_asked_what_would_lift_it(house: Plain, browser: Browser) -> None:
    _, path = await _asked(house)
    await browser.press(path, **PRESSED, value="7")
    await browser.press(path, **(PRESSED | {"question": "takeaway"}), value="Tall")
    assert "Hva skal til for å løfte det et hakk?" in (await browser.get(path)).words


async def test_an_answer_is_changed_and_still_counts_once(house: Plain, browser: Browser) -> None:
    guest, path = await _asked(house)
    for value in ("2", "9"):
        await browser.press(path, **PRESSED, value=value)
    page = await browser.get(f"{path}?ask=usefulness")
    assert re.findall(r'aria-label="([^"]+)" class="on"', page.text) == ["9 av 10, valgt"]
    evaluation = await found(house)
    assert evaluation is not None
    assert (evaluation.answered, await _answers(house, guest)) == (1, {"usefulness": "9"})


async def test_a_text_is_changed_where_it_stands(house: Plain, browser: Browser) -> None:
    guest, path = await _asked(house)
    await answer(house, [guest], ["8"])
    await answer(house, [guest], ["Maten <3"], "takeaway")
    page = await browser.get(f"{path}?ask=takeaway")
    assert "Maten &lt;3</textarea>" in page.text


async def test_two_browsers_with_one_link_are_one_person(house: Plain, browser: Browser) -> None:
    guest, path = await _asked(house)
    await browser.press(path, **PRESSED, value="8")
    async with a_browser(house) as phone:
        await phone.press(path, **PRESSED, value="4")
    evaluation = await found(house)
    assert evaluation is not None
    assert (evaluation.answered, await _answers(house, guest)) == (1, {"usefulness": "4"})


async def test_to_answer_makes_nobody_of_the_browser(house: Plain, browser: Browser) -> None:
    _, path = await _asked(house)
    await browser.press(path, **PRESSED, value="8")
    assert await browser.person() is None


async def test_a_choice_is_one_of_its_answers(house: Plain, browser: Browser) -> None:
    await house.change(evaluation=replace(USUAL_SCHEDULE, questions=(USEFULNESS, WHERE)))
    guest, path = await _asked(house)
    await browser.press(path, **PRESSED, value="8")
    assert re.findall(r'<input type="radio" name="value" value="(\d)"', (await browser.get(path)).text) == ["0", "1"]
    await browser.press(path, **(PRESSED | {"question": "where"}), value="1")
    page = await browser.get(path)
    assert "Det var alt." in page.words
    assert await _answers(house, guest) == {"usefulness": "8", "where": "Viksund"}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"value": "11"}, "Det kan ikke være et svar."),
        ({"question": "takeaway", "value": " "}, "Det kan ikke være et svar."),
        ({"question": "nothing", "value": "8"}, "Det spørsmålet er ikke med i evalueringen lenger."),
        ({"evaluation": "g2:whole", "value": "8"}, "Evalueringen er ikke åpnet ennå."),
    ],
)
async def test_what_is_no_answer_is_refused_with_the_way_back(
    house: Plain, browser: Browser, changed: dict[str, str], sentence: str
) -> None:
    guest, path = await _asked(house)
    refused = await browser.press(path, **(PRESSED | changed))
    assert (refused.status, sentence in refused.words, await _answers(house, guest)) == (409, True, {})


async def test_when_it_is_closed_it_is_said_to_those_who_come_for_it(house: Plain, browser: Browser) -> None:
    _, path = await _asked(house)
    form = hidden_fields((await browser.get(path)).text)
    await close(house)
    late, page = await browser.post(path, form | PRESSED | {"value": "8"}), await browser.get(f"{path}?{PLACE}")
    assert "Evalueringen er stengt" in late.words
    assert "Evalueringen er stengt" in page.words
    assert "stengt" not in (await browser.get(path)).words


async def test_the_last_second_counts_and_the_next_does_not(house: Plain, browser: Browser) -> None:
    _, path = await _asked(house)
    evaluation = await found(house)
    assert evaluation is not None
    statuses = []
    for seconds in (0, 1):
        house.clock.gathering_at = evaluation.closes_at + timedelta(seconds=seconds)
        statuses.append((await browser.press(path, **PRESSED, value="8")).status)
    assert statuses == [303, 409]


async def test_who_was_not_there_is_not_asked(house: Plain, browser: Browser) -> None:
    await guests(house)
    path = await house.link(await house.invite("Siv Moe", "siv@fjordby.example"), LinkPurpose.PERSONAL)
    await ask(house)
    page = await browser.get(path)
    refused = await browser.post(path, hidden_fields(page.text) | PRESSED | {"value": "8"})
    assert ("Hvor nyttig" in page.words, refused.status) == (False, 409)


async def test_the_whole_is_asked_first_and_the_address_may_name_a_block(house: Plain, browser: Browser) -> None:
    await house.change(evaluation=replace(USUAL_SCHEDULE, blocks=(BlockId("fylket"),)))
    guest, path = await _asked(house)
    await ask(house, "fylket")
    whole = await browser.get(path)
    assert "Du kan også svare om: Nytt fra fylket" in whole.words
    block = await browser.get(f"{path}?evaluation=g1:fylket")
    assert "Hvor nyttig var «Nytt fra fylket»?" in block.words
    await browser.press(path, **(PRESSED | {"evaluation": "g1:fylket"}), value="8")
    assert await _answers(house, guest) == {"usefulness": "8"}
    assert (await browser.get(f"{path}?evaluation=g1:fylket")).words.count("Takk, du svarte 8.") == 1


async def test_neither_addresses_nor_the_log_have_what_was_answered(
    house: Plain, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    _, path = await _asked(house)
    await browser.press(path, **PRESSED, value="8")
    told = await browser.press(path, **(PRESSED | {"question": "takeaway"}), value="kanarifugl")
    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert "kanarifugl" not in logged + told.headers["Location"]
    assert path.rpartition("/")[2] not in logged


async def test_it_is_asked_in_the_persons_language_which_is_kept(house: Plain, browser: Browser) -> None:
    guest, path = await _asked(house)
    async with house.database.write() as tx:
        await set_language(tx, guest, NN, is_chosen=True)
    assert "Kor nyttig var Vårsamling?" in (await browser.get(path)).words
    pressed = await browser.press(f"{path}?lang=en", **PRESSED, value="8")
    assert pressed.headers["Location"] == f"{path}?lang=en&{PLACE}#evaluation"


async def test_before_it_opens_the_page_is_as_it_was(house: Plain, browser: Browser) -> None:
    people = await guests(house)
    house.clock.gathering_at = ENDED
    page = await browser.get(await house.link(people[0], LinkPurpose.PERSONAL))
    assert page.buttons == ["Ikke deg?", "Se eller endre påmeldingen"]
