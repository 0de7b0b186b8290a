"""When a gathering is evaluated, and what is asked, as plain JSON in a column of the gathering."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from gatherings.programme import BlockId
from gatherings.schedule import USUAL_SCHEDULE, EvaluationQuestion, Improvement, Moment, QuestionKind, Schedule


def schedule_json(schedule: Schedule) -> dict[str, Any]:
    """A schedule as it is kept, to be read by `schedule_of`; empty where it is the usual one."""
    if schedule == USUAL_SCHEDULE:
        return {}
    return {
        "moment": schedule.moment.value,
        "minutes": schedule.minutes,
        "at": None if schedule.at is None else schedule.at.isoformat(),
        "blocks": list(schedule.blocks),
        "questions": questions_json(schedule.questions),
        "open_for_days": schedule.open_for.days,
        "asks_first_step": schedule.asks_first_step,
        "reminds_after_days": schedule.reminds_after.days,
        "improvements": [asdict(one) for one in schedule.improvements],
    }


def schedule_of(kept: Mapping[str, Any]) -> Schedule:
    """The schedule that was kept."""
    if not kept:
        return USUAL_SCHEDULE
    return Schedule(
        moment=Moment(kept["moment"]),
        minutes=kept["minutes"],
        at=None if kept["at"] is None else datetime.fromisoformat(kept["at"]),
        blocks=tuple(BlockId(one) for one in kept["blocks"]),
        questions=questions_of(kept["questions"]),
        open_for=timedelta(days=kept["open_for_days"]),
        asks_first_step=kept["asks_first_step"],
        reminds_after=timedelta(days=kept["reminds_after_days"]),
        improvements=tuple(Improvement(**one) for one in kept["improvements"]),
    )


def questions_json(questions: Sequence[EvaluationQuestion]) -> list[dict[str, Any]]:
    """Questions as they are kept, to be read by `questions_of`."""
    return [asdict(one) | {"kind": one.kind.value, "choices": list(one.choices)} for one in questions]


def questions_of(kept: Sequence[Mapping[str, Any]]) -> tuple[EvaluationQuestion, ...]:
    """The questions that were kept."""
    return tuple(
        EvaluationQuestion(**{**one, "kind": QuestionKind(one["kind"]), "choices": tuple(one["choices"])})
        for one in kept
    )
