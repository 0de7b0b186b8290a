"""The facts of a report, out of a database with a whole gathering in it: sign-up, attendance, fees."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

from bot.exports.lines import NO_ORGANISATION, OrganisationShown
from bot.report.facts import Counted, Day, Entry, Fees, FeeSum, Home, Report
from bot.report.facts_json import report_json
from bot.report.gather import gather_report
from bot.report.series import gather_series
from gatherings.actions import save_and_plan
from gatherings.actions.attendance import close_attendance, note_attendance
from gatherings.actions.registration import Application, accept_terms, sign_up, withdraw
from gatherings.gathering import NB, Gathering, GatheringId, Network
from gatherings.organisations import OrganisationId
from gatherings.own_contribution import Share
from gatherings.people import Person, PersonId
from gatherings.programme import BlockId
from gatherings.registration import FeeReason
from gatherings.store import Database, Tx
from gatherings.store.fees import waive_fee
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.store.networks import add_network
from gatherings.store.profiles import add_person, get_person
from gatherings.store.registrations import find_registration
from gatherings.terms import Fee, Mode, Terms
from tests.builders import DAY_ONE, DAY_TWO, FJORDBY, LILLEBY, ORGANISATIONS, PROGRAMME, STRANDVIK, at, gathering

NETWORK = Network(gathering().network_id, "fjord", "Fjordnettverket")
TERMS = Terms(deadline=DAY_ONE - timedelta(days=20), fee_late=Fee(1500), fee_absent=Fee())
EARLY, LATE, AFTER = at("12:00") - timedelta(days=30), at("12:00") - timedelta(days=3), at("15:00", DAY_TWO)
SHOWN = {one.id: OrganisationShown(one.name) for one in ORGANISATIONS}


async def saved(tx: Tx, **changes: object) -> Gathering:
    made = gathering(terms=TERMS, version=0, **changes)
    await save_and_plan(tx, made, now=EARLY)
    return await get_gathering_by_id(tx, made.id)


async def with_network(tx: Tx) -> Gathering:
    await add_network(tx, NETWORK, members=ORGANISATIONS)
    return await saved(tx)


async def comes(tx: Tx, held: Gathering, name: str, home: OrganisationId | None, mode: Mode = Mode.ROOM) -> PersonId:
    """Somebody who has signed up in time."""
    who = PersonId(name)
    if await get_person(tx, who) is None:
        await add_person(tx, Person(who, name, organisation_id=home))
    accepted = accept_terms(held, text="Gratis til fristen.", language=NB, now=EARLY)
    await sign_up(tx, held.id, who, Application(mode, accepted, organisation_id=home), now=EARLY)
    return who


async def is_there(tx: Tx, held: Gathering, who: PersonId, *days: date) -> None:
    for day in days:
        await note_attendance(tx, held.id, who, day=day, mode=None, now=AFTER)


async def held_gathering(tx: Tx) -> Gathering:
    """Kari was there on both days, Ola online on the first, Liv without having signed up; Per was absent, Eva and Ane
    withdrew too late, and Ane's fee was let go.
    """
    held = await with_network(tx)
    kari = await comes(tx, held, "Kari", FJORDBY)
    ola = await comes(tx, held, "Ola", STRANDVIK, Mode.DIGITAL)
    await comes(tx, held, "Per", FJORDBY)
    for name in ("Eva", "Ane"):
        await withdraw(tx, held.id, await comes(tx, held, name, FJORDBY), shown=Fee(1500), now=LATE)
    let_go = await find_registration(tx, held.id, PersonId("Ane"))
    assert let_go is not None
    await waive_fee(tx, let_go.id, by="Ola Vik", because="Ferja gikk ikke", at=LATE)
    liv = PersonId("Liv")
    await add_person(tx, Person(liv, "Liv"))
    await is_there(tx, held, kari, DAY_ONE, DAY_TWO)
    await is_there(tx, held, ola, DAY_ONE)
    await is_there(tx, held, liv, DAY_TWO)
    await close_attendance(tx, held.id, now=AFTER)
    return await get_gathering_by_id(tx, held.id)


async def report_of(database: Database, **more: object) -> Report:
    async with database.write() as tx:
        return await gather_report(tx, await held_gathering(tx), **more)  # type: ignore[arg-type]


async def test_who_was_checked_in_took_part_and_who_was_not_was_absent(database: Database) -> None:
    told = (await report_of(database)).participants
    assert told.homes == (
        Home(SHOWN[FJORDBY], is_member=True, room=1, absent=1),
        Home(SHOWN[STRANDVIK], is_member=True, digital=1),
        Home(NO_ORGANISATION, room=1),
    )
    assert (told.counted, told.has_absent, told.members, told.by_day) == (
        Counted.ATTENDED, True, 3, {DAY_ONE: 2, DAY_TWO: 2}
    )  # fmt: skip
    assert (told.there, told.members_there, told.others_there, told.without_organisation) == (3, 2, 0, 1)


async def test_hours_are_those_of_the_days_on_which_each_was_there(database: Database) -> None:
    work = (await report_of(database, rate=500)).work
    assert work.hours == {DAY_ONE: Decimal("4.25"), DAY_TWO: Decimal("2.25")}
    assert work.shares.shares == {
        SHOWN[FJORDBY]: Share(1, Decimal("6.50"), 500),
        SHOWN[STRANDVIK]: Share(1, Decimal("4.25"), 500),
        NO_ORGANISATION: Share(1, Decimal("2.25"), 500),
    }
    assert work.shares.total.kroner == 6500


async def test_lunch_is_an_hour_like_others_where_that_is_chosen(database: Database) -> None:
    assert (await report_of(database, with_meals=True)).work.hours[DAY_ONE] == 5


async def test_fees_are_summed_by_reason_and_waived_ones_apart(database: Database) -> None:
    assert (await report_of(database)).fees == Fees(
        (FeeSum(SHOWN[FJORDBY], FeeReason.ABSENT, 1, None), FeeSum(SHOWN[FJORDBY], FeeReason.LATE, 1, 1500)),
        (FeeSum(SHOWN[FJORDBY], FeeReason.LATE, 1, 1500),),
    )


async def test_the_programme_is_told_as_planned_and_its_notes_never(database: Database) -> None:
    told = await report_of(database)
    first = told.held.days[0]
    fylket = PROGRAMME[1]
    assert (first.day, first.starts, first.ends, len(first.entries)) == (DAY_ONE, time(9), time(14), 7)
    assert first.entries[1] == Entry(fylket.start, fylket.end, fylket.title, fylket.people)
    assert "411 11 111" not in repr(told)


async def test_no_name_and_no_address_of_a_participant_is_in_the_facts(database: Database) -> None:
    told = await report_of(database)
    assert [
        name for name in ("Kari", "Eva", "Liv", "Ane", "Ola Vik", "Ferja") if name in repr((told, report_json(told)))
    ] == []


async def test_where_nobody_was_checked_in_those_with_a_seat_are_counted_on_all_days(database: Database) -> None:
    async with database.write() as tx:
        held = await with_network(tx)
        await comes(tx, held, "Kari", FJORDBY)
        await comes(tx, held, "Ola", LILLEBY, Mode.DIGITAL)
        await withdraw(tx, held.id, await comes(tx, held, "Eva", FJORDBY), shown=None, now=EARLY)
        told = await gather_report(tx, held)
    assert (told.participants.counted, told.participants.has_absent, told.participants.by_day) == (
        Counted.REGISTERED, False, {}
    )  # fmt: skip
    assert [(one.organisation.name, one.there) for one in told.participants.homes] == [
        ("Fjordby kommune", 1), ("Lilleby kommune", 1)
    ]  # fmt: skip
    assert told.work.shares.total == Share(2, Decimal("13.00"), None)


async def test_nobody_is_absent_while_the_list_is_open(database: Database) -> None:
    async with database.write() as tx:
        held = await with_network(tx)
        await comes(tx, held, "Per", FJORDBY)
        await is_there(tx, held, await comes(tx, held, "Kari", FJORDBY), DAY_ONE)
        told = (await gather_report(tx, held)).participants
    assert (told.there, told.absent, told.has_absent) == (1, 0, False)


async def test_without_a_programme_a_gathering_of_one_day_has_its_own_hours(database: Database) -> None:
    async with database.write() as tx:
        await add_network(tx, NETWORK, members=ORGANISATIONS)
        held = await saved(tx, programme=(), ends_on=DAY_ONE, starts=time(9), ends=time(15))
        told = await gather_report(tx, held)
    assert told.held.days == (Day(DAY_ONE, time(9), time(15)),)
    assert told.work.hours == {}


async def test_a_series_has_the_gatherings_that_have_begun_and_were_held(database: Database) -> None:
    async with database.write() as tx:
        held = await held_gathering(tx)
        programme = tuple(replace(one, id=BlockId(f"x-{one.id}")) for one in PROGRAMME)
        for key, day, cancelled in (("before", DAY_ONE, False), ("off", DAY_ONE, True), ("next", DAY_TWO, False)):
            await saved(tx, id=GatheringId(key), slug=key, starts_on=day, ends_on=day, is_cancelled=cancelled,
                        programme=() if key != "before" else tuple(replace(b, day=day) for b in programme))  # fmt: skip
        other = await get_gathering_by_id(tx, GatheringId("before"))
        await comes(tx, other, "Kari", FJORDBY)
        told = await gather_series(tx, NETWORK, now=at("12:00"), rate=100)
    assert [(one.held.slug, one.participants.there) for one in told.lines] == [("before", 1), (held.slug, 3)]
    assert (told.organisations, told.title) == (2, "Fjordnettverket")


async def test_at_a_gathering_that_was_cancelled_nobody_took_part(database: Database) -> None:
    async with database.write() as tx:
        held = await with_network(tx)
        await comes(tx, held, "Kari", FJORDBY)
        told = await gather_report(tx, replace(held, is_cancelled=True), rate=500)
    assert (told.participants.homes, told.work.shares.total) == ((), Share(0, Decimal(0), 500))
