"""An evaluation: what is asked, when, and until when it may be answered. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from gatherings.gathering import GatheringId
from gatherings.programme import BlockId
from gatherings.schedule import EvaluationQuestion, QuestionKind

EvaluationId = NewType("EvaluationId", str)


class EvaluationState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"  # for good: nobody can say any more who answered what


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One evaluation of a gathering, or of one of its blocks.

    Answers are taken through `closes_at`. `answered` is how many people have answered; `asked` how many were asked.
    """

    id: EvaluationId
    gathering_id: GatheringId
    questions: tuple[EvaluationQuestion, ...]
    opened_at: datetime
    closes_at: datetime
    block_id: BlockId | None = None
    closed_at: datetime | None = None
    answered: int = 0
    asked: int = 0

    @property
    def state(self) -> EvaluationState:
        return EvaluationState.OPEN if self.closed_at is None else EvaluationState.CLOSED

    def takes_answers(self, now: datetime) -> bool:
        return self.closed_at is None and now <= self.closes_at

    def find_question(self, question_id: str) -> EvaluationQuestion | None:
        return next((one for one in self.questions if one.id == question_id), None)

    @property
    def scale(self) -> EvaluationQuestion | None:
        """The first question with a scale, which one press answers."""
        return next((one for one in self.questions if one.kind is QuestionKind.SCALE), None)
