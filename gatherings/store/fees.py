"""Fee lines: the basis of an invoice, kept by itself so that it can outlive the registration."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from gatherings.gathering import GatheringId
from gatherings.organisations import OrganisationId
from gatherings.registration import FeeLine, FeeReason, RegistrationId
from gatherings.store.registration_tables import fee
from gatherings.store.terms import acceptance_json, acceptance_of, read_fee, written_fee
from gatherings.store.transaction import Tx


async def add_fee(tx: Tx, made: FeeLine) -> None:
    """Keeps a fee line in the place of the one that the registration had."""
    await remove_fee(tx, made.registration_id)
    await tx.execute(
        insert(fee).values(
            id=made.id,
            gathering_id=made.gathering_id,
            registration_id=made.registration_id,
            name=made.name,
            organisation_id=made.organisation_id,
            reason=made.reason,
            fee=written_fee(made.fee),
            at=made.at,
            accepted=acceptance_json(made.accepted),
        )
    )


async def remove_fee(tx: Tx, registration_id: RegistrationId) -> None:
    """Lets a fee go, as if it had never been owed."""
    await tx.execute(delete(fee).where(fee.c.registration_id == registration_id))


async def remove_fees(tx: Tx, gathering_id: GatheringId) -> None:
    """Lets all fees of a gathering go."""
    await tx.execute(delete(fee).where(fee.c.gathering_id == gathering_id))


async def find_fee(tx: Tx, registration_id: RegistrationId) -> FeeLine | None:
    row = (await tx.execute(select(fee).where(fee.c.registration_id == registration_id))).first()
    return None if row is None else _line(row)


async def list_fees(tx: Tx, gathering_id: GatheringId) -> list[FeeLine]:
    """A gathering's fee lines in the order in which they came to be, waived ones as well."""
    rows = await tx.execute(select(fee).where(fee.c.gathering_id == gathering_id).order_by(fee.c.at, fee.c.id))
    return [_line(row) for row in rows]


async def waive_fee(tx: Tx, registration_id: RegistrationId, *, by: str, because: str, at: datetime) -> bool:
    """True where there was a fee to let go; who let it go, and why, stays with it."""
    waived = update(fee).where(fee.c.registration_id == registration_id, fee.c.waived_at.is_(None))
    done = await tx.execute(waived.values(waived_at=at, waived_by=by, waived_because=because))
    return done.rowcount == 1


def _line(row: Row[Any]) -> FeeLine:
    owed, accepted = read_fee(row.fee), acceptance_of(row.accepted)
    assert owed is not None, "a fee line has a fee"
    assert accepted is not None, "a fee line has terms"
    return FeeLine(
        id=row.id,
        gathering_id=GatheringId(row.gathering_id),
        registration_id=RegistrationId(row.registration_id),
        name=row.name,
        organisation_id=None if row.organisation_id is None else OrganisationId(row.organisation_id),
        reason=FeeReason(row.reason),
        fee=owed,
        at=row.at,
        accepted=accepted,
        waived_at=row.waived_at,
        waived_by=row.waived_by,
        waived_because=row.waived_because,
    )
