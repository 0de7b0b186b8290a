"""A distribution as an SVG element, in the colour of the text around it."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from bot.exports.table import cell_text
from bot.pages.html import element, joined
from bot.plots.bars import ABOVE_A_BAR, BASELINE, FLOOR, HEIGHT, LETTERS, STEP, WIDTH, Bar, bars_of, highest_share
from gatherings.evaluation.results import Distribution

NAMESPACE: Final = "http://www.w3.org/2000/svg"
LIGHT: Final = "0.5"  # of the bars: a line on them and they on the paper both have a contrast of 3 to 1
OPENED: Final = Markup(
    '<svg xmlns="{}" viewBox="0 0 {} {}" role="img" class="plot" '
    'fill="currentColor" font-size="{}" text-anchor="middle">'
).format(NAMESPACE, WIDTH, HEIGHT, LETTERS)
FLOOR_LINE: Final = Markup('<path d="M0 {}h{}" stroke="currentColor" stroke-width="2"/>').format(FLOOR, WIDTH)


def plot_svg(distribution: Distribution, *, label: str, before: Distribution | None = None) -> Markup:
    """The picture, which screen readers call by its label. As wide as what it stands in; its class is "plot".

    `before`, of another gathering, is a dashed line at each value: the share of its own answers, without its counts.
    """
    earlier = before if before and before.n else None
    highest = highest_share(distribution, *([earlier] if earlier else []))
    bars = bars_of(distribution, highest=highest)
    lines = {bar.value: bar.top for bar in bars_of(earlier, highest=highest) if bar.count} if earlier else {}
    return (
        OPENED
        + element("title", cell_text(label))
        + joined(_filled(bar) for bar in bars if bar.count)
        + FLOOR_LINE
        + joined(_dashed(bar, lines[bar.value]) for bar in bars if bar.value in lines)
        + joined(_text(bar, _foot_of_count(bar, lines.get(bar.value)), bar.count, weight="600") for bar in bars)
        + joined(_text(bar, BASELINE, bar.value) for bar in bars)
        + Markup("</svg>")
    )


def _filled(bar: Bar) -> Markup:
    box = Markup('<rect x="{}" y="{}" width="{}" height="{}" fill-opacity="{}"/>')
    return box.format(bar.left, bar.top, bar.width, bar.height, LIGHT)


def _dashed(bar: Bar, top: int) -> Markup:
    """A line over the whole width of the bar's place, so that it is seen on the bar and beside it."""
    line = Markup('<path d="M{} {}h{}" stroke="currentColor" stroke-width="3" stroke-dasharray="8 4"/>')
    return line.format(bar.middle - STEP // 2 + 2, top, STEP - 4)


def _foot_of_count(bar: Bar, line: int | None) -> int:
    """Where the count stands: above its bar, and above a line that would go through it."""
    foot = bar.top - ABOVE_A_BAR
    return line - ABOVE_A_BAR if line is not None and foot - LETTERS < line < bar.top else foot


def _text(bar: Bar, foot: int, number: int, *, weight: str = "400") -> Markup:
    return Markup('<text x="{}" y="{}" font-weight="{}">{}</text>').format(bar.middle, foot, weight, number)
