"""Postings in the database: the plan, and the claim of what is due."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import Row, Select, bindparam, func, insert, literal, literal_column, or_, select, update

from gatherings.evaluation.evaluation import EvaluationId
from gatherings.gathering import GatheringId
from gatherings.people import PersonId
from gatherings.postings.plan import OPEN, Changes
from gatherings.postings.posting import Audience, Kept, Posting, PostingKind, PostingState, Rank
from gatherings.programme import BlockId
from gatherings.store.audiences import audience_of
from gatherings.store.evaluations import list_unheard
from gatherings.store.inserting import insert_or_ignore, upsert
from gatherings.store.lanes import add_lanes
from gatherings.store.tables import delivery, gathering, posting
from gatherings.store.transaction import Tx

CLAIMED_AT_ONCE: Final = 64
GATHERINGS_AT_ONCE: Final = 16

_OF_IDS = select(posting).where(posting.c.id.in_(bindparam("ids", expanding=True)))
_INTO_DELIVERY = insert(delivery).execution_options(preserve_rowcount=True)
"""Each row that may be there already (ON CONFLICT) costs PostgreSQL a lock and a record more than one that may not."""
_PLANNED = posting.c.state == literal_column("'planned'")  # as text: the partial index asks for it


async def list_postings(tx: Tx, gathering_id: GatheringId, *, state: str | None = None) -> list[Kept]:
    """A gathering's postings in the order in which they are due."""
    query = select(posting).where(posting.c.gathering_id == gathering_id)
    if state is not None:
        query = query.where(posting.c.state == state)
    rows = await tx.execute(query.order_by(posting.c.due_at, posting.c.rank, posting.c.key))
    return [kept(row) for row in rows]


async def get_postings(tx: Tx, ids: Collection[str]) -> dict[str, Posting]:
    """Postings by their ids."""
    rows = await tx.execute(_OF_IDS, {"ids": list(ids)})
    return {row.id: kept(row).posting for row in rows}


async def save_changes(tx: Tx, changes: Changes) -> None:
    """Brings the table to the plan. Planning twice changes nothing, and what is said stays said."""
    if changes.withdraw:
        gone = update(posting).where(posting.c.key.in_(changes.withdraw), posting.c.state == PostingState.PLANNED)
        await tx.execute(gone.values(state=PostingState.WITHDRAWN))
    if changes.plan:
        written = upsert(tx, posting)
        new = {name: written.excluded[name] for name in (*_columns(changes.plan[0]), "state", "settled_at")}
        unsaid = or_(*(posting.c.state == state for state in sorted(OPEN)))  # IN cannot go with executemany
        await tx.execute(
            written.on_conflict_do_update(index_elements=["key"], set_=new, where=unsaid),
            [_row(made) for made in changes.plan],
        )


async def claim_due(
    tx: Tx, *, now: datetime, besides: Collection[GatheringId] = (), gatherings: int = GATHERINGS_AT_ONCE
) -> list[tuple[str, Kept]]:
    """Everything that is due of a few gatherings, with ids, in the order in which to say it.

    The gatherings are locked until the commit: what fires and what is planned anew never cross. Those that another
    replica holds are left out, and those in `besides`.
    """
    due = (_PLANNED, posting.c.due_at <= now)
    first = select(posting.c.gathering_id).where(*due, posting.c.gathering_id.not_in(besides))
    ids = list(dict.fromkeys(await tx.scalars(first.order_by(posting.c.due_at, posting.c.rank).limit(CLAIMED_AT_ONCE))))
    if not ids:
        return []
    free = select(gathering.c.id).where(gathering.c.id.in_(ids[:gatherings])).order_by(gathering.c.id)
    held = list(await tx.scalars(free.with_for_update(key_share=True, skip_locked=True)))
    rows = select(posting).where(*due, posting.c.gathering_id.in_(held))
    ordered = await tx.execute(rows.order_by(posting.c.due_at, posting.c.rank, posting.c.key))
    return [(row.id, kept(row)) for row in ordered]


async def count_due(tx: Tx, *, now: datetime) -> int:
    """How many postings are due and not claimed."""
    query = select(func.count()).select_from(posting).where(_PLANNED, posting.c.due_at <= now)
    return (await tx.execute(query)).scalar_one()


async def fire(
    tx: Tx,
    posting_id: str,
    fired: Posting,
    *,
    channels: Collection[str] | None = None,
    shown: Select[Any] | None = None,
    now: datetime,
    machine_now: datetime,
) -> int:
    """Writes one delivery for each conversation of the audience; how many. The posting is settled by it.

    What is renewed goes to `shown`, which has the receipt of what it takes the place of besides. `channels` are those
    of this installation: people are reached in no other. None: whatever there is.
    """
    is_by_slips = fired.audience is Audience.UNHEARD
    only = await list_unheard(tx, EvaluationId(fired.facts["evaluation"])) if is_by_slips else None
    to = (audience_of(fired, channels=channels, only=only) if shown is None else shown).subquery()
    has_it = select(delivery.c.conversation_id).where(delivery.c.posting_id == posting_id)
    rows = select(
        to,
        literal(posting_id),
        literal("waiting"),
        literal(machine_now, delivery.c.visible_at.type),
        literal(0),
    ).where(to.c.id.not_in(has_it))
    places = ["conversation_id", "channel", "tenant", *([] if shown is None else ["replaces"])]
    into = [*places, "posting_id", "state", "visible_at", "attempts"]
    written = await tx.execute(_INTO_DELIVERY.from_select(into, rows.order_by(to.c.id)))
    await add_lanes(tx)
    await settle(tx, posting_id, PostingState.FIRED, at=now)
    return written.rowcount


async def find_last_fired(tx: Tx, gathering_id: GatheringId, kind: PostingKind) -> datetime | None:
    """When something of a kind last fired at a gathering, None where nothing has."""
    fired = posting.c.gathering_id == gathering_id, posting.c.kind == kind, posting.c.state == PostingState.FIRED
    return (await tx.execute(select(posting.c.settled_at).where(*fired).order_by(posting.c.settled_at.desc()))).scalar()


async def put_off(tx: Tx, posting_id: str, *, until: datetime) -> None:
    """The posting stays planned, and is due later."""
    await tx.execute(update(posting).where(posting.c.id == posting_id).values(due_at=until))


async def settle(tx: Tx, posting_id: str, state: PostingState, *, at: datetime) -> None:
    await tx.execute(update(posting).where(posting.c.id == posting_id).values(state=state, settled_at=at))


async def add_postings(tx: Tx, made: Sequence[Posting]) -> None:
    """Plans postings that no planner makes; one whose key is known is left as it is, one without a gathering too."""
    for one in made:
        there = select(*(literal(value, posting.c[name].type) for name, value in _row(one).items()))
        there = there.where(select(gathering.c.id).where(gathering.c.id == one.gathering_id).exists())
        await tx.execute(insert_or_ignore(tx, posting).from_select(list(_row(one)), there))


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
        person_id=None if row.person_id is None else PersonId(row.person_id),
        facts=row.facts,
    )
    return Kept(made, PostingState(row.state), row.settled_at)


def _row(made: Posting) -> dict[str, object]:
    """A row that is planned."""
    return {"id": uuid4().hex, **_columns(made), "state": PostingState.PLANNED, "settled_at": None}


def _columns(made: Posting) -> dict[str, object]:
    return {
        "key": made.key,
        "gathering_id": made.gathering_id,
        "block_id": made.block_id,
        "person_id": made.person_id,
        "kind": made.kind.value,
        "audience": made.audience.value,
        "due_at": made.due_at,
        "useful_until": made.useful_until,
        "rank": int(made.rank),
        "facts": dict(made.facts),
    }
