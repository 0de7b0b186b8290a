"""What organisers look at."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update

from bot.host.order import alphabetical
from bot.host.sends import outcome
from dialogs.phrases import voice
from gatherings.actions.invitations import answer_invitation
from gatherings.actions.registration import withdraw
from gatherings.gathering import NB
from gatherings.people import PersonId
from gatherings.postings.posting import Audience, Posting, PostingKind, Rank
from gatherings.store.invitations import Coming
from gatherings.store.links import LinkPurpose
from gatherings.store.postings import add_postings, claim_due, fire
from gatherings.store.profiles import set_name
from gatherings.store.tables import organiser
from tests.builders import at, gathering
from tests.web.plain_house import BEFORE, OPEN, Browser, Plain, a_browser

SLUG = gathering().slug
PAGES = (
    "",
    "/programme",
    "/evaluation",
    "/registrations",
    "/missing",
    "/messages",
    "/sends",
    "/attendance",
    "/attendance/close",
    "/fees",
    "/lists",
    "/qr",
)


@pytest.fixture
async def inside(house: Plain, browser: Browser) -> Browser:
    """The browser of an organiser who has come in."""
    await browser.press(await house.link(await house.organiser(), LinkPurpose.HOST))
    return browser


async def _rows(browser: Browser, at: str, *, of: int = 0) -> list[list[str]]:
    """The rows of a page's table, without its heads."""
    bodies = re.findall(r"<tbody.*?</tbody>", (await browser.get(f"/host/{SLUG}{at}")).text, re.DOTALL)
    cells = (re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr.*?</tr>", bodies[of]))
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in cells]


async def _five(house: Plain) -> list[PersonId]:
    """In the room Kari and Per, Liv digital and waiting; Jon does not know, Mia does not come, Nils says nothing."""
    names = ("Kari Nes", "Per Lie", "Liv Bø", "Jon Ås", "Mia Dal", "Nils Vik")
    people = [await house.invite(name, f"{name.split()[0].casefold()}@fjordby.example") for name in names]
    for person in people[:3]:
        await house.sign_up(person)
    async with house.database.write() as tx:
        for person, coming in ((people[3], Coming.UNDECIDED), (people[4], Coming.NOT_COMING)):
            await answer_invitation(tx, gathering().id, person, coming, now=BEFORE)
    return people


async def test_looking_changes_nothing(house: Plain, inside: Browser) -> None:
    await _five(house)
    before = await house.rows()
    statuses = {(await inside.get(f"/host/{SLUG}{page}")).status for page in PAGES}
    files = {(await inside.get(f"/host/{SLUG}/export/fees.{form}")).status for form in ("csv", "xlsx")}
    assert (statuses, files, await house.rows() == before) == ({200}, {200}, True)


async def test_the_overview_counts_by_state_and_mode_and_organisation(house: Plain, inside: Browser) -> None:
    await _five(house)
    assert await _rows(inside, "") == [
        ["I salen", "2 av 2"],
        ["Digitalt", "1"],
        ["På ventelisten", "1"],
        ["Meldt av", "0"],
        ["Ikke svart", "1"],
        ["Vet ikke ennå", "1"],
        ["Kommer ikke", "1"],
    ]
    assert await _rows(inside, "", of=1) == [["Fjordby kommune", "2", "1", "1", "2"]]
    words = (await inside.get(f"/host/{SLUG}")).words
    assert "Påmeldingen er åpen." in words
    assert "Siste dag for gratis avmelding Torsdag 1. april" in words


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"is_cancelled": True}, "Samlingen er avlyst."),
        ({"terms": replace(OPEN, deadline=date(2027, 2, 1))}, "Påmeldingsfristen har gått ut."),
        ({"terms": replace(OPEN, opens=at("09:00").replace(tzinfo=None))}, "Påmeldingen har ikke åpnet ennå."),
    ],
)
async def test_the_overview_says_whether_one_can_register(
    house: Plain, inside: Browser, changes: dict[str, object], said: str
) -> None:
    await house.change(**changes)
    assert said in (await inside.get(f"/host/{SLUG}")).words


async def test_registrations_have_state_and_place_and_no_food(house: Plain, inside: Browser) -> None:
    await _five(house)
    rows = await _rows(inside, "/registrations")
    assert [(row[0], row[2]) for row in rows] == [
        ("Kari Nes", "I salen"),
        ("Liv Bø", "Digitalt. Nummer 1 på ventelisten for salen"),
        ("Per Lie", "I salen"),
    ]
    assert rows[0] == ["Kari Nes", "Fjordby kommune", "I salen", "Mandag 1. mars kl. 12.00", "Nei"]


async def test_missing_are_those_who_have_not_answered_and_how_each_is_reached(house: Plain, inside: Browser) -> None:
    people = await _five(house)
    await house.invite("Siv Moe")
    async with a_browser(house) as phone:
        await phone.press(await house.link(people[5], LinkPurpose.PERSONAL), "open")
    assert await _rows(inside, "/missing") == [
        ["Teams", "0"], ["Slack", "0"], ["Nettsiden", "1"], ["E-post", "2"], ["Ikke i det hele tatt", "1"],
    ]  # fmt: skip
    assert sorted(await _rows(inside, "/missing", of=1)) == [
        ["Jon Ås", "Fjordby kommune", "jon@fjordby.example", "Vet ikke ennå", "E-post"],
        ["Nils Vik", "Fjordby kommune", "nils@fjordby.example", "Ikke svart", "Nettsiden og e-post"],
        ["Siv Moe", "", "", "Ikke svart", "Ikke i det hele tatt"],
    ]


async def test_sends_tell_what_goes_out_and_whom_it_reached(house: Plain, inside: Browser) -> None:
    nils = await house.invite("Nils Vik", "nils@fjordby.example")
    async with a_browser(house) as phone:
        await phone.press(await house.link(nils, LinkPurpose.PERSONAL), "open")
    key = "reminder:g1:7"
    posting = Posting(key, gathering().id, PostingKind.CONFIRMATION, BEFORE, BEFORE, Rank.CHANGE, Audience.ORGANISERS)
    async with house.database.write() as tx:
        await add_postings(tx, [posting, replace(posting, key="x", audience=Audience.PERSON, person_id=nils)])
        due = await claim_due(tx, now=BEFORE)
        for posting_id, kept in due:
            await fire(tx, posting_id, kept.posting, now=BEFORE, machine_now=BEFORE)

    coming = await _rows(inside, "/sends")
    assert ["Strømmelenke", "Alle som følger programmet", "Onsdag 14. april kl. 15.00", "Ingen ennå"] in coming
    silent = [row[3] for row in coming if row[0] == "Påminnelse om å svare"]
    assert set(silent) == {"Nettsiden: 1. E-post: 1."}
    assert ["Bolk: Nytt fra fylket", "Alle som følger programmet"] in [row[:2] for row in coming]
    been = await _rows(inside, "/sends", of=1)
    assert been == [["Bekreftelse", "Arrangørene", "Mandag 1. mars kl. 12.00", "Sendt ut", ""]]
    assert [row[:2] for row in await _rows(inside, "/sends", of=2)] == [["Bekreftelse", "1"]]


async def test_tables_have_captions_and_scopes(house: Plain, inside: Browser) -> None:
    await _five(house)
    for page in ("", "/registrations", "/missing", "/sends", "/attendance"):
        text = (await inside.get(f"/host/{SLUG}{page}")).text
        assert text.count("<table") == text.count("<caption>") > 0
        assert re.findall(r"<th(?! scope=)[ >]", text) == []


async def test_names_are_text_on_every_page(house: Plain, inside: Browser) -> None:
    name = '"><script>alert(1)</script>'
    people = await _five(house)
    async with house.database.write() as tx:
        for person in people:
            await set_name(tx, person, name)
    await house.change(title=name)
    texts = [(await inside.get(f"/host/{SLUG}{page}")).text for page in PAGES]
    texts.append((await inside.get("/host")).text)
    assert [text for text in texts if "<script" in text] == []


async def test_the_menu_marks_where_one_is_and_keeps_the_language(house: Plain, inside: Browser) -> None:
    text = (await inside.get(f"/host/{SLUG}/missing?lang=en")).text
    assert re.findall(r'<a href="([^"]+)" aria-current="page">([^<]+)', text.partition('class="menu"')[2]) == [
        (f"/host/{SLUG}/missing?lang=en", "Not answered")
    ]


async def test_the_qr_code_is_made_by_a_button_and_shown_from_then_on(house: Plain, inside: Browser) -> None:
    at_qr = f"/host/{SLUG}/qr"
    assert (await inside.get(at_qr)).buttons == ["Lag QR-koden"]
    assert (await inside.press(at_qr)).status == 303
    page = await inside.get(at_qr)
    address = re.findall(r"http://\S+/(checkin/[^<\s]+)", page.text)[0]
    assert ("<svg" in page.text, "QR-kode for oppmøte: Vårsamling" in page.text, page.buttons) == (True, True, [])
    async with a_browser(house) as phone:
        assert (await phone.get(f"/{address}")).status == 200
    assert [kind for _, kind, _ in await house.audit()] == ["host_entered", "checkin_link_made"]


async def test_a_list_is_a_file_to_save(house: Plain, inside: Browser) -> None:
    answer = await inside.get(f"/host/{SLUG}/export/missing.csv")
    assert answer.text == f"{SLUG} missing csv organiser-ola"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=\"missing ___.csv\"; filename*=UTF-8''missing%20%C2%AB%C3%A6%C2%BB.csv"
    )
    assert [(await inside.get(f"/host/{SLUG}/export/{x}")).status for x in ("all.csv", "fees.pdf")] == [404, 404]


async def test_the_programme_is_there_in_all_its_forms(house: Plain, inside: Browser) -> None:
    page = await inside.get(f"/host/{SLUG}/lists")
    forms = ("ics", "csv", "md", "frab")
    files = [(await inside.get(f"/host/{SLUG}/export/programme.{form}")).status for form in (*forms, "xlsx")]
    assert ([f"programme.{form}" in page.text for form in forms], files) == ([True] * 4, [200] * 4 + [404])


async def test_food_is_only_for_who_has_to_know(house: Plain, inside: Browser) -> None:
    refused, menu = await inside.get(f"/host/{SLUG}/export/food.csv"), await inside.get(f"/host/{SLUG}/lists")
    async with house.database.write() as tx:
        await tx.execute(update(organiser).values(sees_needs=True))
    allowed, wider = await inside.get(f"/host/{SLUG}/export/food.csv"), await inside.get(f"/host/{SLUG}/lists")
    assert (refused.status, allowed.status) == (403, 200)
    assert ("food.csv" in menu.text, "food.csv" in wider.text) == (False, True)


async def test_a_seat_that_is_offered_is_told_as_such(house: Plain, inside: Browser) -> None:
    people = await _five(house)
    async with house.database.write() as tx:
        await withdraw(tx, gathering().id, people[0], shown=None, now=BEFORE)
    rows = await _rows(inside, "/registrations")
    assert [(row[0], row[2]) for row in rows] == [
        ("Liv Bø", "Digitalt. Nummer 1 på ventelisten for salen, har fått tilbud"),
        ("Per Lie", "I salen"),
        ("Kari Nes", "Meldt av"),
    ]


def test_the_outcome_of_a_send_is_told_by_channel() -> None:
    counts = {
        ("email", "sent"): 30,
        ("teams", "unreachable"): 1,
        ("teams", "sent"): 12,
        ("teams", "failed"): 1,
        ("web", "waiting"): 2,
        ("console", "sent"): 1,
    }
    assert outcome(counts, voice(NB)) == (
        "Teams: nådde 12, 2 kom ikke fram. Nettsiden: 2 på vei. E-post: nådde 30. Console: nådde 1."
    )


def test_names_are_in_the_order_of_a_telephone_book() -> None:
    names = ["Ås", "Ærfugl", "Zahl", "Øye", "", "Áile", "Bø", "aase", "Aksel"]
    assert sorted(names, key=alphabetical) == ["aase", "Áile", "Aksel", "Bø", "Zahl", "Ærfugl", "Øye", "Ås", ""]
