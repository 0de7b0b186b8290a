"""What is looked at in a message: its concepts, words, the letters of its words, and what the patterns said. Pure.

Names of the programme, hours and the like count as what they are ("TITLE"), never as their words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from dialogs.understanding.heard import Heard
from dialogs.understanding.lexicon import FILLER
from dialogs.understanding.patterns import Candidate

PLACE: Final = "place"
DAY, DATE = "DAY", "DATE"  # a date is a day in several words: "7. mai"
NAMED: Final = ("TITLE", "PERSON", PLACE, DATE, "UNKNOWN_NAME", "TIME", "MINUTES", "URL", "CODE", "EMAIL")
FOUND: Final = frozenset({*NAMED, DAY, "MESSAGE", "MUNICIPALITY"})
LONGEST: Final = 10  # units; longer messages count as that
GRAMS: Final = (2, 3, 4, 5)  # letters
EDGES: Final = ("^",), ("$",)

Features = frozenset[str]


def block_of(feature: str) -> str:
    """Which of three kinds a feature is of, each of which counts as much as the others: words, letters, meanings."""
    return feature[0] if feature[0] in "wg" else "c"


def features_of(heard: Heard, candidates: Sequence[Candidate]) -> Features:
    """The features of a message, as they stand in weights.tsv: "c:when", "w:lunsj", "c2:when TOPIC", "g:<lun" …"""
    return frozenset(_features(heard, candidates))


def _features(heard: Heard, candidates: Sequence[Candidate]) -> Iterator[str]:
    words, concepts = _units(heard)
    for word in words:
        yield f"w:{word}"
        yield from (f"g:{gram}" for gram in _grams(word))
    yield from (f"w2:{one} {other}" for one, other in pairwise(["^", *words, "$"]))
    for found in concepts:
        yield from (f"c:{concept}" for concept in found)
    telling = [EDGES[0], *(found for found in concepts if found != (FILLER,)), EDGES[1]]
    for one, other in pairwise(telling):
        yield from (f"c2:{first} {second}" for first in one for second in other)
    yield from _said_by_patterns(candidates)
    yield f"n:{min(len(words), LONGEST)}"
    if "?" in heard.text:
        yield "n:?"


def _units(heard: Heard) -> tuple[list[str], list[tuple[str, ...]]]:
    """Each unit as a word, or as what it names; and its concepts, or itself where it has none."""
    found: dict[int, set[str]] = {}
    for span in heard.spans:
        if span.concept in FOUND:
            named = {span.concept, DATE} if span.concept == DAY and len(span.places) > 1 else {span.concept}
            for place in span.places:
                found.setdefault(place, set()).update(named)
    words: list[str] = []
    concepts: list[tuple[str, ...]] = []
    for place, unit in enumerate(heard.units):
        here = found.get(place, set())
        name = next(
            (concept for concept in NAMED if concept in here - unit.concepts), None
        )  # "salen" is a word of ours
        words.append(name or "_".join(unit.folded))
        concepts.append(tuple(sorted(unit.concepts | here)) or (words[-1],))
    return words, concepts


def _grams(word: str) -> Iterator[str]:
    bounded = f"<{word}>"
    for size in GRAMS:
        yield from (bounded[start : start + size] for start in range(len(bounded) - size + 1))


def _said_by_patterns(candidates: Sequence[Candidate]) -> Iterator[str]:
    """The intents that patterns saw, and how surely, in fifths."""
    for candidate in candidates:
        intent = candidate.pattern.intent
        yield f"p:{intent}"
        yield f"p{int(candidate.confidence * 5)}:{intent}"
