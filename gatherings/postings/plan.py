"""What a gathering's plan holds, and what must change in the table when it is planned anew. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from gatherings.agenda import Agenda
from gatherings.gathering import Gathering
from gatherings.postings.block import plan_block
from gatherings.postings.closing import plan_closing
from gatherings.postings.day import plan_day
from gatherings.postings.evaluating import plan_evaluation, plan_evaluation_reminder
from gatherings.postings.missing import plan_missing
from gatherings.postings.news import plan_news
from gatherings.postings.opening import plan_opening
from gatherings.postings.posting import Audience, Kept, Posting, PostingKind, PostingState
from gatherings.postings.reminder import is_by_hand, plan_reminder
from gatherings.postings.stream import plan_stream
from gatherings.postings.upcoming import plan_upcoming

PLANNERS: Final[Sequence[Callable[[Agenda], list[Posting]]]] = (
    plan_day,
    plan_block,
    plan_stream,
    plan_closing,
    plan_opening,
    plan_reminder,
    plan_missing,
    plan_upcoming,
    plan_evaluation,
    plan_evaluation_reminder,
)

NOT_OF_THE_PLAN: Final = frozenset({Audience.ORGANISERS, Audience.PERSON, Audience.SHOWN})
"""What goes to these somebody's action has written, or a posting that fired, and no plan takes it back."""

OF_NO_PLANNER: Final = frozenset({PostingKind.LATE, PostingKind.MESSAGE, PostingKind.UNREACHED_ROOM})

ONCE_A_DAY: Final = frozenset({PostingKind.REMINDER, PostingKind.MISSING})

OPEN: Final = frozenset({PostingState.PLANNED, PostingState.WITHDRAWN, PostingState.SKIPPED})
"""Nobody has been told: a row in one of these states may be planned again."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What to do with the table: rows to write as planned, keys to withdraw."""

    plan: tuple[Posting, ...] = ()
    withdraw: tuple[str, ...] = ()


def plan(agenda: Agenda) -> list[Posting]:
    """Every posting of a gathering as its programme has it; none of a cancelled one."""
    if agenda.gathering.is_cancelled:
        return []
    return [posting for planner in PLANNERS for posting in planner(agenda)]


def decide_changes(agenda: Agenda, kept: Sequence[Kept], *, before: Gathering | None = None, now: datetime) -> Changes:
    """How the table comes to hold the plan. What would already be too late is not planned at all.

    `before` is the gathering as it was stored until now; None where it is new.

    A block that had been posted and has another start is announced as moved; one that people knew of and is gone is
    announced as cancelled, and so is the gathering. What has been said stays as it is; what has not may still change.
    """
    told_today = _told_on(kept, agenda)
    useful = [p for p in plan(agenda) if p.useful_until >= now and _day(p.kind, p.due_at, agenda) not in told_today]
    have = {row.posting.key: row for row in kept}
    news = plan_news(agenda, kept, before=before, now=now)
    pending = [row.posting for row in kept if _is_pending(row)]
    told_of = [_fact(posting) for posting in pending]
    fresh = [posting for posting in news if _fact(posting) not in told_of]
    wanted = {posting.key for posting in useful}
    announced = [_fact(posting) for posting in news]
    return Changes(
        plan=(*(posting for posting in useful if _is_to_be_written(posting, have)), *fresh),
        withdraw=tuple(p.key for p in pending if p.key not in wanted and _fact(p) not in announced),
    )


def _told_on(kept: Sequence[Kept], agenda: Agenda) -> set[tuple[PostingKind, date]]:
    """The days on which a reminder has gone out: a ladder that has moved begins again on another."""
    fired = [row for row in kept if row.posting.kind in ONCE_A_DAY and row.state is PostingState.FIRED]
    return {_day(row.posting.kind, row.settled_at, agenda) for row in fired if row.settled_at is not None}


def _day(kind: PostingKind, at: datetime, agenda: Agenda) -> tuple[PostingKind, date]:
    return kind, agenda.today(at)


def _is_pending(row: Kept) -> bool:
    is_somebodys = row.posting.audience in NOT_OF_THE_PLAN or row.posting.kind in OF_NO_PLANNER
    is_of_the_plan = not is_somebodys and not is_by_hand(row.posting)
    return row.state is PostingState.PLANNED and is_of_the_plan


def _is_to_be_written(posting: Posting, have: Mapping[str, Kept]) -> bool:
    row = have.get(posting.key)
    if row is None:
        return True
    return row.state in OPEN and (row.posting != posting or row.state is not PostingState.PLANNED)


def _fact(posting: Posting) -> tuple[object, ...]:
    """What a piece of news says, whenever it was decided."""
    return posting.kind, posting.block_id, dict(posting.facts)
