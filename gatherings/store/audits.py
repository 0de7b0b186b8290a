"""What organisers did: ids and kinds, never text. Kept in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from gatherings.gathering import GatheringId
from gatherings.store.registration_tables import audit
from gatherings.store.transaction import Tx

OPERATOR = "operator"
"""Who acts at the command line."""


@dataclass(frozen=True, slots=True)
class AuditLine:
    """`actor` and `subject` are ids; of somebody who has been deleted, an id that nobody else has."""

    at: datetime
    actor: str
    kind: str
    gathering_id: str | None
    subject: str | None


async def add_audit(
    tx: Tx, kind: str, *, actor: str, gathering_id: GatheringId | None, subject: str | None = None, at: datetime
) -> None:
    """Remembers what was done. `kind` is a past-tense word: `fee_waived`."""
    values = {"at": at, "actor": actor, "kind": kind, "gathering_id": gathering_id, "subject": subject}
    await tx.execute(insert(audit).values(**values))


async def list_audit(tx: Tx, *, gathering_id: GatheringId | None = None, limit: int = 1000) -> list[AuditLine]:
    """The newest first."""
    query = select(audit).order_by(audit.c.id.desc()).limit(limit)
    if gathering_id is not None:
        query = query.where(audit.c.gathering_id == gathering_id)
    return [AuditLine(row.at, row.actor, row.kind, row.gathering_id, row.subject) for row in await tx.execute(query)]


async def find_last(tx: Tx, kind: str) -> datetime | None:
    """When something of that kind was last done; None where it never was."""
    query = select(audit.c.at).where(audit.c.kind == kind).order_by(audit.c.id.desc()).limit(1)
    return (await tx.execute(query)).scalar_one_or_none()


async def make_anonymous(tx: Tx, known: str, *, instead: str) -> None:
    """Puts another id in the place of one, wherever it stands."""
    for column in (audit.c.actor, audit.c.subject):
        await tx.execute(update(audit).where(column == known).values({column: instead}))


async def forget_audit(tx: Tx, *, before: datetime) -> int:
    return (await tx.execute(delete(audit).where(audit.c.at < before))).rowcount
