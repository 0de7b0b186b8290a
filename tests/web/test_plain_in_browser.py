"""The pages without scripts in a real browser: from the link to the fee, with the keyboard, on a phone, in the dark.

With SAMBAND_SHOTS=folder, pictures of every page are left there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest
from playwright.async_api import Browser, expect

from gatherings.actions.attendance import check_in
from gatherings.actions.invitations import answer_invitation
from gatherings.gathering import EN, NB, NN
from gatherings.not_understood import NotUnderstood
from gatherings.postings.posting import Audience, Posting, PostingKind, Rank
from gatherings.store.invitations import Coming
from gatherings.store.links import LinkPurpose
from gatherings.store.not_understood import add_not_understood
from gatherings.store.postings import add_postings
from gatherings.terms import Mode
from tests.builders import DAY_ONE, DAY_TWO, at, gathering
from tests.web.looking import Looking
from tests.web.plain_house import BEFORE, OPEN, Plain

pytestmark = pytest.mark.browser

SLUG: Final = gathering().slug
NAMES: Final = (
    "Kari Nes",
    "Per Lie",
    "Áile Somby Eira",
    "Bjørn-Åge Østensen Fjellheim-Solbakken",
    "Mia Dal",
    "Nils Vik",
)
NOT_UNDERSTOOD: Final = (
    NotUnderstood(DAY_ONE, NB, "hvor lader jeg bilen", None, times=3),
    NotUnderstood(DAY_TWO, NB, "bildet hakker når jeg ser på, ring [#]", "stream.link"),
    NotUnderstood(DAY_TWO, EN, "is there any cake left for people who came by the late ferry", "agenda.when"),
    NotUnderstood(DAY_TWO, NN, f"{'kva med bussen heim att til øyane då ' * 8}"[:299], None),
    NotUnderstood(DAY_TWO, NB, "x" * 300, "organiser.cancel_gathering"),
)


async def _filled(house: Plain) -> None:
    """A gathering with people in every state, on its second day."""
    people = [await house.invite(name, f"{name.split()[0].casefold()}@fjordby.example") for name in NAMES]
    for person in people[:4]:
        await house.sign_up(person)
    stranger, reminder = await house.invite("Siv Moe"), PostingKind.REMINDER
    async with house.database.write() as tx:
        await answer_invitation(tx, gathering().id, people[4], Coming.UNDECIDED, now=BEFORE)
        await add_postings(tx, [Posting("r", gathering().id, reminder, BEFORE, BEFORE, Rank.START, Audience.SILENT)])
        for person in (people[0], stranger):
            await check_in(tx, gathering().id, person, mode=Mode.ROOM, now=at("08:52"))
    house.clock.gathering_at = at("15:00", DAY_TWO)


@pytest.mark.e2e
async def test_an_organiser_walks_through_the_pages(looking: Looking) -> None:
    house, page = looking.house, looking.page
    await _filled(house)
    await looking.open(await house.link(await house.organiser(), LinkPurpose.HOST))
    await looking.examine("door")
    await page.get_by_role("button", name="Gå inn").press("Enter")
    await expect(page).to_have_url(f"{house.url}/host")
    await looking.examine("home")
    for language in (NN, EN):
        await looking.open(f"/host?lang={language}")
        await looking.examine(f"home-{language}")
    await looking.open("/host")
    await page.get_by_role("link", name="Vårsamling").press("Enter")
    await looking.examine("overview")
    for label in ("Påmeldinger", "Ikke svart", "Utsendinger", "Oppmøte", "Lister"):
        await page.get_by_role("navigation").get_by_role("link", name=label, exact=True).press("Enter")
        await expect(page.get_by_role("heading", level=1)).to_have_text(label)
        await looking.examine(label.casefold().replace(" ", "-"))

    await looking.open(f"/host/{SLUG}/qr")
    await looking.examine("qr-before")
    await page.get_by_role("button", name="Lag QR-koden").press("Enter")
    await expect(page.get_by_role("img", name="QR-kode for oppmøte: Vårsamling")).to_be_visible()
    await looking.examine("qr")

    await looking.open(f"/host/{SLUG}/attendance")
    await page.get_by_role("button", name="Før opp Per Lie, fredag 16. april").press("Enter")
    await expect(page.get_by_role("button", name="Ta bort Per Lie, fredag 16. april")).to_be_visible()
    await page.get_by_role("link", name="Lukk oppmøtelisten").press("Enter")
    await looking.examine("close")
    await page.get_by_role("button", name="Lukk listen").press("Enter")
    await expect(page.get_by_text("Oppmøtelisten ble lukket")).to_be_visible()
    await looking.examine("closed")
    assert looking.complaints == []


async def test_an_organiser_reads_what_was_not_understood(looking: Looking) -> None:
    house, page = looking.house, looking.page
    house.clock.gathering_at = at("15:00", DAY_TWO)
    await looking.open(await house.link(await house.organiser(), LinkPurpose.HOST))
    await page.get_by_role("button", name="Gå inn").press("Enter")
    await looking.open(f"/host/{SLUG}/messages")
    await looking.examine("messages-off")
    await house.change(terms=replace(OPEN, keeps_not_understood=True))
    async with house.database.write() as tx:
        for said in NOT_UNDERSTOOD:
            await add_not_understood(tx, gathering().id, said)
    for language in (NN, EN, NB):
        await looking.open(f"/host/{SLUG}/messages?lang={language}")
        await looking.examine(f"messages-{language}")
    await page.get_by_role("button", name="Slett «hvor lader jeg bilen»").press("Enter")
    await expect(page.get_by_text("hvor lader jeg bilen")).to_have_count(0)
    await page.get_by_role("button", name="Slett alle").press("Enter")
    await expect(page.get_by_text("Det er ingen meldinger her.")).to_be_visible()
    assert looking.complaints == []


@pytest.mark.e2e
async def test_a_fee_is_waived_from_the_keyboard_and_refusals_are_pages(looking: Looking) -> None:
    house, page = looking.house, looking.page
    kari = await house.invite("Kari Nes", "kari@fjordby.example")
    await house.sign_up(kari)
    house.clock.gathering_at = at("15:00", DAY_TWO)
    await looking.open(await house.link(await house.organiser(), LinkPurpose.HOST))
    await page.get_by_role("button", name="Gå inn").press("Enter")
    await looking.open(f"/host/{SLUG}/attendance/close")
    await page.get_by_role("button", name="Lukk listen").press("Enter")
    await page.get_by_role("link", name="Gebyrer").press("Enter")
    await looking.examine("fees")
    await page.get_by_role("link", name="Ettergi Kari Nes").press("Enter")
    await looking.examine("waive")
    await page.get_by_label("Hvorfor gebyret ettergis").fill("Var syk, legeerklæring levert")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Ettergitt av Ola Vik: Var syk, legeerklæring levert")).to_be_visible()
    await looking.examine("waived")
    assert looking.complaints == []
    for name, path in (("link", "/p/x"), ("not-there", "/host/x")):
        await looking.open(path)
        await looking.examine(name)


async def test_a_guest_answers_without_any_script(looking: Looking, chrome: Browser) -> None:
    house = looking.house
    kari = await house.invite("Kari Nes", "kari.nes@fjordby.example")
    path = await house.link(kari, LinkPurpose.PERSONAL)
    await looking.open(path)
    await looking.examine("personal")
    context = await chrome.new_context(locale="nb-NO", java_script_enabled=False)
    page = await context.new_page()
    await page.goto(f"{house.url}{path}")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Til innholdet")).to_be_focused()
    await page.get_by_role("button", name="Meld på, i salen").press("Enter")
    await expect(page).to_have_url(f"{house.url}/")
    await context.close()
    known = await house.person(kari)
    assert known is not None
    assert known.email_source == "confirmed"


@pytest.mark.e2e
async def test_a_tap_in_the_door(looking: Looking) -> None:
    house, page = looking.house, looking.page
    kari = await house.invite("Kari Nes", "kari.nes@fjordby.example")
    await house.sign_up(kari)
    poster = await house.link(await house.organiser(), LinkPurpose.CHECKIN)
    await looking.open(poster)
    await looking.examine("checkin-refused")
    house.clock.gathering_at = at("08:52")
    await looking.open(poster)
    await looking.examine("checkin-unknown")
    await looking.open(await house.link(kari, LinkPurpose.PERSONAL))
    await looking.examine("personal-registered")
    await page.get_by_role("button", name="Se eller endre påmeldingen").click()
    await looking.open(poster)
    await looking.examine("checkin")
    await page.get_by_role("button", name="Jeg er her").click()
    await expect(page.get_by_role("heading", name="Velkommen, Kari")).to_be_visible()
    await looking.examine("checkin-done")
