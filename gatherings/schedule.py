"""What a gathering's evaluation asks, and when. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from gatherings.programme import BlockId
from gatherings.times import DAY

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


OPEN_FOR: Final = 14 * DAY


class Moment(StrEnum):
    END = "end"  # when a block called "Evaluering" begins, else when the programme ends
    BEFORE_END = "before_end"  # so many minutes before the programme ends
    AFTER = "after"  # so many minutes after the programme has ended
    AT = "at"  # at an instant: an organiser asked for it now
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Improvement:
    """What was asked for after an earlier gathering, and what was done about it, as an organiser wrote them."""

    asked: str
    done: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """When and what is asked of a gathering: of the whole at its moment, and of each of `blocks` when it ends.

    `minutes` belongs to BEFORE_END and AFTER, `at` (aware UTC) to AT. Answers are taken for `open_for`, to the end of
    that day. With `asks_first_step` people may write down what they will do first at home, and be reminded of it after
    `reminds_after`. `improvements` are told on the first morning.
    """

    moment: Moment = Moment.END
    minutes: int = 0
    at: datetime | None = None
    blocks: tuple[BlockId, ...] = ()
    questions: tuple[EvaluationQuestion, ...] = USUAL
    open_for: timedelta = OPEN_FOR
    asks_first_step: bool = False
    reminds_after: timedelta = OPEN_FOR
    improvements: tuple[Improvement, ...] = ()

    @property
    def scale(self) -> EvaluationQuestion | None:
        """The first question with a scale, which one press answers."""
        return next((one for one in self.questions if one.kind is QuestionKind.SCALE), None)


USUAL_SCHEDULE: Final = Schedule()
