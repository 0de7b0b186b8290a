"""How many seats of a gathering are taken: counted in the database, under its lock."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Boolean, ColumnElement, bindparam, case, func, literal_column, select, union_all

from gatherings.gathering import Gathering, GatheringId
from gatherings.organisations import OrganisationId
from gatherings.registration import Held, Occupancy, Registration, occupancy_of, seats_of
from gatherings.store.database import Tx
from gatherings.store.registration_tables import registration
from gatherings.terms import Mode


async def get_occupancy(
    tx: Tx, gathering: Gathering, organisation_id: OrganisationId | None, *, besides: Registration | None = None
) -> Occupancy:
    """How many seats are taken, offered ones among them, by everybody but `besides`. The gathering must be locked.

    What has no limit is not counted: in the end there would be hundreds, and everybody else waits for the lock.
    """
    terms = gathering.terms
    asked = {
        "gathering_id": gathering.id,
        "is_room_limited": terms.capacity is not None,
        "is_digital_limited": terms.capacity_digital is not None,
        "organisation_id": None if terms.capacity_per_organisation is None else organisation_id,
    }
    taken = Occupancy(*(await tx.execute(_OCCUPANCY, asked)).one())
    return taken if besides is None else taken.without(occupancy_of(seats_of(besides), organisation_id))


def _seats(mode: Mode, *where: ColumnElement[bool]) -> ColumnElement[int]:
    """How many are taken, and how many offered: each has an index of its own."""
    of_gathering = registration.c.gathering_id == bindparam("gathering_id")
    count = select(func.count()).select_from(registration).where(of_gathering, *where)
    taken = count.where(registration.c.seat == literal_column(f"'{mode.value}'"))
    offered = count.where(
        registration.c.waits_for == literal_column(f"'{mode.value}'"), registration.c.offered_until.is_not(None)
    )
    return taken.scalar_subquery() + offered.scalar_subquery()


def _if(name: str, counted: ColumnElement[int]) -> ColumnElement[int]:
    return case((bindparam(name, type_=Boolean()), counted), else_=literal_column("0"))


_OCCUPANCY: Final = select(
    _if("is_room_limited", _seats(Mode.ROOM)),
    _if("is_digital_limited", _seats(Mode.DIGITAL)),
    _seats(Mode.ROOM, registration.c.organisation_id == bindparam("organisation_id")),
    select(func.coalesce(func.max(registration.c.place), literal_column("0")))
    .where(registration.c.gathering_id == bindparam("gathering_id"))
    .scalar_subquery(),
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
