"""Where the bars of a distribution stand, the same in every picture. A unit is half a pixel of the PNG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gatherings.evaluation.results import Distribution
from gatherings.schedule import SCALE

WIDTH, HEIGHT = 600, 300
STEP: Final = WIDTH // len(SCALE)
GAP: Final = 12  # between two bars
HIGHEST_TOP: Final = 40  # above it there is room for a count
FLOOR: Final = HEIGHT - 44  # below it there is room for the axis
LETTERS: Final = 26  # the size of digits
ABOVE_A_BAR: Final = 8
LOWEST: Final = 4  # a bar of one among hundreds is seen above the floor
BASELINE: Final = HEIGHT - 11


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar that stands on the floor; without height where nobody gave its value."""

    value: int
    count: int
    left: int
    top: int

    @property
    def width(self) -> int:
        return STEP - GAP

    @property
    def height(self) -> int:
        return FLOOR - self.top

    @property
    def middle(self) -> int:
        return self.left + self.width // 2


def bars_of(distribution: Distribution, *, highest: float | None = None) -> tuple[Bar, ...]:
    """The ten bars. `highest` is the share of all answers, 0 to 1, that is as high as the picture."""
    full = highest or highest_share(distribution)
    return tuple(_bar(place, value, distribution, full) for place, value in enumerate(SCALE))


def highest_share(*distributions: Distribution) -> float:
    """The largest share of its answers that a value has in any of them; 1 where there are no answers."""
    return max((max(one.counts.values()) / one.n for one in distributions if one.n), default=1.0)


def _bar(place: int, value: int, distribution: Distribution, full: float) -> Bar:
    count = distribution.counts[value]
    share = count / distribution.n if count else 0
    high = round((FLOOR - HIGHEST_TOP) * share / full)
    return Bar(value, count, place * STEP + GAP // 2, FLOOR - max(high, LOWEST if count else 0))
