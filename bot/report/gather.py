"""The facts of a report, gathered from the store."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.exports.gathered import Shown, gather_fees, shown_organisations
from bot.exports.lines import OrganisationShown, OwedLine
from bot.report.facts import Counted, Day, Entry, Evaluated, Fees, FeeSum, Held, Home, Participants, Report, Work
from gatherings.agenda import Agenda
from gatherings.gathering import Gathering
from gatherings.organisations import OrganisationId
from gatherings.own_contribution import contribution_of, hours_by_day
from gatherings.people import PersonId
from gatherings.registration import Registration
from gatherings.store import Tx
from gatherings.store.attendances import Attendance, list_attendances
from gatherings.store.networks import list_networks
from gatherings.store.organisations import list_organisations
from gatherings.store.profiles import list_people
from gatherings.store.registrations import list_registrations
from gatherings.terms import Mode


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who took part, without a name."""

    organisation_id: OrganisationId | None
    mode: Mode
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Presence:
    """Who took part, and the organisations of who was absent."""

    counted: Counted
    present: tuple[Present, ...]
    absent: tuple[OrganisationId | None, ...]
    shown: Shown


async def gather_report(
    tx: Tx,
    gathering: Gathering,
    *,
    with_meals: bool = False,
    rate: int | None = None,
    evaluations: tuple[Evaluated, ...] = (),
    follow_ups: int = 0,
) -> Report:
    """All that the report of a gathering tells. `rate` is in kroner an hour."""
    presence = await gather_presence(tx, gathering)
    return Report(
        held=await gather_held(tx, gathering),
        participants=await gather_participants(tx, gathering, presence),
        fees=_fees(await gather_fees(tx, gathering)),
        work=work_of(gathering, presence, with_meals=with_meals, rate=rate),
        evaluations=evaluations,
        follow_ups=follow_ups,
    )


async def gather_held(tx: Tx, gathering: Gathering) -> Held:
    """The gathering's own facts; of its programme never the notes."""
    network = next(one for one in await list_networks(tx) if one.id == gathering.network_id)
    return Held(
        slug=gathering.slug,
        title=gathering.title,
        network=network.title,
        days=_days(Agenda(gathering)),
        venue=gathering.venue,
        place=gathering.place,
        is_cancelled=gathering.is_cancelled,
    )


async def gather_presence(tx: Tx, gathering: Gathering) -> Presence:
    """Who was checked in, where anybody was; else who had a seat, on all days, unless it was cancelled."""
    seated = {one.person_id: one for one in await list_registrations(tx, gathering.id) if one.seat is not None}
    attended = await list_attendances(tx, gathering.id)
    present = await _attended(tx, gathering, attended) if attended else _registered(gathering, seated.values())
    there = {one.person_id for one in attended}
    is_closed = bool(attended) and gathering.attendance_closed_at is not None
    absent = tuple(one.organisation_id for one in seated.values() if is_closed and one.person_id not in there)
    ids = {one.organisation_id for one in present} | set(absent)
    shown = await shown_organisations(tx, gathering, ids)
    return Presence(Counted.ATTENDED if attended else Counted.REGISTERED, present, absent, shown)


async def gather_participants(tx: Tx, gathering: Gathering, presence: Presence) -> Participants:
    """The participants by organisation."""
    members = await list_organisations(tx, gathering.network_id, members_only=True)
    is_by_day = presence.counted is Counted.ATTENDED and len(gathering.days) > 1
    by_day = Counter(day for one in presence.present for day in one.days)
    return Participants(
        counted=presence.counted,
        homes=_homes(presence, {one.id for one in members}),
        members=len(members),
        are_municipalities=all(one.number is not None for one in members),
        by_day={day: by_day[day] for day in gathering.days} if is_by_day else {},
        has_absent=presence.counted is Counted.ATTENDED and gathering.attendance_closed_at is not None,
    )


def work_of(gathering: Gathering, presence: Presence, *, with_meals: bool, rate: int | None) -> Work:
    """The own contribution of the organisations: the hours of the days on which each of their people was there."""
    hours = hours_by_day(Agenda(gathering), with_meals=with_meals)
    there = [(presence.shown[one.organisation_id], one.days) for one in presence.present]
    there.sort(key=lambda one: order(one[0]))
    return Work(hours, contribution_of(there, hours, rate=rate), with_meals)


def order(organisation: OrganisationShown) -> tuple[bool, str, str]:
    """By name; those of no organisation last."""
    return not organisation.name, organisation.name.casefold(), organisation.number or ""


async def _attended(tx: Tx, gathering: Gathering, attended: Sequence[Attendance]) -> tuple[Present, ...]:
    """Whoever was checked in, of the organisation of their registration, else of their own."""
    by_person: defaultdict[PersonId, list[Attendance]] = defaultdict(list)
    for one in attended:
        by_person[one.person_id].append(one)
    homes = {one.id: one.organisation_id for one in (await list_people(tx, list(by_person))).values()}
    homes |= {one.person_id: one.organisation_id for one in await list_registrations(tx, gathering.id)}
    return tuple(
        Present(homes.get(who), _mode_of(notes), tuple(one.day for one in notes)) for who, notes in by_person.items()
    )


def _mode_of(notes: Iterable[Attendance]) -> Mode:
    """In the room, where they were there on one of the days."""
    return Mode.ROOM if any(one.mode is Mode.ROOM for one in notes) else Mode.DIGITAL


def _registered(gathering: Gathering, seated: Iterable[Registration]) -> tuple[Present, ...]:
    if gathering.is_cancelled:
        return ()
    return tuple(Present(one.organisation_id, one.seat, gathering.days) for one in seated if one.seat is not None)


def _homes(presence: Presence, members: set[OrganisationId]) -> tuple[Home, ...]:
    seats = Counter((presence.shown[one.organisation_id], one.mode) for one in presence.present)
    absent = Counter(presence.shown[one] for one in presence.absent)
    is_member = {home: one in members for one, home in presence.shown.items()}
    return tuple(
        Home(home, is_member[home], seats[home, Mode.ROOM], seats[home, Mode.DIGITAL], absent[home])
        for home in sorted(is_member, key=order)
    )


def _days(agenda: Agenda) -> tuple[Day, ...]:
    return tuple(_day(agenda, day) for day in sorted({*agenda.gathering.days, *agenda.days}))


def _day(agenda: Agenda, day: date) -> Day:
    blocks, last = agenda.on_day(day), agenda.last_on_day(day)
    if last is None:
        is_only = len(agenda.gathering.days) == 1
        return Day(day, agenda.gathering.starts, agenda.gathering.ends) if is_only else Day(day)
    entries = tuple(Entry(one.block.start, one.block.end, one.block.title, one.block.people) for one in blocks)
    return Day(day, blocks[0].block.start, last.block.end or last.block.start, entries)


def _fees(lines: Sequence[OwedLine]) -> Fees:
    owed = [line for line in lines if line.fee.waived_at is None]
    return Fees(_sums(owed), _sums([line for line in lines if line.fee.waived_at is not None]))


def _sums(lines: Iterable[OwedLine]) -> tuple[FeeSum, ...]:
    return tuple(_sum(list(same)) for _, same in groupby(sorted(lines, key=_kind_of_fee), key=_kind_of_fee))


def _kind_of_fee(line: OwedLine) -> tuple[tuple[bool, str, str], str, bool]:
    return order(line.organisation), line.fee.reason.value, line.fee.fee.kroner is None


def _sum(same: Sequence[OwedLine]) -> FeeSum:
    amounts = [line.fee.fee.kroner for line in same if line.fee.fee.kroner is not None]
    return FeeSum(same[0].organisation, same[0].fee.reason, len(same), sum(amounts) if amounts else None)


def count_organisations(presences: Iterable[Presence]) -> int:
    """How many organisations had somebody there, at one gathering at least."""
    return len({one.organisation_id for each in presences for one in each.present if _is_known(one, each.shown)})


def _is_known(one: Present, shown: Mapping[OrganisationId | None, OrganisationShown]) -> bool:
    return bool(shown[one.organisation_id].name)
