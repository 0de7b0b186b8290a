"""Registrations in the database: who has a seat, who waits, and what each needs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, delete, func, select

from gatherings.gathering import GatheringId
from gatherings.organisations import OrganisationId
from gatherings.people import PersonId
from gatherings.registration import Needs, Registration, RegistrationId
from gatherings.store.inserting import written
from gatherings.store.registration_tables import need, registration
from gatherings.store.tables import gathering
from gatherings.store.terms import acceptance_json, acceptance_of
from gatherings.store.transaction import Tx
from gatherings.terms import Mode

ACTIVE = registration.c.seat.is_not(None) | registration.c.waits_for.is_not(None)


async def find_registration(tx: Tx, gathering_id: GatheringId, person_id: PersonId) -> Registration | None:
    """The person's registration, cancelled ones as well; None where they never signed up."""
    row = (await tx.execute(_OF_PERSON, {"gathering_id": gathering_id, "person_id": person_id})).first()
    return None if row is None else registration_of(row)


_OF_PERSON = select(registration).where(
    registration.c.gathering_id == bindparam("gathering_id"), registration.c.person_id == bindparam("person_id")
)


async def get_registration(tx: Tx, registration_id: RegistrationId) -> Registration | None:
    """The registration of an id; None where it is gone."""
    row = (await tx.execute(select(registration).where(registration.c.id == registration_id))).first()
    return None if row is None else registration_of(row)


async def list_registrations(tx: Tx, gathering_id: GatheringId) -> list[Registration]:
    """All registrations of a gathering, cancelled ones as well, in the order in which they were made."""
    query = select(registration).where(registration.c.gathering_id == gathering_id)
    return [
        registration_of(row)
        for row in await tx.execute(query.order_by(registration.c.registered_at, registration.c.id))
    ]


async def list_registrations_of_person(tx: Tx, person_id: PersonId) -> list[Registration]:
    query = select(registration).where(registration.c.person_id == person_id)
    return [registration_of(row) for row in await tx.execute(query.order_by(registration.c.registered_at))]


async def list_waiting(tx: Tx, gathering_id: GatheringId) -> list[Registration]:
    """Who waits for a seat, first come first; those who have been offered one among them."""
    query = select(registration).where(
        registration.c.gathering_id == gathering_id, registration.c.waits_for.is_not(None)
    )
    return [registration_of(row) for row in await tx.execute(query.order_by(registration.c.place, registration.c.id))]


async def find_first_waiting(
    tx: Tx, gathering_id: GatheringId, mode: Mode, *, besides: Sequence[OrganisationId]
) -> Registration | None:
    """Who waits first for a seat of this kind, and has not been offered it, of no organisation in `besides`."""
    of_others = registration.c.organisation_id.is_(None) | registration.c.organisation_id.not_in(besides)
    waits = registration.c.waits_for == mode, registration.c.offered_until.is_(None)
    query = select(registration).where(registration.c.gathering_id == gathering_id, *waits, of_others)
    row = (await tx.execute(query.order_by(registration.c.place, registration.c.id).limit(1))).first()
    return None if row is None else registration_of(row)


async def list_with_lapsed_offers(tx: Tx, *, now: datetime) -> list[GatheringId]:
    """The gatherings with an offer whose time is out."""
    query = select(registration.c.gathering_id).where(*_has_lapsed(now)).distinct()
    return [GatheringId(one) for one in await tx.scalars(query.order_by(registration.c.gathering_id))]


async def list_lapsed(tx: Tx, gathering_id: GatheringId, *, now: datetime) -> list[Registration]:
    """Who was offered a seat and has not answered in time, first come first."""
    query = select(registration).where(registration.c.gathering_id == gathering_id, *_has_lapsed(now))
    return [registration_of(row) for row in await tx.execute(query.order_by(registration.c.place, registration.c.id))]


def _has_lapsed(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """An offer whose time is out; the first condition is that of the index."""
    return registration.c.offered_until.is_not(None), registration.c.offered_until < now


async def list_with_waiting(tx: Tx, *, now: datetime) -> list[GatheringId]:
    """The gatherings to come with a waiting list."""
    is_to_come = gathering.c.ends_on >= (now - timedelta(days=1)).date()
    query = select(registration.c.gathering_id).join(gathering, gathering.c.id == registration.c.gathering_id)
    query = query.where(registration.c.waits_for.is_not(None), is_to_come).distinct()
    return [GatheringId(one) for one in await tx.scalars(query.order_by(registration.c.gathering_id))]


async def count_ahead(tx: Tx, waiting: Registration) -> int:
    """How many stand before a person on the waiting list."""
    query = (
        select(func.count())
        .select_from(registration)
        .where(
            registration.c.gathering_id == waiting.gathering_id,
            registration.c.waits_for == waiting.waits_for,
            registration.c.place < waiting.place,
        )
    )
    return (await tx.execute(query)).scalar_one()


async def save_registration(tx: Tx, made: Registration) -> None:
    """Writes a registration as it is now, new or known; in one go with what comes next."""
    tx.send(written(tx, registration, "id"), {"id": made.id, **_columns(made)})


async def remove_registration(tx: Tx, registration_id: RegistrationId) -> None:
    """Deletes a registration with what hangs on it; its fee line stays."""
    await tx.execute(delete(registration).where(registration.c.id == registration_id))


async def save_needs(tx: Tx, registration_id: RegistrationId, needs: Needs) -> None:
    """Keeps what somebody needs; nothing at all where they need nothing."""
    if needs == Needs():
        await tx.execute(_WITHOUT_NEED, {"of": registration_id})
        return
    kept = {"registration_id": registration_id, "food": needs.food, "access": needs.access}
    await tx.execute(written(tx, need, "registration_id"), kept)


_WITHOUT_NEED = delete(need).where(need.c.registration_id == bindparam("of"))


async def find_needs(tx: Tx, registration_id: RegistrationId) -> Needs:
    return (await list_needs(tx, [registration_id])).get(registration_id, Needs())


async def list_needs(tx: Tx, ids: Collection[RegistrationId]) -> dict[RegistrationId, Needs]:
    """What those need who need anything, by their registrations."""
    rows = await tx.execute(select(need).where(need.c.registration_id.in_(ids)))
    return {RegistrationId(row.registration_id): Needs(row.food, row.access) for row in rows}


async def forget_needs(tx: Tx, gathering_ids: Sequence[GatheringId]) -> int:
    """How many people's needs were deleted."""
    of_these = select(registration.c.id).where(registration.c.gathering_id.in_(gathering_ids))
    return (await tx.execute(delete(need).where(need.c.registration_id.in_(of_these)))).rowcount


def registration_of(row: Row[Any]) -> Registration:
    """The registration in a row."""
    return Registration(
        id=RegistrationId(row.id),
        gathering_id=GatheringId(row.gathering_id),
        person_id=PersonId(row.person_id),
        registered_at=row.registered_at,
        organisation_id=None if row.organisation_id is None else OrganisationId(row.organisation_id),
        seat=None if row.seat is None else Mode(row.seat),
        waits_for=None if row.waits_for is None else Mode(row.waits_for),
        place=row.place,
        offered_until=row.offered_until,
        accepted=acceptance_of(row.accepted),
        is_exempt=row.is_exempt,
        dinner=row.dinner,
        is_listed=row.is_listed,
        answers=row.answers,
        cancelled_at=row.cancelled_at,
        sequence=row.sequence,
    )


def _columns(made: Registration) -> dict[str, object]:
    return {
        "gathering_id": made.gathering_id,
        "person_id": made.person_id,
        "organisation_id": made.organisation_id,
        "registered_at": made.registered_at,
        "seat": made.seat,
        "waits_for": made.waits_for,
        "place": made.place,
        "offered_until": made.offered_until,
        "accepted": acceptance_json(made.accepted),
        "is_exempt": made.is_exempt,
        "dinner": made.dinner,
        "is_listed": made.is_listed,
        "answers": dict(made.answers),
        "cancelled_at": made.cancelled_at,
        "sequence": made.sequence,
    }
