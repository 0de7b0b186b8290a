"""An evaluation: what is asked, when, and until when it may be answered. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType

from gatherings.gathering import GatheringId
from gatherings.programme import BlockId

EvaluationId = NewType("EvaluationId", str)

LOWEST, HIGHEST = 1, 10
SCALE: Final = range(LOWEST, HIGHEST + 1)
LONGEST_TEXT: Final = 2000
MIDDLE: Final = 7
"""Up to here an answer is low or middle, and what would lift it is asked."""


class QuestionKind(StrEnum):
    SCALE = "scale"  # 1 to 10
    CHOICE = "choice"  # one of its choices
    TEXT = "text"  # free text


@dataclass(frozen=True, slots=True)
class EvaluationQuestion:
    """One question. `text` is as its organiser wrote it, in another language where `texts` has it; where it is empty
    the question is one of ours, and its words stand in the phrases under its id.

    `at_most`: it is asked of those alone whose answer to the first scale was this or lower.
    """

    id: str
    kind: QuestionKind
    text: str = ""
    choices: tuple[str, ...] = ()
    at_most: int | None = None
    texts: Mapping[str, str] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        """The question in a language, as it was written where it is not translated; empty where it is one of ours."""
        return self.texts.get(language, self.text)


USEFULNESS: Final = EvaluationQuestion("usefulness", QuestionKind.SCALE)
TAKEAWAY: Final = EvaluationQuestion("takeaway", QuestionKind.TEXT)
LIFT: Final = EvaluationQuestion("lift", QuestionKind.TEXT, at_most=MIDDLE)
NEXT_TIME: Final = EvaluationQuestion("next_time", QuestionKind.TEXT)
USUAL: Final = (USEFULNESS, TAKEAWAY, LIFT, NEXT_TIME)
"""What is asked where an organiser has not made questions of their own."""


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
