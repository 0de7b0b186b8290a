"""Somebody who was only expected turns out to be a person we know: what was kept of them becomes the person's own."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ScalarSelect, Table, delete, not_, select, update

from gatherings.people import PersonId
from gatherings.store.attendances import move_attendances
from gatherings.store.evaluation_tables import first_step
from gatherings.store.evaluations import move_own_answers
from gatherings.store.registration_tables import fee, invitation, link, registration, response
from gatherings.store.registrations import ACTIVE
from gatherings.store.tables import person, posting
from gatherings.store.transaction import Tx

ONE_A_GATHERING: Final = (invitation, response, registration, first_step)


async def take_over_expected(tx: Tx, expected: PersonId, by: PersonId) -> None:
    """What was kept of somebody who was only expected is the person's own from now on. Nobody has acted as them.

    Where both have something, the person's own stands, but for a registration that they have cancelled.
    """
    await _replace_cancelled(tx, expected, by)
    for table in ONE_A_GATHERING:
        moved = update(table).where(
            table.c.person_id == expected, table.c.gathering_id.not_in(_gatherings_of(table, by))
        )
        await tx.execute(moved.values(person_id=by))
    await move_attendances(tx, expected, by)
    await move_own_answers(tx, expected, to=by)
    for table in (link, posting):
        await tx.execute(update(table).where(table.c.person_id == expected).values(person_id=by))
    await _fill_in_organisation(tx, expected, by)
    await tx.execute(delete(person).where(person.c.id == expected))


async def _replace_cancelled(tx: Tx, expected: PersonId, by: PersonId) -> None:
    """A sign-up that stands takes the place of one that was cancelled, and what was owed for that one with it."""
    stands = select(registration.c.gathering_id).where(registration.c.person_id == expected, ACTIVE)
    replaced = registration.c.person_id == by, not_(ACTIVE), registration.c.gathering_id.in_(stands)
    instead = select(registration.c.id).where(
        registration.c.person_id == expected, registration.c.gathering_id == fee.c.gathering_id
    )
    owed = update(fee).where(fee.c.registration_id.in_(select(registration.c.id).where(*replaced)))
    await tx.execute(owed.values(registration_id=instead.scalar_subquery()))
    gone = list(await tx.scalars(select(registration.c.id).where(*replaced)))
    await tx.execute(delete(registration).where(registration.c.id.in_(gone)))


async def _fill_in_organisation(tx: Tx, expected: PersonId, by: PersonId) -> None:
    known = person.alias()
    of_expected = select(known.c.organisation_id).where(known.c.id == expected).scalar_subquery()
    filled = update(person).where(person.c.id == by, person.c.organisation_id.is_(None))
    await tx.execute(filled.values(organisation_id=of_expected))


def _gatherings_of(table: Table, person_id: PersonId) -> ScalarSelect[Any]:
    return select(table.c.gathering_id).where(table.c.person_id == person_id).scalar_subquery()
