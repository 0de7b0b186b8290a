"""What was learnt: how much each feature speaks for each intent. `make learn` writes weights.tsv anew from examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from math import sqrt
from operator import add
from typing import Final, NamedTuple

from dialogs.understanding.learnt.features import Features, block_of

FILE: Final = "weights.tsv"
BIAS: Final = "bias"
SCALE: Final = 10
"""The weights in the file are whole numbers: tenths."""
KEPT_AT_MOST: Final = 32_768
SMALL_TALK: Final = frozenset({"greeting", "thanks"})


class Weighed(NamedTuple):
    """How much a feature counts among the others of its block, and what it speaks for: for each intent of
    `Weights.intents`, at its place, the weight in tenths times the rarity.
    """

    rarity: float
    told: Sequence[float]

    def weight_for(self, place: int) -> float:
        """The weight in tenths for the intent at a place."""
        return self.told[place] / self.rarity


@dataclass(frozen=True)
class Weights:
    """What was learnt of the intents, each of which has a place. A line is read when its feature is asked for."""

    intents: Mapping[str, int]
    bias: tuple[float, ...]
    lines: Mapping[str, str]
    _read: dict[str, Weighed] = field(default_factory=dict)

    def find(self, feature: str) -> Weighed | None:
        """What a feature speaks for; None for one that nothing was learnt of."""
        known = self._read.get(feature)
        if known is None and (line := self.lines.get(feature)) is not None:
            if len(self._read) >= KEPT_AT_MOST:
                self._read.clear()
            known = self._read[feature] = self._weighed(line)
        return known

    def _weighed(self, line: str) -> Weighed:
        first, *told = line.split("\t")
        rarity, row = float(first), [0.0] * len(self.intents)
        for intent, weight in map(_pair, told):
            row[self.intents[intent]] = weight * rarity
        return Weighed(rarity, row)


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
            blocks[block_of(feature)].append(known)
    scores = list(weights.bias)
    for block in blocks.values():
        length = sqrt(sum(known.rarity * known.rarity for known in block))
        for place, told in enumerate(_told_by(block, len(scores))):
            scores[place] += told / length
    return {intent: score / SCALE for intent, score in zip(weights.intents, scores, strict=True)}


def _told_by(block: Iterable[Weighed], intents: int) -> list[float]:
    """What the features of a block speak for each intent, together."""
    told = [0.0] * intents
    for known in block:
        told = list(map(add, told, known.told))
    return told


@cache
def weights() -> Weights:
    """What stands in the file, read once."""
    return weights_in((files("dialogs.understanding.learnt") / FILE).read_text(encoding="utf-8").splitlines())


def weights_in(lines: Iterable[str]) -> Weights:
    """A line each: the feature, its rarity, then its intents with their weights, parted by tabs. One is the bias."""
    split = (line.partition("\t") for line in lines)
    told = {feature: rest for feature, _, rest in split}
    _, *bias = told.pop(BIAS).split("\t")
    intents, tenths = zip(*map(_pair, bias), strict=True)
    return Weights({intent: place for place, intent in enumerate(intents)}, tenths, told)


def _pair(told: str) -> tuple[str, int]:
    """ "agenda.now -12" as the intent and the number."""
    intent, _, weight = told.rpartition(" ")
    return intent, int(weight)
