"""Agglomerative grouping with average linkage, where most pairs are not alike at all. Pure."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Likeness = Mapping[tuple[int, int], float]
"""How alike two are, above 0, with the lower number first; a pair that is not there is not alike."""


def linked(sizes: Sequence[int], likeness: Likeness, *, at_least: float) -> list[list[int]]:
    """The numbers from 0, in groups. The two that are most alike are put together, while any are so much alike.

    `sizes` is how many each number stands for. Among equals the lowest numbers come first.
    """
    linkage = _Linkage(at_least, {number: [number] for number in range(len(sizes))}, dict(enumerate(sizes)))
    for (one, other), alike in likeness.items():
        linkage.add(one, other, alike * sizes[one] * sizes[other])
    while linkage.ahead:
        _, one, other = heapq.heappop(linkage.ahead)
        if one in linkage.groups and other in linkage.groups:
            linkage.join(one, other)
    return list(linkage.groups.values())


@dataclass
class _Linkage:
    """The groups by their numbers, the sum of likeness between any two, and the pairs to try, the most alike first.

    A group that is made gets a number of its own, so that a pair with one that is gone is known by it.
    """

    at_least: float
    groups: dict[int, list[int]]
    sizes: dict[int, int]
    sums: dict[int, dict[int, float]] = field(default_factory=dict)
    ahead: list[tuple[float, int, int]] = field(default_factory=list)

    def add(self, one: int, other: int, alike: float) -> None:
        """Takes in how alike two groups are: the sum over all their pairs."""
        self.sums.setdefault(one, {})[other] = alike
        self.sums.setdefault(other, {})[one] = alike
        average = alike / (self.sizes[one] * self.sizes[other])
        if average >= self.at_least:
            heapq.heappush(self.ahead, (-average, one, other))

    def join(self, one: int, other: int) -> None:
        """Makes one group of two, under the next number."""
        made = len(self.sizes)
        self.sizes[made] = self.sizes[one] + self.sizes[other]
        self.groups[made] = self.groups.pop(one) + self.groups.pop(other)
        first, second = self.sums.pop(one), self.sums.pop(other)
        for third in sorted((first.keys() | second.keys()) & self.groups.keys()):
            self.add(third, made, first.get(third, 0.0) + second.get(third, 0.0))
