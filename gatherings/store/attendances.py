"""Who was there: one row for each person and day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, func, or_, select, update

from gatherings.gathering import GatheringId
from gatherings.people import PersonId
from gatherings.store.inserting import upsert
from gatherings.store.registration_tables import attendance, registration
from gatherings.store.transaction import Tx
from gatherings.terms import Mode


@dataclass(frozen=True, slots=True)
class Attendance:
    """Somebody was there on a day, and how."""

    person_id: PersonId
    day: date
    mode: Mode
    checked_in_at: datetime


async def save_attendance(tx: Tx, gathering_id: GatheringId, made: Attendance, *, by_organiser: bool = False) -> None:
    """Keeps that somebody was there; said again, the last word counts on how. Since when, and that an organiser has
    noted it, stands.
    """
    new = {"mode": made.mode, "checked_in_at": made.checked_in_at, "by_organiser": by_organiser}
    written = upsert(tx, attendance).values(gathering_id=gathering_id, person_id=made.person_id, day=made.day, **new)
    keys = ["gathering_id", "person_id", "day"]
    again = {"mode": made.mode, "by_organiser": or_(attendance.c.by_organiser, written.excluded.by_organiser)}
    await tx.execute(written.on_conflict_do_update(index_elements=keys, set_=again))


async def remove_attendance(tx: Tx, gathering_id: GatheringId, person_id: PersonId, day: date) -> None:
    """Takes back that somebody was there."""
    where = attendance.c.gathering_id == gathering_id, attendance.c.person_id == person_id, attendance.c.day == day
    await tx.execute(delete(attendance).where(*where))


async def move_attendances(tx: Tx, known_as: PersonId, to: PersonId) -> None:
    """What was noted of somebody under another id is theirs; on a day that they have a note of, their own stands."""
    theirs = attendance.alias()
    same = (theirs.c.gathering_id == attendance.c.gathering_id) & (theirs.c.day == attendance.c.day)
    has_own = select(theirs.c.day).where(same, theirs.c.person_id == to).exists()
    await tx.execute(delete(attendance).where(attendance.c.person_id == known_as, has_own))
    await tx.execute(update(attendance).where(attendance.c.person_id == known_as).values(person_id=to))


async def list_attendances(tx: Tx, gathering_id: GatheringId) -> list[Attendance]:
    """Everybody who was there, by day; those who were not registered as well."""
    query = select(attendance).where(attendance.c.gathering_id == gathering_id)
    rows = await tx.execute(query.order_by(attendance.c.day, attendance.c.checked_in_at))
    return [Attendance(PersonId(row.person_id), row.day, Mode(row.mode), row.checked_in_at) for row in rows]


async def list_days_attended(tx: Tx, gathering_id: GatheringId, person_id: PersonId) -> list[date]:
    query = select(attendance.c.day).where(
        attendance.c.gathering_id == gathering_id, attendance.c.person_id == person_id
    )
    return list(await tx.scalars(query.order_by(attendance.c.day)))


async def count_unknown(tx: Tx, gathering_id: GatheringId) -> Mapping[date, int]:
    """How many checked in on each day without a registration."""
    known = select(registration.c.person_id).where(registration.c.gathering_id == gathering_id)
    query = (
        select(attendance.c.day, func.count())
        .where(attendance.c.gathering_id == gathering_id, attendance.c.person_id.not_in(known))
        .group_by(attendance.c.day)
    )
    return {row[0]: row[1] for row in await tx.execute(query)}
