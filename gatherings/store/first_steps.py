"""What people mean to do first at home. Each is reminded of their own, and nobody else is shown it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from gatherings.gathering import GatheringId
from gatherings.people import PersonId
from gatherings.store.evaluation_tables import first_step
from gatherings.store.inserting import upsert
from gatherings.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class FirstStep:
    """What somebody means to do first, and when they are reminded of it; None where they are not."""

    text: str
    remind_at: datetime | None = None


async def save_first_step(tx: Tx, gathering_id: GatheringId, person_id: PersonId, *, text: str, at: datetime) -> None:
    """What somebody will do first at home, and when they are reminded of it. Nobody else is shown it."""
    key = {"gathering_id": gathering_id, "person_id": person_id}
    written = upsert(tx, first_step).values(**key, text=text, remind_at=at)
    new = {name: written.excluded[name] for name in ("text", "remind_at")}
    await tx.execute(written.on_conflict_do_update(index_elements=list(key), set_=new))


async def find_first_step(tx: Tx, gathering_id: GatheringId, person_id: PersonId) -> FirstStep | None:
    """What somebody wrote that they would do first; None where they wrote nothing."""
    key = first_step.c.gathering_id == gathering_id, first_step.c.person_id == person_id
    row = (await tx.execute(select(first_step.c.text, first_step.c.remind_at).where(*key))).first()
    return None if row is None else FirstStep(row.text, row.remind_at)


async def count_first_steps(tx: Tx, gathering_id: GatheringId) -> int:
    """How many are reminded of a first step; who they are is not told."""
    of_gathering = first_step.c.gathering_id == gathering_id
    return (await tx.execute(select(func.count()).select_from(first_step).where(of_gathering))).scalar_one()
