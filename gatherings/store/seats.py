"""How many seats of a gathering are taken: counted in the database, under its lock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Row,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    select,
    union_all,
)

from gatherings.gathering import GatheringId
from gatherings.organisations import OrganisationId
from gatherings.people import PersonId
from gatherings.registration import Held, Occupancy, Registration, occupancy_of, seats_of
from gatherings.store.registration_tables import registration, response
from gatherings.store.registrations import registration_of
from gatherings.store.tables import gathering, person
from gatherings.store.transaction import Tx
from gatherings.terms import Mode


async def get_occupancy(
    tx: Tx, gathering_id: GatheringId, organisation_id: OrganisationId | None, *, besides: Registration | None = None
) -> Occupancy:
    """How many seats are taken, offered ones among them, by everybody but `besides`. The gathering must be locked.

    What has no limit is not counted: in the end there would be hundreds, and everybody else waits for the lock.
    """
    asked = {"gathering_id": gathering_id, "organisation_id": organisation_id}
    taken = _occupancy((await tx.execute(_OCCUPANCY, asked)).one())
    return taken if besides is None else taken.without(occupancy_of(seats_of(besides), organisation_id))


@dataclass(frozen=True, slots=True)
class Before:
    """What is looked at before somebody signs up: what is known of them, and the seats that are taken."""

    known: Registration | None
    has_answered: bool
    taken: Occupancy


async def look_before_sign_up(
    tx: Tx, gathering_id: GatheringId, person_id: PersonId, organisation_id: OrganisationId | None
) -> Before:
    """The person's registration, cancelled ones as well; whether they have answered without signing up; and the
    occupancy. All at once, and where the lock was sent just before, with it: everybody else waits for that.
    """
    asked = {"gathering_id": gathering_id, "person_id": person_id, "organisation_id": organisation_id}
    row = (await tx.execute(_BEFORE, asked)).one()
    return Before(None if row.id is None else registration_of(row), row.has_answered, _occupancy(row))


def _occupancy(row: Row[Any]) -> Occupancy:
    return Occupancy(row.room, row.digital, row.room_of_organisation, row.last_place)


_TAKEN: Final = registration.alias("taken")
_OF_GATHERING: Final[BindParameter[str]] = bindparam("gathering_id")


def _seats(mode: Mode, *where: ColumnElement[bool]) -> ColumnElement[int]:
    """How many are taken, and how many offered: each has an index of its own."""
    count = select(func.count()).select_from(_TAKEN).where(_TAKEN.c.gathering_id == _OF_GATHERING, *where)
    wanted: ColumnElement[str] = literal_column(f"'{mode.value}'")
    offered = count.where(_TAKEN.c.waits_for == wanted, _TAKEN.c.offered_until.is_not(None))
    return count.where(_TAKEN.c.seat == wanted).scalar_subquery() + offered.scalar_subquery()


def _if_limited(limit: Column[int | None], counted: ColumnElement[int]) -> ColumnElement[int]:
    limited = select(limit).where(gathering.c.id == _OF_GATHERING).scalar_subquery()
    return case((limited.is_not(None), counted), else_=literal_column("0"))


_ROOM_OF_ORGANISATION = _seats(Mode.ROOM, _TAKEN.c.organisation_id == bindparam("organisation_id"))
_LAST_PLACE = select(func.coalesce(func.max(_TAKEN.c.place), literal_column("0")))
_COUNTS: Final = (
    _if_limited(gathering.c.capacity, _seats(Mode.ROOM)).label("room"),
    _if_limited(gathering.c.capacity_digital, _seats(Mode.DIGITAL)).label("digital"),
    _if_limited(gathering.c.capacity_per_organisation, _ROOM_OF_ORGANISATION).label("room_of_organisation"),
    _LAST_PLACE.where(_TAKEN.c.gathering_id == _OF_GATHERING).scalar_subquery().label("last_place"),
)
_OCCUPANCY: Final = select(*_COUNTS)
_BEFORE: Final = (
    select(registration, response.c.answer.is_not(None).label("has_answered"), *_COUNTS)
    .select_from(person)
    .outerjoin(
        registration, and_(registration.c.person_id == person.c.id, registration.c.gathering_id == _OF_GATHERING)
    )
    .outerjoin(response, and_(response.c.person_id == person.c.id, response.c.gathering_id == _OF_GATHERING))
    .where(person.c.id == bindparam("person_id"))
)


async def count_held(tx: Tx, gathering_id: GatheringId) -> Held:
    """The seats that people have, or are offered. The gathering must be locked."""
    held = Held()
    for row in await tx.execute(_HELD, {"gathering_id": gathering_id}):
        held[Mode(row.mode), row.organisation_id] += row.people
    return held


_SEATED, _OFFERED = registration.c.seat, registration.c.waits_for
_HELD = union_all(
    *(
        select(mode.label("mode"), registration.c.organisation_id, func.count().label("people"))
        .where(registration.c.gathering_id == bindparam("gathering_id"), is_held)
        .group_by(mode, registration.c.organisation_id)
        for mode, is_held in (
            (_SEATED, _SEATED.is_not(None)),
            (_OFFERED, registration.c.offered_until.is_not(None) & _OFFERED.is_not(None)),
        )
    )
)
"""Counted where they stand: the more have signed up, the longer everybody else would wait for the lock."""
