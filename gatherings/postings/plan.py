"""What a gathering's plan holds, and what must change in the table when it is planned anew. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from gatherings.agenda import Agenda
from gatherings.postings.block import plan_block
from gatherings.postings.closing import plan_closing
from gatherings.postings.day import plan_day
from gatherings.postings.posting import Posting, PostingKind, PostingState, Rank
from gatherings.postings.stream import plan_stream

PLANNERS: Final[Sequence[Callable[[Agenda], list[Posting]]]] = (plan_day, plan_block, plan_stream, plan_closing)

EVE: Final = timedelta(days=1)
"""From so long before a block on, its cancellation is news even where nothing has been posted."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A posting as it stands in the table."""

    posting: Posting
    state: PostingState


@dataclass(frozen=True, slots=True)
class Changes:
    """What to do with the table: rows to write as planned, keys to withdraw, facts to bring up to date."""

    plan: tuple[Posting, ...] = ()
    withdraw: tuple[str, ...] = ()
    told: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def plan(agenda: Agenda) -> list[Posting]:
    """Every posting of a gathering, by key; none of a cancelled one."""
    if agenda.gathering.is_cancelled:
        return []
    return [posting for planner in PLANNERS for posting in planner(agenda)]


def decide_changes(agenda: Agenda, kept: Sequence[Kept], *, now: datetime) -> Changes:
    """How the table comes to hold the plan. What would already be too late is not planned at all.

    A block that had been posted and has another start is announced as moved; one that people knew of and is gone is
    announced as cancelled.
    """
    wanted = {posting.key: posting for posting in plan(agenda)}
    have = {row.posting.key: row for row in kept}
    planned = [p for p in wanted.values() if _is_to_be_written(p, have.get(p.key), now)]
    withdrawn = [row for row in kept if row.state is PostingState.PLANNED and _is_gone(row.posting, wanted)]
    moved = [m for p in wanted.values() if (m := _moved(agenda, p, have.get(p.key), now))]
    gone = [row.posting for row in kept if row.posting.kind is PostingKind.BLOCK and row.posting.key not in wanted]
    lost = [c for p in gone if (c := _cancelled(agenda, p, have, now))]
    told = {f"block:{m.block_id}": {k: m.facts[k] for k in ("title", "starts_at", "ends_at")} for m in moved}
    return Changes((*planned, *moved, *lost), tuple(row.posting.key for row in withdrawn), told)


def _is_to_be_written(posting: Posting, row: Kept | None, now: datetime) -> bool:
    if row is None:
        return posting.useful_until >= now
    is_open = row.state in (PostingState.PLANNED, PostingState.WITHDRAWN)
    is_changed = row.posting != posting or row.state is PostingState.WITHDRAWN
    return is_open and is_changed


def _is_gone(posting: Posting, wanted: Mapping[str, Posting]) -> bool:
    return posting.key not in wanted and posting.kind in (
        PostingKind.DAY,
        PostingKind.BLOCK,
        PostingKind.STREAM,
        PostingKind.CLOSING,
    )


def _moved(agenda: Agenda, posting: Posting, row: Kept | None, now: datetime) -> Posting | None:
    """The announcement, where the block's start differs from the one that was posted and is still of interest."""
    if posting.block_id is None or row is None or row.state is not PostingState.FIRED:
        return None
    if row.posting.facts["starts_at"] == posting.facts["starts_at"] or posting.useful_until < now:
        return None
    return replace(
        posting,
        key=f"moved:{posting.block_id}:{agenda.gathering.version}",
        kind=PostingKind.MOVED,
        due_at=now,
        rank=Rank.CHANGE,
        facts={**posting.facts, "from": row.posting.facts["starts_at"]},
    )


def _cancelled(agenda: Agenda, posting: Posting, have: Mapping[str, Kept], now: datetime) -> Posting | None:
    """The announcement, where people knew of the block: it was posted, the day's programme was, or it is the eve."""
    starts_at = datetime.fromisoformat(posting.facts["starts_at"])
    day = have.get(f"day:{agenda.gathering.id}:{starts_at.astimezone(agenda.gathering.zone).date()}")
    was_posted = have[posting.key].state is PostingState.FIRED
    was_told = day is not None and day.state is PostingState.FIRED
    if agenda.gathering.is_cancelled or posting.useful_until < now:
        return None
    if not (was_posted or was_told or starts_at - now <= EVE):
        return None
    return replace(
        posting,
        key=f"cancelled:{posting.block_id}",
        kind=PostingKind.CANCELLED,
        due_at=now,
        rank=Rank.CHANGE,
        block_id=None,
    )
