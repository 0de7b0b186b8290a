"""Why a message was read as it was: its words with what they mean, the patterns, and what the examples speak for."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Final

from dialogs.understanding.learnt.weights import SCALE, weights
from dialogs.understanding.patterns import Candidate
from dialogs.understanding.reader import Reading, is_certain
from dialogs.understanding.wish import NONE

MOST_FEATURES: Final = 8


class Judge(StrEnum):
    """What decided."""

    PATTERN = "pattern"
    EXAMPLES = "examples"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why. `words` are the units with their concepts, `patterns` the candidates with what lowered each, `features`
    those that speak most for or against what the examples speak for, in tenths; `lead` is how much likelier that is
    than nothing of ours.
    """

    decided_by: Judge
    words: tuple[tuple[str, tuple[str, ...]], ...]
    found: tuple[tuple[str, str], ...]
    patterns: tuple[tuple[str, str, float, dict[str, float]], ...]
    likeliest: str
    lead: float
    features: tuple[tuple[str, float], ...]

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def explained(reading: Reading) -> Explanation:
    """The reasons for a reading."""
    heard = reading.heard
    return Explanation(
        decided_by=_judge(reading),
        words=tuple((heard.written(p, p), tuple(sorted(u.concepts))) for p, u in enumerate(heard.units)),
        found=tuple((s.concept, str(s.value)) for s in heard.spans if s.concept.isupper() and s.value is not None),
        patterns=tuple(map(_told, reading.candidates)),
        likeliest=reading.examples.opinion.intent,
        lead=round(reading.examples.opinion.lead, 2),
        features=_telling(reading),
    )


def _told(candidate: Candidate) -> tuple[str, str, float, dict[str, float]]:
    pattern = candidate.pattern
    return pattern.intent, pattern.written, round(candidate.confidence, 3), dict(candidate.lowered_by)


def _judge(reading: Reading) -> Judge:
    if reading.wish.intent == NONE:
        return Judge.NOBODY
    is_pattern = any(c.pattern.intent == reading.wish.intent and is_certain(c) for c in reading.candidates)
    return Judge.PATTERN if is_pattern else Judge.EXAMPLES


def _telling(reading: Reading) -> tuple[tuple[str, float], ...]:
    """The features that weigh most for the likeliest intent, and against it."""
    intent = reading.examples.opinion.intent
    told = [(f, weights().weight_of(f, intent) / SCALE) for f in reading.examples.features]
    return tuple(sorted((one for one in told if one[1]), key=lambda one: (-abs(one[1]), one[0]))[:MOST_FEATURES])
