"""What we ask and answer about an evaluation: facts, no sentences. What somebody answered is shown, and not kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from dialogs.answers.answer import Answer
from gatherings.agenda import Agenda
from gatherings.evaluation.evaluation import Evaluation
from gatherings.evaluation.results import Earlier, Results
from gatherings.schedule import EvaluationQuestion


@dataclass(frozen=True, kw_only=True)
class EvaluationAnswer(Answer):
    """About one evaluation. `values` are the person's own answers by their questions; empty where they are not told."""

    agenda: Agenda
    evaluation: Evaluation
    values: Mapping[str, str] = field(default_factory=dict)

    def kept(self) -> Answer:
        """The same without what the person answered."""
        return replace(self, values={})


@dataclass(frozen=True, kw_only=True)
class ScaleAsked(EvaluationAnswer):
    """1 to 10, one press; the value that stands is marked."""


@dataclass(frozen=True, kw_only=True)
class Thanked(EvaluationAnswer):
    """That an answer was taken, and what may be answered besides. `left` is empty where nothing is."""

    question: EvaluationQuestion
    left: tuple[EvaluationQuestion, ...] = ()
    asks_first_step: bool = False


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(EvaluationAnswer):
    """One more question, in free text or with choices; what stands there may be changed."""

    question: EvaluationQuestion


@dataclass(frozen=True, kw_only=True)
class FirstStepAsked(EvaluationAnswer):
    """What they will do first at home; they are reminded of it after a while, and nobody else sees it."""

    text: str = ""


class Phase(StrEnum):
    """How far a gathering's evaluation has come."""

    NEVER = "never"
    TO_COME = "to_come"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class ResultsShown(Answer):
    """How an evaluation stands, for organisers: how many have answered while it is open, what came of it at the end.

    `opens_at` is set while it is to come, `evaluation` once it is open, `results` once it is closed. `picture` is where
    the distribution can be seen. `more` is how many other evaluations the gathering has.
    """

    agenda: Agenda
    phase: Phase
    opens_at: datetime | None = None
    evaluation: Evaluation | None = None
    results: Results | None = None
    before: tuple[Earlier, ...] = ()
    picture: str | None = None
    page: str | None = None


@dataclass(frozen=True, kw_only=True)
class QuestionsShown(Answer):
    """The questions of a gathering's evaluation, for organisers; with `is_adding` the form for one more."""

    agenda: Agenda
    is_adding: bool = False
    is_full: bool = False
