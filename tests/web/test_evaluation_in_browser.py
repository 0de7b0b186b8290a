"""The pages of the evaluation in a real browser: one press without any script, and what organisers see of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import pytest
from playwright.async_api import Browser, Page, expect

from bot.links import room_url
from gatherings.gathering import EN, LANGUAGES, NN
from gatherings.people import PersonId
from gatherings.programme import BlockId
from gatherings.schedule import USUAL, USUAL_SCHEDULE, EvaluationQuestion, QuestionKind
from gatherings.store.links import LinkPurpose
from tests.builders import at, gathering
from tests.web.evaluated import PAUSES, answer, ask, close, found, guests
from tests.web.looking import Looking

pytestmark = pytest.mark.browser

AT: Final = f"/host/{gathering().slug}/evaluation"
WHERE: Final = EvaluationQuestion("where", QuestionKind.CHOICE, "Hvor neste gang?", choices=("Fjordby", "Viksund"))
ROOM: Final = ["8", "7", "9", "8", "3", "10"]
DIGITAL: Final = ["5", "6", "5", "7", "4", "6"]
LONG: Final = "https://uten-mellomrom.example.org/abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnop"
WRITTEN: Final = (*PAUSES, "Flere workshops.\nDet var der vi diskuterte.", LONG)


async def _asked(looking: Looking) -> Sequence[PersonId]:
    """Twelve people, an evaluation of the whole and of a block; both open."""
    schedule = replace(USUAL_SCHEDULE, questions=(*USUAL, WHERE), blocks=(BlockId("fylket"),), asks_first_step=True)
    await looking.house.change(evaluation=schedule)
    people = await guests(looking.house, room=6, digital=6)
    await ask(looking.house, "fylket")
    await ask(looking.house)
    return people


async def _without_scripts(chrome: Browser) -> Page:
    context = await chrome.new_context(locale="nb-NO", java_script_enabled=False)
    return await context.new_page()


async def test_a_guest_answers_with_one_press_without_any_script(looking: Looking, chrome: Browser) -> None:
    people = await _asked(looking)
    path = await looking.house.link(people[0], LinkPurpose.PERSONAL)
    await looking.open(path)
    await looking.examine("evaluate")
    page = await _without_scripts(chrome)
    await page.goto(f"{looking.house.url}{path}")
    await page.get_by_role("button", name="8 av 10").press("Enter")
    await expect(page.get_by_role("heading", name="Takk, du svarte 8.")).to_be_visible()
    evaluation = await found(looking.house)
    assert evaluation is not None
    assert evaluation.answered == 1


@pytest.mark.e2e
async def test_a_guest_says_more_one_thing_at_a_time_and_changes_it(looking: Looking) -> None:
    people, page = await _asked(looking), looking.page
    path = await looking.house.link(people[0], LinkPurpose.PERSONAL)
    await looking.open(path)
    await page.get_by_role("button", name="9 av 10").press("Enter")
    await looking.examine("evaluate-text")
    await page.get_by_label("Hva er det viktigste du tar med deg hjem?").fill("Kontakter\nog tall")
    await page.get_by_role("button", name="Send").press("Enter")
    await page.get_by_role("link", name="Ikke nå").press("Enter")
    await looking.examine("evaluate-choice")
    await page.get_by_label("Viksund").check()
    await page.get_by_role("button", name="Send").press("Enter")
    await page.get_by_role("link", name="Ikke nå").press("Enter")
    await looking.examine("first-step")
    await page.get_by_label("Hva er det første du gjør når du kommer hjem?").fill("Ringe nabokommunen")
    await page.get_by_role("button", name="Minn meg på det").press("Enter")
    await expect(page.get_by_text("Vi minner deg på det fredag 30. april.")).to_be_visible()
    await looking.examine("evaluate-done")
    await page.get_by_role("link", name="Endre Det viktigste jeg tar med hjem").press("Enter")
    await expect(page.get_by_label("Hva er det viktigste du tar med deg hjem?")).to_have_value("Kontakter\nog tall")
    await page.get_by_role("link", name="Endre Hvor nyttig det var").press("Enter")
    await looking.examine("evaluate-change")
    for language in (NN, EN):
        await looking.open(f"{path}?lang={language}&ask=first_step")
        await looking.examine(f"first-step-{language}")
    assert looking.complaints == []


@pytest.mark.e2e
async def test_an_organiser_asks_closes_and_reads(looking: Looking) -> None:
    house, page = looking.house, looking.page
    await looking.open(await house.link(await house.organiser(), LinkPurpose.HOST))
    await page.get_by_role("button", name="Gå inn").press("Enter")
    await looking.open(AT)
    await looking.examine("evaluation-before")
    people = await _asked(looking)
    await answer(house, people, [*ROOM, *DIGITAL])
    await answer(house, people, WRITTEN, "next_time")
    await answer(house, people, ["Fjordby", "Viksund"] * 3, "where")
    await answer(house, people, ROOM[:4], what="fylket")
    await close(house, "fylket")
    await looking.open(AT)
    await looking.examine("evaluation-open")
    await page.get_by_role("link", name="Steng evalueringen").press("Enter")
    await looking.examine("evaluation-close")
    await page.get_by_role("button", name="Steng evalueringen").press("Enter")
    await expect(page.get_by_role("img", name="Fordeling av 12 svar")).to_be_visible()
    await looking.examine("evaluation-closed")
    await page.get_by_role("link", name="Nytt fra fylket").press("Enter")
    await looking.examine("evaluation-too-few")
    assert looking.complaints == []


@pytest.mark.e2e
async def test_an_organiser_moves_and_hides_what_was_written_without_any_script(
    looking: Looking, chrome: Browser
) -> None:
    house, people = looking.house, await _asked(looking)
    await answer(house, people, ROOM)
    await answer(house, people, WRITTEN, "next_time")
    await close(house)
    page = await _without_scripts(chrome)
    await page.goto(f"{house.url}{await house.link(await house.organiser(), LinkPurpose.HOST)}")
    await page.get_by_role("button", name="Gå inn").press("Enter")
    await page.goto(f"{house.url}{AT}")
    item = page.get_by_role("listitem").filter(has_text="Flere workshops.")
    await item.locator("summary").press("Enter")
    await item.get_by_label("Gruppe").fill("Arbeidsform")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Arbeidsform (1)")).to_be_visible()
    await item.locator("summary").press("Enter")
    await item.get_by_role("button", name="Skjul").press("Enter")
    await expect(page.get_by_text("1 skjult svar")).to_be_visible()
    await expect(page.get_by_role("heading", name="Arbeidsform (1)")).to_have_count(0)


@pytest.mark.e2e
async def test_the_forms_at_what_was_written_are_for_everybody(looking: Looking) -> None:
    house, page, people = looking.house, looking.page, await _asked(looking)
    await answer(house, people, ROOM)
    await answer(house, people, WRITTEN, "next_time")
    await close(house)
    await looking.open(await house.link(await house.organiser(), LinkPurpose.HOST))
    await page.get_by_role("button", name="Gå inn").press("Enter")
    await looking.open(AT)
    for number in range(len(WRITTEN)):
        await page.locator("summary").nth(number).press("Enter")
    await looking.examine("evaluation-forms")


@pytest.mark.e2e
async def test_the_code_in_the_room(looking: Looking) -> None:
    house, people = looking.house, await _asked(looking)
    await house.link(await house.organiser(), LinkPurpose.CHECKIN)
    room = room_url(house.links.url, gathering().id).removeprefix(house.url)
    for language in LANGUAGES:
        await looking.open(f"{room}?lang={language}")
        await looking.examine(f"room-unknown-{language}")
    await looking.open(await house.link(people[0], LinkPurpose.PERSONAL))
    await looking.page.get_by_role("button", name="Se eller endre påmeldingen").press("Enter")
    await looking.open(room)
    await looking.examine("room")
    await looking.open(await house.link(PersonId("organiser-ola"), LinkPurpose.HOST))
    await looking.page.get_by_role("button", name="Gå inn").press("Enter")
    await looking.open(f"/host/{gathering().slug}/qr")
    await looking.examine("room-codes")


@pytest.mark.e2e
async def test_before_it_opens_who_is_unknown_is_sent_to_the_check_in(looking: Looking) -> None:
    house = looking.house
    await guests(house)
    await house.link(await house.organiser(), LinkPurpose.CHECKIN)
    house.clock.gathering_at = at("08:50")
    room = room_url(house.links.url, gathering().id).removeprefix(house.url)
    for language in LANGUAGES:
        await looking.open(f"{room}?lang={language}")
        await looking.examine(f"room-before-{language}")
