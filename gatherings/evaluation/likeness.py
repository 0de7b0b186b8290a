"""Which free texts say alike, and what each group of them is called: offline, and the same in any order. Pure.

Texts are compared by what they are about (TF-IDF, cosine) and put together while two groups are alike on average.
Whether a text praises or blames is not seen.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from math import log, sqrt
from typing import Final

from gatherings.evaluation.linkage import linked
from gatherings.evaluation.results import Said
from gatherings.evaluation.topics import MATTER, Topics, topics_of, word_for

ALIKE: Final = 0.35
"""How alike two groups are at least, to be put together: 0 has nothing in common, 1 is the same."""
TELLING: Final = 2.0
"""How much more a matter tells than another topic: gatherings are spoken of by them."""
SMALLEST: Final = 2

Weights = Mapping[str, float]
Kind = tuple[str, ...]
"""Topics by the alphabet: texts of one kind are about the same."""


def group_alike(said: Sequence[Said]) -> dict[str, str]:
    """The name of its group, by the id of each text that is like another. Groups of one name are one group."""
    about = topics_of([one.text for one in said])
    weights = _weights(about)
    named: dict[str, str] = {}
    for group in _groups(about, weights):
        if len(group) >= SMALLEST:
            named |= dict.fromkeys(
                (said[place].id for place in group), _name([about[place] for place in group], weights)
            )
    return named


def _groups(about: Sequence[Topics], weights: Weights) -> list[list[int]]:
    """The places of the texts in their groups; without those that are about nothing."""
    places: defaultdict[Kind, list[int]] = defaultdict(list)
    for place, topics in enumerate(about):
        if kind := tuple(topic for topic in topics if topic in weights):
            places[kind].append(place)
    kinds = sorted(places)
    groups = linked([len(places[kind]) for kind in kinds], _likeness(kinds, weights), at_least=ALIKE)
    return [[place for number in group for place in places[kinds[number]]] for group in groups]


def _weights(about: Sequence[Topics]) -> Weights:
    """How much each topic tells: the more, the fewer texts are about it; nothing where it is one alone."""
    often = Counter(topic for topics in about for topic in topics)
    shared = {topic: n for topic, n in often.items() if n > 1}
    return {topic: _telling(topic) * (1 + log((1 + len(about)) / (1 + n))) for topic, n in shared.items()}


def _telling(topic: str) -> float:
    return TELLING if topic.startswith(MATTER) else 1.0


def _likeness(kinds: Sequence[Kind], weights: Weights) -> dict[tuple[int, int], float]:
    """The cosine of each two kinds that have a topic in common."""
    alike: defaultdict[tuple[int, int], float] = defaultdict(float)
    lengths = [sqrt(sum(weights[topic] ** 2 for topic in kind)) for kind in kinds]
    for topic, numbers in _by_topic(kinds):
        for one, other in combinations(numbers, 2):
            alike[one, other] += weights[topic] ** 2 / (lengths[one] * lengths[other])
    return alike


def _by_topic(kinds: Sequence[Kind]) -> list[tuple[str, list[int]]]:
    """The topics by the alphabet, so that sums are the same to the last digit, each with the kinds that have it."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, kind in enumerate(kinds):
        for topic in kind:
            found[topic].append(number)
    return sorted(found.items())


def _name(group: Sequence[Topics], weights: Weights) -> str:
    """The word for the topic that tells most of the group: that many of them have, and few others."""
    often = Counter(topic for topics in group for topic in topics if topic in weights)
    return word_for(min(often, key=lambda topic: (-often[topic] * weights[topic], topic)), group)
