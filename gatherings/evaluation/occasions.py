"""Which evaluations a gathering is to have, from when and until when. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from gatherings.agenda import Agenda
from gatherings.evaluation.evaluation import EvaluationId
from gatherings.programme import BlockId
from gatherings.schedule import Moment
from gatherings.times import end_of_day

WHOLE: Final = "whole"
MARKS: Final = ("evaluering", "evaluation")  # in a block's title: the evaluation is asked for when that block begins


@dataclass(frozen=True, slots=True)
class Occasion:
    """One evaluation that is to come: of what, from when, until when it takes answers (both aware UTC, inclusive)."""

    what: str
    opens_at: datetime
    closes_at: datetime
    block_id: BlockId | None = None


def occasions(agenda: Agenda) -> list[Occasion]:
    """The evaluations of a gathering as its schedule has them now; of blocks that are there and have an end."""
    schedule = agenda.gathering.evaluation
    timed = [agenda.get(block_id) for block_id in schedule.blocks]
    of_blocks = [(one.block.id, one.over_at) for one in timed if one is not None]
    found = [_occasion(agenda, str(block_id), at, block_id) for block_id, at in of_blocks]
    opens_at = opening(agenda)
    return found if opens_at is None else [_occasion(agenda, WHOLE, opens_at, None), *found]


def _occasion(agenda: Agenda, what: str, opens_at: datetime, block_id: BlockId | None) -> Occasion:
    gathering = agenda.gathering
    last_day = agenda.today(opens_at) + gathering.evaluation.open_for
    return Occasion(what, opens_at, end_of_day(last_day, gathering.zone) - timedelta(seconds=1), block_id)


def opening(agenda: Agenda) -> datetime | None:
    """When the evaluation of the whole is asked for; None where it never is, or nothing says when it ends."""
    schedule, ends_at = agenda.gathering.evaluation, agenda.ends_at
    wait = timedelta(minutes=schedule.minutes)
    match schedule.moment:
        case Moment.NEVER:
            return None
        case Moment.AT:
            return schedule.at
        case Moment.END:
            marked = next((one.starts_at for one in agenda.blocks if is_marked(one.block.title)), None)
            return marked or _end_of_work(agenda)
        case Moment.BEFORE_END:
            return None if ends_at is None else ends_at - wait
        case Moment.AFTER:
            return None if ends_at is None else ends_at + wait


def is_marked(title: str) -> bool:
    """Whether a block is there for the evaluation: "Evaluering og veien videre"."""
    return any(mark in title.casefold() for mark in MARKS)


def _end_of_work(agenda: Agenda) -> datetime | None:
    return agenda.ends_at if agenda.last is not None and agenda.last.is_work else None


def evaluation_id(agenda: Agenda, what: str) -> EvaluationId:
    """The id of the evaluation of this gathering, or of a block of it."""
    return EvaluationId(f"{agenda.gathering.id}:{what}")
