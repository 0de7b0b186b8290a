"""Postings in the database: the plan, and the claim of what is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import Row, Select, insert, literal, select, update

from gatherings.gathering import GatheringId
from gatherings.postings.plan import Changes, Kept
from gatherings.postings.posting import Audience, Posting, PostingKind, PostingState, Rank
from gatherings.programme import BlockId
from gatherings.store.database import Tx
from gatherings.store.people import insert_or_ignore
from gatherings.store.tables import conversation, delivery, follow, gathering, organiser, posting

CLAIMED_AT_ONCE: Final = 64


async def list_postings(tx: Tx, gathering_id: GatheringId, *, state: str | None = None) -> list[Kept]:
    """A gathering's postings in the order in which they are due."""
    query = select(posting).where(posting.c.gathering_id == gathering_id)
    if state is not None:
        query = query.where(posting.c.state == state)
    rows = await tx.execute(query.order_by(posting.c.due_at, posting.c.rank, posting.c.key))
    return [kept(row) for row in rows]


async def save_changes(tx: Tx, changes: Changes) -> None:
    """Brings the table to the plan. Same fact, same key: planning twice changes nothing."""
    for made in changes.plan:
        values = {**_columns(made), "state": PostingState.PLANNED.value, "settled_at": None}
        known = update(posting).where(posting.c.key == made.key, posting.c.state.in_(("planned", "withdrawn")))
        if (await tx.execute(known.values(**values))).rowcount == 0:
            await tx.execute(insert_or_ignore(tx, posting).values(id=uuid4().hex, **values))
    if changes.withdraw:
        gone = update(posting).where(posting.c.key.in_(changes.withdraw), posting.c.state == "planned")
        await tx.execute(gone.values(state=PostingState.WITHDRAWN.value))
    for key, facts in changes.told.items():
        await tx.execute(update(posting).where(posting.c.key == key).values(facts=dict(facts)))


async def claim_due(tx: Tx, *, now: datetime, limit: int = CLAIMED_AT_ONCE) -> list[tuple[str, Kept]]:
    """The postings that are due, with their ids, locked until the commit; those that another replica holds left out."""
    query = select(posting).where(posting.c.state == "planned", posting.c.due_at <= now)
    due = query.order_by(posting.c.due_at, posting.c.rank, posting.c.key).limit(limit)
    return [(row.id, kept(row)) for row in await tx.execute(due.with_for_update(skip_locked=True))]


async def count_due(tx: Tx, *, now: datetime) -> int:
    """How many postings are due and not claimed."""
    query = select(posting.c.id).where(posting.c.state == "planned", posting.c.due_at <= now)
    return len((await tx.execute(query)).all())


async def fire(tx: Tx, posting_id: str, fired: Posting, *, now: datetime, machine_now: datetime) -> int:
    """Writes one delivery for each conversation of the audience; how many. The posting is settled by it."""
    audience = _following(fired) if fired.audience is Audience.FOLLOWING else _organisers(fired)
    rows = audience.add_columns(
        literal(posting_id),
        literal("waiting"),
        literal(machine_now, delivery.c.visible_at.type),
        literal(0),
    )
    into = ["conversation_id", "posting_id", "state", "visible_at", "attempts"]
    written = await tx.execute(insert(delivery).from_select(into, rows))
    await settle(tx, posting_id, PostingState.FIRED, at=now)
    return written.rowcount


async def settle(tx: Tx, posting_id: str, state: PostingState, *, at: datetime) -> None:
    await tx.execute(update(posting).where(posting.c.id == posting_id).values(state=state.value, settled_at=at))


async def add_postings(tx: Tx, made: Sequence[Posting]) -> None:
    """Plans postings that no planner makes; one whose key is known is left as it is."""
    for one in made:
        await tx.execute(insert_or_ignore(tx, posting).values(id=uuid4().hex, state="planned", **_columns(one)))


def _following(fired: Posting) -> Select[Any]:
    return (
        select(conversation.c.id)
        .join(follow, follow.c.conversation_id == conversation.c.id)
        .where(follow.c.gathering_id == fired.gathering_id, conversation.c.unreachable_at.is_(None))
    )


def _organisers(fired: Posting) -> Select[Any]:
    of_network = select(gathering.c.network_id).where(gathering.c.id == fired.gathering_id)
    people = select(organiser.c.person_id).where(
        (organiser.c.gathering_id == fired.gathering_id) | organiser.c.network_id.in_(of_network)
    )
    return select(conversation.c.id).where(
        conversation.c.person_id.in_(people), conversation.c.unreachable_at.is_(None)
    )


def kept(row: Row[Any]) -> Kept:
    """The posting of a row, with its state."""
    made = Posting(
        key=row.key,
        gathering_id=GatheringId(row.gathering_id),
        kind=PostingKind(row.kind),
        due_at=row.due_at,
        useful_until=row.useful_until,
        rank=Rank(row.rank),
        audience=Audience(row.audience),
        block_id=None if row.block_id is None else BlockId(row.block_id),
        facts=row.facts,
    )
    return Kept(made, PostingState(row.state))


def _columns(made: Posting) -> dict[str, object]:
    return {
        "key": made.key,
        "gathering_id": made.gathering_id,
        "block_id": made.block_id,
        "kind": made.kind.value,
        "audience": made.audience.value,
        "due_at": made.due_at,
        "useful_until": made.useful_until,
        "rank": int(made.rank),
        "facts": dict(made.facts),
    }
