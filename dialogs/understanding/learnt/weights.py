"""What was learnt: how much each feature speaks for each intent. `make learn` writes weights.tsv anew from examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import sqrt
from typing import Final, NamedTuple

from dialogs.understanding.learnt.features import Features, block_of

FILE: Final = "weights.tsv"
BIAS: Final = "bias"
SCALE: Final = 10
SMALL_TALK: Final = frozenset({"greeting", "thanks"})
"""The weights in the file are whole numbers: tenths."""


class Weighed(NamedTuple):
    """What a feature speaks for, in tenths; `rarity` is how much it counts among the others of its block."""

    rarity: float
    told: tuple[tuple[str, int], ...]


Weights = Mapping[str, Weighed]


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


def scores_of(features: Features, table: Weights) -> dict[str, float]:
    """The score of every intent, "none" among them: in each block the weights by the rarity of their features, shared
    by the length of them all.
    """
    blocks: dict[str, list[Weighed]] = defaultdict(list)
    for feature in features:
        if (known := table.get(feature)) is not None:
            blocks[block_of(feature)].append(known)
    sums: dict[str, float] = defaultdict(float)
    for block in blocks.values():
        length = sqrt(sum(known.rarity * known.rarity for known in block))
        for known in block:
            share = known.rarity / length
            for intent, weight in known.told:
                sums[intent] += weight * share
    return {intent: (bias + sums[intent]) / SCALE for intent, bias in table[BIAS].told}


@cache
def weights() -> Weights:
    """The weights by feature, read once."""
    text = (files("dialogs.understanding.learnt") / FILE).read_text(encoding="utf-8")
    return weights_in(text.splitlines())


def weights_in(lines: Iterable[str]) -> Weights:
    """A line each: the feature, its rarity, then its intents with their weights, parted by tabs."""
    table: dict[str, Weighed] = {}
    for line in lines:
        feature, rarity, *told = line.split("\t")
        pairs = (one.rsplit(" ", 1) for one in told)
        table[feature] = Weighed(float(rarity), tuple((intent, int(weight)) for intent, weight in pairs))
    return table
