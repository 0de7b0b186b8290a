"""Who was there, and who was not. Absence exists only once an organiser has closed the attendance list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from gatherings.actions.programmes import save_and_plan
from gatherings.actions.registration import fee_line, get_locked
from gatherings.errors import AttendanceTooEarly, GatheringCancelled, GatheringOver, NotOnADay
from gatherings.gathering import Gathering, GatheringId
from gatherings.people import PersonId
from gatherings.registration import FeeReason, Registration, fee_of_absence
from gatherings.store import Tx
from gatherings.store.attendances import Attendance, list_attendances, remove_attendance, save_attendance
from gatherings.store.fees import add_fee, find_fee, remove_fee
from gatherings.store.registrations import find_registration, list_registrations
from gatherings.terms import Mode
from gatherings.times import local_day


async def check_in(
    tx: Tx, gathering_id: GatheringId, person_id: PersonId, *, mode: Mode | None, now: datetime
) -> Attendance:
    """Notes that the person is there today, as they have a seat where it is not said how. Again, nothing more happens.

    Who has no registration is noted as well, and counted apart. Raises GatheringCancelled, GatheringOver, NotOnADay.
    """
    gathering = await get_locked(tx, gathering_id)
    if gathering.attendance_closed_at is not None:
        raise GatheringOver
    day = local_day(now, gathering.zone)
    return await _note(tx, gathering, person_id, day, mode=mode, now=now, by_organiser=False)


async def note_attendance(
    tx: Tx, gathering_id: GatheringId, person_id: PersonId, *, day: date | None, mode: Mode | None, now: datetime
) -> Attendance:
    """As `check_in`, noted by an organiser, for any day of the gathering; also after the list is closed.

    Who turns out to have been there owes no fee for absence.
    """
    gathering = await get_locked(tx, gathering_id)
    noted_day = day or local_day(now, gathering.zone)
    noted = await _note(tx, gathering, person_id, noted_day, mode=mode, now=now, by_organiser=True)
    known = await find_registration(tx, gathering_id, person_id)
    owed = None if known is None else await find_fee(tx, known.id)
    if owed is not None and owed.reason is FeeReason.ABSENT:
        await remove_fee(tx, owed.registration_id)
    return noted


async def take_back_attendance(tx: Tx, gathering_id: GatheringId, person_id: PersonId, *, day: date) -> None:
    """The person was not there that day after all. Raises GatheringOver once the list is closed: absence costs."""
    gathering = await get_locked(tx, gathering_id)
    if gathering.attendance_closed_at is not None:
        raise GatheringOver
    await remove_attendance(tx, gathering_id, person_id, day)


async def _note(
    tx: Tx,
    gathering: Gathering,
    person_id: PersonId,
    day: date,
    *,
    mode: Mode | None,
    now: datetime,
    by_organiser: bool,
) -> Attendance:
    if gathering.is_cancelled:
        raise GatheringCancelled
    if day not in gathering.days or day > local_day(now, gathering.zone):
        raise NotOnADay
    known = await find_registration(tx, gathering.id, person_id)
    seat = known.seat if known else None
    noted = Attendance(person_id, day, mode or seat or Mode.ROOM, now)
    await save_attendance(tx, gathering.id, noted, by_organiser=by_organiser)
    return noted


async def list_absent(tx: Tx, gathering: Gathering) -> list[Registration]:
    """Who has a seat and was there on no day."""
    there = {attended.person_id for attended in await list_attendances(tx, gathering.id)}
    registered = await list_registrations(tx, gathering.id)
    return [one for one in registered if one.seat is not None and one.person_id not in there]


async def close_attendance(tx: Tx, gathering_id: GatheringId, *, now: datetime) -> list[Registration]:
    """Who is absent from now on, and owes what the terms that they accepted say. Closed again, nothing happens.

    Raises GatheringCancelled, AttendanceTooEarly before the last day has begun.
    """
    gathering = await get_locked(tx, gathering_id)
    if gathering.is_cancelled:
        raise GatheringCancelled
    if local_day(now, gathering.zone) < gathering.ends_on or now < gathering.starts_at:
        raise AttendanceTooEarly
    absent = await list_absent(tx, gathering)
    if gathering.attendance_closed_at is not None:
        return absent
    await save_and_plan(tx, replace(gathering, attendance_closed_at=now), now=now)
    for registration in absent:
        fee = fee_of_absence(registration, gathering)
        if fee is not None and await find_fee(tx, registration.id) is None:
            await add_fee(tx, await fee_line(tx, registration, fee, FeeReason.ABSENT, now=now))
    return absent
