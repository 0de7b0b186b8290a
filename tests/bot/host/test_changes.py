"""What organisers change: attendance, its closing, fees. Each leaves a line in the audit log, and no words."""

from __future__ import annotations

import pytest

from gatherings.actions.attendance import check_in
from gatherings.people import PersonId
from gatherings.registration import RegistrationId
from gatherings.store.attendances import list_attendances
from gatherings.store.fees import list_fees
from gatherings.store.links import LinkPurpose
from gatherings.store.registrations import find_registration
from gatherings.terms import Mode
from tests.builders import DAY_ONE, DAY_TWO, at, gathering
from tests.web.plain_house import Browser, Plain, hidden_fields

SLUG = gathering().slug
LIST, CLOSE, FEES = (f"/host/{SLUG}/{page}" for page in ("attendance", "attendance/close", "fees"))


@pytest.fixture
async def inside(house: Plain, browser: Browser) -> Browser:
    """The browser of an organiser who has come in on the gathering's second day."""
    await browser.press(await house.link(await house.organiser(), LinkPurpose.HOST))
    return browser


async def _two(house: Plain) -> list[PersonId]:
    """Kari and Per have a seat in the room, and it is the afternoon of the second day."""
    people = [await house.invite("Kari Nes", "kari@fjordby.example"), await house.invite("Per Lie", "p@x.example")]
    for person in people:
        await house.sign_up(person)
    house.clock.gathering_at = at("14:00", DAY_TWO)
    return people


async def _there(house: Plain) -> list[tuple[str, str]]:
    async with house.database.read() as tx:
        return [(one.person_id, str(one.day)) for one in await list_attendances(tx, gathering().id)]


async def _owed(house: Plain) -> list[tuple[RegistrationId, str | None]]:
    async with house.database.read() as tx:
        return [(fee.registration_id, fee.waived_because) for fee in await list_fees(tx, gathering().id)]


async def test_somebody_is_noted_and_taken_back_for_a_day(house: Plain, inside: Browser) -> None:
    kari, _ = await _two(house)
    await inside.press(LIST, person=kari, day=str(DAY_ONE), do="note")
    assert await _there(house) == [(kari, str(DAY_ONE))]
    assert "1 av 2 har møtt" in (await inside.get(LIST)).words

    await inside.press(LIST, person=kari, day=str(DAY_ONE), do="back")
    assert await _there(house) == []
    assert await house.audit() == [
        ("organiser-ola", "host_entered", None),
        ("organiser-ola", "attendance_noted", kari),
        ("organiser-ola", "attendance_taken_back", kari),
    ]


async def test_each_button_says_whom_it_is_about(house: Plain, inside: Browser) -> None:
    await _two(house)
    buttons = (await inside.get(LIST)).buttons
    assert buttons[:2] == ["Før opp Kari Nes, torsdag 15. april", "Før opp Kari Nes, fredag 16. april"]


async def test_a_day_to_come_has_no_button(house: Plain, inside: Browser) -> None:
    await _two(house)
    house.clock.gathering_at = at("09:00")
    page = await inside.get(LIST)
    assert (len(page.buttons), page.words.count("Ikke ennå")) == (2, 2)


@pytest.mark.parametrize(
    ("person", "day"), [("nobody", "2027-04-15"), ("", "2027-04-15"), ("kari", "2027-04-14"), ("kari", "x")]
)
async def test_nobody_else_and_no_other_day_is_noted(house: Plain, inside: Browser, person: str, day: str) -> None:
    kari, _ = await _two(house)
    answer = await inside.press(LIST, person=kari if person == "kari" else person, day=day, do="note")
    assert (answer.status, await _there(house)) == (409, [])


async def test_strangers_are_counted_apart(house: Plain, inside: Browser) -> None:
    await _two(house)
    stranger = await house.invite("Siv Moe")
    async with house.database.write() as tx:
        await check_in(tx, gathering().id, stranger, mode=Mode.ROOM, now=house.clock.now())
    words = (await inside.get(LIST)).words
    assert ("0 av 2 har møtt" in words, "Fredag 16. april 1 Siv Moe" in words) == (True, True)


async def test_closing_asks_first_and_says_what_it_costs_whom(house: Plain, inside: Browser) -> None:
    kari, per = await _two(house)
    await inside.press(LIST, person=kari, day=str(DAY_ONE), do="note")
    page = await inside.get(CLOSE)
    assert "1 påmeldt er ikke ført opp noen dag og blir regnet som ikke møtt." in page.words
    assert "1 av dem får et gebyr etter vilkårene de godtok: 350 kroner." in page.words
    assert await _owed(house) == []

    assert (await inside.press(CLOSE)).headers["Location"] == LIST
    assert [person for person, _ in await _owed(house)] == [await _registration(house, per)]
    assert (await inside.press(CLOSE)).status == 303
    assert [kind for _, kind, _ in await house.audit()].count("attendance_closed") == 1


async def _registration(house: Plain, person: PersonId) -> RegistrationId:
    async with house.database.read() as tx:
        found = await find_registration(tx, gathering().id, person)
    assert found is not None
    return found.id


async def test_who_turns_out_to_have_been_there_owes_nothing_and_nobody_is_taken_off_a_closed_list(
    house: Plain, inside: Browser
) -> None:
    kari, per = await _two(house)
    await inside.press(LIST, person=kari, day=str(DAY_ONE), do="note")
    filled = hidden_fields((await inside.get(LIST)).text)
    await inside.press(CLOSE)
    assert (await inside.post(LIST, {**filled, "person": kari, "day": str(DAY_ONE), "do": "back"})).status == 409
    await inside.press(LIST, person=per, day=str(DAY_TWO), do="note")
    assert (await _owed(house), len(await _there(house))) == ([], 2)


async def test_before_the_last_day_the_list_is_not_closed(house: Plain, inside: Browser) -> None:
    await _two(house)
    house.clock.gathering_at = at("14:00")
    answer = await inside.press(CLOSE)
    assert (answer.status, await _owed(house)) == (409, [])
    assert "Oppmøtelisten kan lukkes først den siste dagen" in answer.words


async def test_a_fee_is_waived_with_a_name_and_a_reason(house: Plain, inside: Browser) -> None:
    await _two(house)
    await inside.press(CLOSE)
    (kari, _), (per, _) = sorted(await _owed(house))
    form = f"{FEES}/{kari}"
    answers = [
        await inside.press(form, by="Ola Vik", because="  "),
        await inside.press(form, by="", because="Var syk"),
        await inside.press(form, by="Ola Vik", because="Var syk <b>"),
    ]
    assert [answer.status for answer in answers] == [409, 409, 303]
    assert sorted(await _owed(house)) == [(kari, "Var syk <b>"), (per, None)]
    words = (await inside.get(FEES)).words
    assert ("Ettergitt av Ola Vik: Var syk <b>" in words, words.count("Ikke møtt 350 kroner")) == (True, 2)
    assert (await house.audit())[-1] == ("organiser-ola", "fee_waived", kari)
    assert "Ola" not in str([line[1:] for line in await house.audit()])


async def test_a_fee_is_waived_once(house: Plain, inside: Browser) -> None:
    await _two(house)
    await inside.press(CLOSE)
    form = f"{FEES}/{(await _owed(house))[0][0]}"
    filled = {**hidden_fields((await inside.get(form)).text), "by": "Ola Vik", "because": "Var syk"}
    statuses = [(await inside.post(form, filled)).status for _ in range(2)]
    assert (statuses, (await inside.get(form)).buttons) == ([303, 409], [])


async def test_a_fee_of_nobody_is_not_there(inside: Browser) -> None:
    assert (await inside.get(f"{FEES}/nobody")).status == 404


async def test_where_nobody_owes_a_fee_the_page_says_so(inside: Browser) -> None:
    assert "Ingen skylder noe gebyr." in (await inside.get(FEES)).words


@pytest.mark.parametrize("path", [LIST, CLOSE, f"/host/{SLUG}/qr", f"{FEES}/x", f"/host/{SLUG}/sends"])
async def test_without_the_forms_own_token_nothing_is_changed(house: Plain, inside: Browser, path: str) -> None:
    kari, _ = await _two(house)
    before = await house.rows()
    answer = await inside.post(path, {"person": kari, "day": str(DAY_ONE), "do": "note"})
    expected = 404 if path.endswith("sends") else 403
    assert (answer.status, await house.rows() == before) == (expected, True)
