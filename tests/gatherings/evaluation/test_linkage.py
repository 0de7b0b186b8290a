"""Groups by average linkage are those that trying all pairs at each step would give."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from gatherings.evaluation.linkage import Likeness, linked

MOST = 8
pairs = st.tuples(st.integers(0, MOST - 1), st.integers(0, MOST - 1)).filter(lambda pair: pair[0] < pair[1])
eighths = st.integers(1, 8).map(lambda number: number / 8)  # sums of them are exact, and there are equals among them
likenesses = st.dictionaries(pairs, eighths)


def tried_all(count: int, likeness: Likeness, at_least: float) -> set[frozenset[int]]:
    """The groups, found by comparing every two at each step."""
    groups = {number: [number] for number in range(count)}

    def average(one: int, other: int) -> float:
        alike = [likeness.get((min(pair), max(pair)), 0.0) for pair in product(groups[one], groups[other])]
        return sum(alike) / len(alike)

    for made in range(count, 2 * count):
        found = [(-average(*pair), *pair) for pair in combinations(sorted(groups), 2)]
        best = min(found, default=(0.0, 0, 0))
        if -best[0] < at_least:
            break
        groups[made] = groups.pop(best[1]) + groups.pop(best[2])
    return {frozenset(group) for group in groups.values()}


@given(likenesses, eighths)
def test_groups_are_those_that_trying_all_pairs_gives(likeness: Likeness, at_least: float) -> None:
    made = linked([1] * MOST, likeness, at_least=at_least)
    assert {frozenset(group) for group in made} == tried_all(MOST, likeness, at_least)


def test_one_that_stands_for_many_counts_as_many() -> None:
    """The third is like the first alone: half of a group of two, a tenth of a group of ten."""
    likeness = {(0, 1): 0.75, (0, 2): 0.5}
    assert linked([1, 1, 1], likeness, at_least=0.25) == [[2, 0, 1]]
    assert linked([1, 9, 1], likeness, at_least=0.25) == [[2], [0, 1]]


def test_those_that_are_not_alike_stay_by_themselves() -> None:
    assert linked([1, 1, 1], {(0, 2): 0.4}, at_least=0.5) == [[0], [1], [2]]
