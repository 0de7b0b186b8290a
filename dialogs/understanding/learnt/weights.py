"""What was learnt: how much each feature speaks for each intent. `make learn` writes weights.tsv anew from examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import sqrt
from typing import Final

from dialogs.understanding.learnt.features import Features

FILE: Final = "weights.tsv"
BIAS: Final = "bias"
SCALE: Final = 10
"""The file has whole numbers: tenths."""

Weights = Mapping[str, tuple[tuple[str, int], ...]]


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
        """How much likelier the likeliest, or none, is than an intent; 0 for one that no example has."""
        return max(self.lead, 0.0) - self.leads[intent] if intent in self.leads else 0.0


def opinion_of(features: Features) -> Opinion:
    """What the features speak for, all of them together."""
    scores = scores_of(features, weights())
    none = scores.pop("none")
    intent = max(scores, key=lambda one: (scores[one], one))
    return Opinion(intent, {one: score - none for one, score in scores.items()})


def scores_of(features: Features, table: Weights) -> dict[str, float]:
    """The score of every intent, "none" among them."""
    sums: dict[str, int] = defaultdict(int)
    for feature in features:
        for intent, weight in table.get(feature, ()):
            sums[intent] += weight
    length = sqrt(max(len(features), 1))
    return {intent: (bias + sums[intent] / length) / SCALE for intent, bias in table[BIAS]}


@cache
def weights() -> Weights:
    """The weights by feature, read once."""
    text = (files("dialogs.understanding.learnt") / FILE).read_text(encoding="utf-8")
    return weights_in(text.splitlines())


def weights_in(lines: Iterable[str]) -> Weights:
    """A line each: the feature, then its intents with their weights, parted by tabs."""
    table: dict[str, tuple[tuple[str, int], ...]] = {}
    for line in lines:
        feature, *told = line.split("\t")
        pairs = (one.rsplit(" ", 1) for one in told)
        table[feature] = tuple((intent, int(weight)) for intent, weight in pairs)
    return table
