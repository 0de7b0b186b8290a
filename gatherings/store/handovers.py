"""Seats that somebody gives to a colleague: one-time codes, of which only a digest is kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select, update

from gatherings.registration import RegistrationId
from gatherings.store.organisers import digest_of
from gatherings.store.registration_tables import handover
from gatherings.store.transaction import Tx


async def add_handover(tx: Tx, code: str, registration_id: RegistrationId, *, expires_at: datetime) -> None:
    """Keeps a code; the registration's earlier ones end."""
    await tx.execute(delete(handover).where(handover.c.registration_id == registration_id))
    values = {"registration_id": registration_id, "expires_at": expires_at}
    await tx.execute(insert(handover).values(digest=digest_of(code), **values))


async def find_handover(tx: Tx, code: str, *, at: datetime) -> RegistrationId | None:
    """Whose seat a code gives; None where it is unknown, used or too old."""
    query = select(handover.c.registration_id).where(
        handover.c.digest == digest_of(code), handover.c.taken_at.is_(None), handover.c.expires_at > at
    )
    found = (await tx.execute(query)).scalar()
    return None if found is None else RegistrationId(found)


async def mark_taken(tx: Tx, code: str, *, at: datetime) -> None:
    """The code is used up."""
    await tx.execute(update(handover).where(handover.c.digest == digest_of(code)).values(taken_at=at))


async def remove_handovers(tx: Tx, registration_id: RegistrationId) -> None:
    await tx.execute(delete(handover).where(handover.c.registration_id == registration_id))
