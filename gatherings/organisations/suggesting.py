"""Suggestions for a name that is not spelled as any is: the likeliest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from gatherings.organisations.forms import key_of
from gatherings.organisations.index import Index
from gatherings.organisations.organisation import Organisation

Within = Callable[[Iterable[Organisation]], tuple[Organisation, ...]]
Scored = tuple[Organisation, float]

LIKE_ENOUGH: Final = 0.65  # the share of a name's letters that are right
PART: Final = 0.9  # what likeness to one word of a name is worth, beside likeness to the whole
BEGUN: Final = 0.7  # what the beginning of a name is worth at least
MENTIONED: Final = 0.95  # what a name within other words is worth
START: Final = 0.05  # what the same first letters add, among names equally alike
SHORTEST_BEGINNING: Final = 3
SHORTEST_MENTION: Final = 5
MOST_WORDS_OF_A_NAME: Final = 4


def suggest(words: Sequence[str], names: Iterable[tuple[str, Within]], index: Index) -> tuple[Organisation, ...]:
    """The organisations like one of the folded names and within its counties, and those that the words mention."""
    best: dict[Organisation, float] = {}
    for key, within in names:
        for one, score in _alike(key, index):
            if within([one]):
                best[one] = max(score, best.get(one, 0))
    for one in _mentioned(words, index):
        best[one] = max(MENTIONED, best.get(one, 0))
    return tuple(sorted(best, key=lambda one: (-best[one], index.places[one.id])))


def _alike(key: str, index: Index) -> Iterator[Scored]:
    if not key:
        return
    for table, worth in ((index.by_key, 1.0), (index.by_part, PART)):
        likely = process.extract(
            key, table.keys(), scorer=OSA.normalized_similarity, score_cutoff=LIKE_ENOUGH, limit=None
        )
        for name, score, _ in likely:
            same_start = START * JaroWinkler.similarity(key, name)
            yield from ((one, worth * score + same_start) for one in table[name])
    yield from _begun(key, index)


def _begun(key: str, index: Index) -> Iterator[Scored]:
    if len(key) < SHORTEST_BEGINNING:
        return
    for name, found in index.by_key.items():
        if name.startswith(key):
            yield from ((one, BEGUN + (1 - BEGUN) * len(key) / len(name)) for one in found)


def _mentioned(words: Sequence[str], index: Index) -> Iterator[Organisation]:
    """Those whose whole name stands among the words; not by a name so short that it may be a word of another kind."""
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + MOST_WORDS_OF_A_NAME) + 1):
            key = key_of(words[start:end])
            if len(key) >= SHORTEST_MENTION:
                yield from index.by_key.get(key, ())
