"""Pending imports in the database: drafts as plain JSON."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, delete, insert, select, update

from gatherings.gathering import GatheringId, NetworkId
from gatherings.intake.draft import Draft
from gatherings.intake.pending import ImportId, PendingImport
from gatherings.people import PersonId
from gatherings.store.import_tables import pending_import
from gatherings.store.transaction import Tx


@cache
def _drafts() -> TypeAdapter[Draft]:
    """What writes and reads drafts, made for the first: it takes as long to make as a message to answer."""
    return TypeAdapter(Draft)


async def add_pending(tx: Tx, made: PendingImport, *, position: int = 0) -> None:
    """Keeps it; `position` is its place in the file."""
    values = {
        "person_id": made.person_id,
        "network_id": made.network_id,
        "gathering_id": made.gathering_id,
        "position": position,
        "file": made.file,
        "as_read": _drafts().dump_python(made.as_read, mode="json"),
        "draft": _drafts().dump_python(made.draft, mode="json"),
        "changed_at": made.changed_at,
    }
    await tx.execute(insert(pending_import).values(id=made.id, **values))


async def find_pending(
    tx: Tx, import_id: ImportId, person_id: PersonId, *, to_change: bool = False
) -> PendingImport | None:
    """The person's own with that id, None where there is none; `to_change` holds it until the commit."""
    query = select(pending_import).where(pending_import.c.id == import_id, pending_import.c.person_id == person_id)
    row = (await tx.execute(query.with_for_update() if to_change else query)).first()
    return None if row is None else _pending(row)


async def list_pending(
    tx: Tx, person_id: PersonId, *, network_id: NetworkId | None = None, gathering_id: GatheringId | None = None
) -> list[PendingImport]:
    """What the person has not decided about yet for a gathering, or for new ones of a network, in the file's order."""
    of_place = pending_import.c.network_id == network_id, pending_import.c.gathering_id == gathering_id
    query = select(pending_import).where(pending_import.c.person_id == person_id, *of_place)
    rows = await tx.execute(query.order_by(pending_import.c.position, pending_import.c.id))
    return [_pending(row) for row in rows]


async def change_pending(tx: Tx, import_id: ImportId, draft: Draft, *, at: datetime) -> None:
    """The draft is another from now on."""
    values = {"draft": _drafts().dump_python(draft, mode="json"), "changed_at": at}
    await tx.execute(update(pending_import).where(pending_import.c.id == import_id).values(**values))


async def move_pending(
    tx: Tx, import_id: ImportId, *, network_id: NetworkId | None, gathering_id: GatheringId | None
) -> None:
    """It is for something else from now on."""
    values = {"network_id": network_id, "gathering_id": gathering_id}
    await tx.execute(update(pending_import).where(pending_import.c.id == import_id).values(**values))


async def remove_pending(tx: Tx, import_id: ImportId) -> bool:
    """Whether it was there still."""
    return (await tx.execute(delete(pending_import).where(pending_import.c.id == import_id))).rowcount > 0


def _pending(row: Row[Any]) -> PendingImport:
    return PendingImport(
        id=ImportId(row.id),
        person_id=PersonId(row.person_id),
        network_id=None if row.network_id is None else NetworkId(row.network_id),
        gathering_id=None if row.gathering_id is None else GatheringId(row.gathering_id),
        file=row.file,
        as_read=_drafts().validate_python(row.as_read),
        draft=_drafts().validate_python(row.draft),
        changed_at=row.changed_at,
    )
