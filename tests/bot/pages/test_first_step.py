"""What a guest will do first at home: asked last on their own page, reminded of after two weeks, seen by nobody else."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.letters import Letters
from bot.links import room_url
from gatherings.agenda import Agenda
from gatherings.gathering import EN, NB, NN, Language
from gatherings.people import PersonId
from gatherings.postings.posting import Audience, Posting, PostingKind
from gatherings.postings.recipient import Recipient
from gatherings.schedule import USEFULNESS, USUAL_SCHEDULE
from gatherings.store.gatherings import get_gathering
from gatherings.store.links import LinkPurpose
from gatherings.store.postings import list_postings
from gatherings.times import DAY
from tests.builders import DAY_TWO, at, gathering
from tests.web.evaluated import ENDED, answer, ask, close, guests, id_of
from tests.web.plain_house import Browser, Plain, hidden_fields

ASKED = "Hva er det første du gjør når du kommer hjem?"
NOTED = "Det er notert. Vi minner deg på det fredag 30. april."
STEP = {"do": "first_step", "evaluation": id_of()}
PLACE = "evaluation=g1%3Awhole"
HOME = "Ringe nabokommunen <straks>"


async def _rated(house: Plain, *, asks: bool = True) -> tuple[PersonId, str]:
    """A guest who has pressed a number, and the path of their page. Nothing else is asked but what they do first."""
    await house.change(evaluation=replace(USUAL_SCHEDULE, questions=(USEFULNESS,), asks_first_step=asks))
    people = await guests(house)
    path = await house.link(people[0], LinkPurpose.PERSONAL)
    await ask(house)
    await answer(house, people[:1], ["8"])
    return people[0], path


async def _reminders(house: Plain) -> list[Posting]:
    async with house.database.read() as tx:
        kept = await list_postings(tx, gathering().id)
    return [one.posting for one in kept if one.posting.kind is PostingKind.FIRST_STEP]


async def test_it_is_asked_when_nothing_else_is_left_and_noted_with_the_day(house: Plain, browser: Browser) -> None:
    guest, path = await _rated(house)
    page = await browser.get(path)
    noted = await browser.press(path, **STEP, value="Ringe nabokommunen")
    after = await browser.get(noted.headers["Location"].partition("#")[0])
    assert ASKED in page.words
    assert "Vi minner deg på det om 14 dager. Ingen andre ser det." in page.words
    assert (noted.status, noted.headers["Location"]) == (303, f"{path}?{PLACE}&ask=done#evaluation")
    assert (NOTED in after.words, ASKED in after.words, "nabokommunen" in after.text) == (True, False, False)
    (reminder,) = await _reminders(house)
    assert (reminder.audience, reminder.person_id, reminder.due_at) == (
        Audience.PERSON, guest, at("09:00", DAY_TWO + 14 * DAY),
    )  # fmt: skip


async def test_it_is_changed_where_it_stands(house: Plain, browser: Browser) -> None:
    _, path = await _rated(house)
    for text in ("Noe annet", HOME):
        await browser.press(path, **STEP, value=text)
    end = await browser.get(f"{path}?ask=done")
    assert "Det første jeg gjør hjemme Endre Det første jeg gjør hjemme" in end.words
    assert "Ringe nabokommunen &lt;straks&gt;</textarea>" in (await browser.get(f"{path}?ask=first_step")).text
    assert len(await _reminders(house)) == 1


async def test_it_may_be_left_and_is_offered_still(house: Plain, browser: Browser) -> None:
    _, path = await _rated(house)
    leave = re.findall(r'<a href="([^"]+)" class="button">Ikke nå', (await browser.get(path)).text)[0]
    end = await browser.get(leave.replace("&amp;", "&").partition("#")[0])
    assert ASKED not in end.words
    assert f'<a href="{path}?{PLACE.replace("&", "&amp;")}&amp;ask=first_step#evaluation">' in end.text


async def test_it_comes_after_the_questions_that_are_left(house: Plain, browser: Browser) -> None:
    _, path = await _rated(house)
    await house.change(evaluation=replace(USUAL_SCHEDULE, asks_first_step=True))
    assert ASKED not in (await browser.get(f"{path}?ask=done")).words
    assert "Det første jeg gjør hjemme" in (await browser.get(f"{path}?ask=done")).words


@pytest.mark.parametrize("query", ["", "?ask=first_step"])
async def test_where_the_organiser_does_not_ask_it_is_not_asked(house: Plain, browser: Browser, query: str) -> None:
    _, path = await _rated(house, asks=False)
    page = await browser.get(f"{path}{query}")
    refused = await browser.press(path, **STEP, value=HOME)
    assert (ASKED in page.words, refused.status, await _reminders(house)) == (False, 409, [])


async def test_on_the_page_of_the_room_it_is_not_asked(house: Plain, browser: Browser) -> None:
    _, path = await _rated(house)
    await browser.press(path, "open", do="")
    room = room_url(house.links.url, gathering().id).removeprefix(house.url)
    pages = [await browser.get(room), await browser.get(f"{room}?ask=first_step")]
    refused = await browser.press(f"{room}?ask=usefulness", **STEP, value=HOME)
    assert [("Takk, du svarte 8." in page.words, "første" in page.words) for page in pages] == [(True, False)] * 2
    assert (refused.status, await _reminders(house)) == (409, [])


async def test_nobody_else_sees_it(house: Plain, browser: Browser) -> None:
    _, path = await _rated(house)
    await browser.press(path, **STEP, value=HOME)
    other = await house.link(await house.invite("Siv Moe", "siv@fjordby.example"), LinkPurpose.PERSONAL)
    await browser.press(await house.link(await house.organiser(), LinkPurpose.HOST))
    host = [await browser.get(f"/host/{gathering().slug}/{page}") for page in ("evaluation", "sends", "registrations")]
    seen = [await browser.get(other), await browser.get(f"{other}?ask=first_step"), *host]
    assert {page.status for page in seen} == {200}
    assert not [page for page in seen if "nabokommunen" in page.text]


@pytest.mark.parametrize("value", ["", " \n", "x" * 2001])
async def test_nothing_and_too_much_are_refused(house: Plain, browser: Browser, value: str) -> None:
    _, path = await _rated(house)
    refused = await browser.press(path, **STEP, value=value)
    assert (refused.status, await _reminders(house)) == (409, [])


async def test_who_was_not_there_and_who_comes_too_late_note_nothing(house: Plain, browser: Browser) -> None:
    _, path = await _rated(house)
    absent = await house.link(await house.invite("Siv Moe", "siv@fjordby.example"), LinkPurpose.PERSONAL)
    form = hidden_fields((await browser.get(path)).text)
    refused = await browser.post(absent, form | STEP | {"value": HOME})
    await close(house)
    late = await browser.post(path, form | STEP | {"value": HOME})
    assert (refused.status, late.status, await _reminders(house)) == (409, 409, [])


@pytest.mark.parametrize(
    ("language", "title"),
    [
        (NB, "Det første du skulle gjøre etter Vårsamling"),
        (NN, "Det første du skulle gjere etter Vårsamling"),
        (EN, "The first thing you were going to do after Vårsamling"),
    ],
)
async def test_who_is_reached_by_mail_alone_is_reminded_in_a_letter(
    house: Plain, browser: Browser, language: Language, title: str
) -> None:
    _, path = await _rated(house)
    await browser.press(path, **STEP, value=HOME)
    (reminder,) = await _reminders(house)
    async with house.database.read() as tx:
        agenda = Agenda(await get_gathering(tx, gathering().slug))
    letter = Letters(house.links.url).render(reminder, agenda, Recipient(first_step=HOME), language, ENDED)
    assert (letter["subject"], "Ringe nabokommunen <straks>" in str(letter["text"])) == (title, True)
