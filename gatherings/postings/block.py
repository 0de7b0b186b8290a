"""Each block when it is due: breaks and meals as well."""

from __future__ import annotations

from datetime import datetime, timedelta

from gatherings.agenda import Agenda, TimedBlock
from gatherings.postings.posting import Posting, PostingKind, Rank

GRACE = timedelta(minutes=15)
"""How long after its start a block without a length is still worth a message."""


def plan_block(agenda: Agenda) -> list[Posting]:
    """One posting a block, the gathering's lead before it starts; useful until the block ends."""
    return [_posting(agenda, timed) for timed in agenda.blocks]


def _posting(agenda: Agenda, timed: TimedBlock) -> Posting:
    return Posting(
        key=f"block:{timed.block.id}",
        gathering_id=agenda.gathering.id,
        kind=PostingKind.BLOCK,
        due_at=timed.starts_at - agenda.gathering.lead,
        useful_until=useful_until(timed),
        rank=Rank.MARK if is_mark(timed) else Rank.START,
        block_id=timed.block.id,
        facts=facts_of(timed),
    )


def is_mark(timed: TimedBlock) -> bool:
    """Whether it marks a moment rather than fills a time."""
    return timed.is_closing or timed.ends_at == timed.starts_at


def useful_until(timed: TimedBlock) -> datetime:
    """The instant after which nobody needs to hear of the block's start."""
    has_length = timed.ends_at is not None and timed.ends_at > timed.starts_at
    return timed.ends_at if timed.ends_at and has_length else timed.starts_at + GRACE


def facts_of(timed: TimedBlock) -> dict[str, str]:
    """What was announced, so that a later change can be told from it."""
    return {
        "title": timed.block.title,
        "starts_at": timed.starts_at.isoformat(),
        "ends_at": timed.ends_at.isoformat() if timed.ends_at else "",
    }
