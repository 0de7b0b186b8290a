"""What an evaluation came to: distributions, with everything left out that would tell what one person answered. Pure.

Told once, when it is closed, and only from six answers up; in parts (room, digital) only where every part has six.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean, median, pstdev
from typing import Final

from gatherings.schedule import SCALE, EvaluationQuestion, QuestionKind
from gatherings.terms import Mode

FEWEST: Final = 6
"""Fewer answers than this are not told, not in whole and not in part."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer without anybody's name. `mode` is how they took part, None where that is not told or not known."""

    question: str
    value: str
    mode: Mode | None = None


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many gave each of the values 1 to 10; all ten are there."""

    counts: Mapping[int, int]

    @property
    def values(self) -> list[int]:
        return [value for value, often in self.counts.items() for _ in range(often)]

    @property
    def n(self) -> int:
        return sum(self.counts.values())

    @property
    def mean(self) -> float:
        return fmean(self.values)

    @property
    def median(self) -> float:
        return float(median(self.values))

    @property
    def spread(self) -> float:
        """The standard deviation of all who answered."""
        return pstdev(self.values)


@dataclass(frozen=True, slots=True)
class ScaleResult:
    """The answers to a scale; in parts where each is large enough, else without parts."""

    question: EvaluationQuestion
    whole: Distribution
    by_mode: Mapping[Mode, Distribution] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChoiceResult:
    """How many chose each; all choices are there, in their order."""

    question: EvaluationQuestion
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Said:
    """A free text. `group` is what it is put together with; `is_hidden` by an organiser."""

    id: str
    text: str
    group: str | None = None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class TextResult:
    """What was written in answer to a question, in no order that tells anything."""

    question: EvaluationQuestion
    said: tuple[Said, ...]

    @property
    def shown(self) -> tuple[Said, ...]:
        return tuple(one for one in self.said if not one.is_hidden)

    @property
    def groups(self) -> Mapping[str, tuple[Said, ...]]:
        """What is shown by its groups, the largest first; what stands alone under ""."""
        names = Counter(one.group or "" for one in self.shown)
        ordered = sorted(names, key=lambda name: (not name, -names[name], name))
        return {name: tuple(one for one in self.shown if (one.group or "") == name) for name in ordered}


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier gathering of the network came to, on the first scale."""

    title: str
    mean: float
    median: float
    answered: int


@dataclass(frozen=True, slots=True)
class Results:
    """What can be told of a closed evaluation: nothing but the two numbers where too few have answered."""

    answered: int
    asked: int
    scales: tuple[ScaleResult, ...] = ()
    choices: tuple[ChoiceResult, ...] = ()
    texts: tuple[TextResult, ...] = ()

    @property
    def is_told(self) -> bool:
        return self.answered >= FEWEST


def distribution(values: Sequence[int]) -> Distribution:
    """The distribution of values from 1 to 10."""
    counted = Counter(values)
    return Distribution({value: counted[value] for value in SCALE})


def may_be_split(parts: Mapping[Mode | None, int]) -> bool:
    """Whether answers may be told in parts: each has six or none, and so has the rest whose part is not known.

    A rest of one would be the difference between the whole and the parts that are told.
    """
    held = [n for n in parts.values() if n]
    return len(held) > 1 and all(n >= FEWEST for n in held)


def without_small_parts(given: Sequence[Given]) -> list[Given]:
    """The answers to one question as they may be kept: how people took part is left out where it cannot be told."""
    parts = Counter(one.mode for one in given)
    return list(given) if may_be_split(parts) else [Given(one.question, one.value) for one in given]


def results_of(
    questions: Sequence[EvaluationQuestion],
    given: Sequence[Given],
    said: Mapping[str, Sequence[Said]],
    *,
    answered: int,
    asked: int,
) -> Results:
    """What can be told. A question that fewer than six have answered is left out."""
    if answered < FEWEST:
        return Results(answered, asked)
    by_question = {one.id: [g for g in given if g.question == one.id] for one in questions}
    enough = [one for one in questions if len(by_question[one.id]) >= FEWEST]
    return Results(
        answered,
        asked,
        tuple(_scale(one, by_question[one.id]) for one in enough if one.kind is QuestionKind.SCALE),
        tuple(_choice(one, by_question[one.id]) for one in enough if one.kind is QuestionKind.CHOICE),
        tuple(
            TextResult(one, tuple(said[one.id]))
            for one in questions
            if one.kind is QuestionKind.TEXT and said.get(one.id)
        ),
    )


def _scale(question: EvaluationQuestion, given: Sequence[Given]) -> ScaleResult:
    told = without_small_parts(given)
    modes = [mode for mode in Mode if any(one.mode is mode for one in told)]
    by_mode = {mode: distribution([int(one.value) for one in told if one.mode is mode]) for mode in modes}
    return ScaleResult(question, distribution([int(one.value) for one in given]), by_mode)


def _choice(question: EvaluationQuestion, given: Sequence[Given]) -> ChoiceResult:
    counted = Counter(one.value for one in given)
    return ChoiceResult(question, {choice: counted[choice] for choice in question.choices})
