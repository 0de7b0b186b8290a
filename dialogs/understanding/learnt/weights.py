"""What was learnt: how much each feature speaks for each intent. `make learn` writes weights.tsv anew from examples."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from math import sqrt
from struct import Struct
from typing import Final, NamedTuple

from dialogs.understanding.learnt.features import Features, block_of

FILE: Final = "weights.tsv"
BIAS: Final = "bias"
SCALE: Final = 10
"""The weights in the file are whole numbers: tenths."""
KEPT_AT_MOST: Final = 32_768
SMALL_TALK: Final = frozenset({"greeting", "thanks"})


class Weighed(NamedTuple):
    """How much a feature counts among the others of its block, and what it speaks for: a `Rows` number."""

    block: str
    rarity: float
    told: int


class Lines:
    """The lines of the file as they stand there, in the order of their bytes: seven megabytes in one piece, where they
    took thirty-five as strings of their own. Each ends with a newline.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._starts = array("I", [0, *(one.end() for one in re.finditer(b"\n", data[:-1]))])

    def find(self, feature: str) -> str | None:
        """What stands behind a feature; None where no line begins with it."""
        data, begins = self._data, f"{feature}\t".encode(errors="surrogatepass")
        size = len(begins)
        place = bisect_left(self._starts, begins, key=lambda start: data[start : start + size])
        if place == len(self._starts) or not data.startswith(begins, start := self._starts[place]):
            return None
        return data[start + size : data.index(b"\n", start)].decode()


class Rows:
    """Rows of so many numbers, most of them 0, each row packed into one whole number: to add two rows is to add two
    numbers, which the hundred rows of a message make worth while. Factors are kept to a thousandth.
    """

    FINE: Final = 1000
    BITS: Final = 64  # of each number, far more than all rows of a message together need

    def __init__(self, length: int) -> None:
        self._form = Struct(f"<{length}Q")
        self._middle = sum(1 << (place * self.BITS + self.BITS - 1) for place in range(length))

    def pack(self, row: Iterable[tuple[int, int]], factor: float) -> int:
        """A row, told by the places that are not 0, times a factor, as one number."""
        return sum([one << place * self.BITS for place, one in row]) * round(factor * self.FINE)

    def unpack(self, packed: int) -> list[float]:
        """A packed row, or the sum of such. Each number is lifted by half of what it has room for while it is taken
        out, so that none is below 0 and borrows from its neighbour.
        """
        lifted = self._form.unpack((packed + self._middle).to_bytes(self._form.size, "little"))
        return [(one - (1 << self.BITS - 1)) / self.FINE for one in lifted]


@dataclass(frozen=True)
class Weights:
    """What was learnt of the intents, each of which has a place. A line is read when its feature is asked for."""

    intents: Mapping[str, int]
    bias: tuple[float, ...]
    lines: Lines
    rows: Rows
    _read: dict[str, Weighed] = field(default_factory=dict)

    def find(self, feature: str) -> Weighed | None:
        """What a feature speaks for; None for one that nothing was learnt of."""
        known = self._read.get(feature)
        if known is None and (line := self.lines.find(feature)) is not None:
            if len(self._read) >= KEPT_AT_MOST:
                self._read.clear()
            known = self._read[feature] = self._weighed(feature, line)
        return known

    def _weighed(self, feature: str, line: str) -> Weighed:
        first, *told = line.split("\t")
        row = [(self.intents[intent], weight) for intent, weight in map(_pair, told)]
        return Weighed(block_of(feature), float(first), self.rows.pack(row, float(first)))

    def weight_of(self, feature: str, intent: str) -> float:
        """How much a feature speaks for an intent, in tenths."""
        known = self.find(feature)
        return 0.0 if known is None else self.rows.unpack(known.told)[self.intents[intent]] / known.rarity


@dataclass(frozen=True, slots=True)
class Opinion:
    """The likeliest intent besides "none", and how much likelier it and every other is than none at all: the difference
    of their log odds, 0 where it is a draw.
    """

    intent: str
    leads: Mapping[str, float]

    @property
    def lead(self) -> float:
        """That of the likeliest."""
        return self.leads[self.intent]

    def lead_over(self, intent: str) -> float:
        """How much likelier anything else, or none, is than an intent; 0 for one that no example has. That somebody
        says hello or thanks speaks against no question.
        """
        if intent not in self.leads:
            return 0.0
        others = (lead for one, lead in self.leads.items() if one not in SMALL_TALK)
        return max(0.0, *others) - self.leads[intent]


def opinion_of(features: Features) -> Opinion:
    """What the features speak for, all of them together."""
    scores = scores_of(features, weights())
    none = scores.pop("none")
    intent = max(scores, key=lambda one: (scores[one], one))
    return Opinion(intent, {one: score - none for one, score in scores.items()})


def scores_of(features: Features, weights: Weights) -> dict[str, float]:
    """The score of every intent, "none" among them: in each block the weights by the rarity of their features, shared
    by the length of them all.
    """
    blocks: dict[str, list[Weighed]] = defaultdict(list)
    for feature in features:
        if (known := weights.find(feature)) is not None:
            blocks[known.block].append(known)
    scores = list(weights.bias)
    for block in blocks.values():
        length = sqrt(sum([known.rarity * known.rarity for known in block]))
        for place, told in enumerate(weights.rows.unpack(sum([known.told for known in block]))):
            scores[place] += told / length
    return {intent: score / SCALE for intent, score in zip(weights.intents, scores, strict=True)}


@cache
def weights() -> Weights:
    """What stands in the file, read once."""
    return weights_in((files("dialogs.understanding.learnt") / FILE).read_bytes())


def weights_in(data: bytes) -> Weights:
    """A line each: the feature, its rarity, then its intents with their weights, parted by tabs. One is the bias."""
    lines = Lines(data)
    told = lines.find(BIAS)
    assert told is not None, "every file has a bias"
    _, *bias = told.split("\t")
    intents, tenths = zip(*map(_pair, bias), strict=True)
    return Weights({intent: place for place, intent in enumerate(intents)}, tenths, lines, Rows(len(intents)))


def _pair(told: str) -> tuple[str, int]:
    """ "agenda.now -12" as the intent and the number."""
    intent, _, weight = told.rpartition(" ")
    return intent, int(weight)
