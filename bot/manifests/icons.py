"""Our mark as the icons that Teams wants: three that meet. Drawn as `bot/page/mark.svg` has it."""

from __future__ import annotations

import io
from typing import Final

ACCENT: Final = "#0f5a5e"
LINE, DOT, LAST = "#9fd8cf", "#ffffff", "#ffd27a"
WHITE: Final = "#ffffff"
SIDE: Final = 36  # of the mark, in its own units
FINE: Final = 8  # drawn so many times as large, and made small: smooth edges
VEE: Final = ((9.5, 12.5), (18.0, 24.5), (26.5, 12.5))
DOTS: Final = ((9.5, 12.0, 4.0), (26.5, 12.0, 4.0), (18.0, 24.5, 4.5))


def colour_icon(side: int = 192) -> bytes:
    """The mark on its colour, without a margin of its own: Teams rounds the corners."""
    return _drawn(side, ground=ACCENT, line=LINE, dots=(DOT, DOT, LAST), line_width=2.5, zoom=1.15)


def outline_icon(side: int = 32) -> bytes:
    """The mark in white and nothing else, on nothing."""
    return _drawn(side, ground=None, line=WHITE, dots=(WHITE, WHITE, WHITE), line_width=2.5, zoom=1.4)


def _drawn(
    side: int, *, ground: str | None, line: str, dots: tuple[str, str, str], line_width: float, zoom: float
) -> bytes:
    from PIL import Image, ImageDraw  # noqa: PLC0415 (it takes megabytes, and no service draws an icon)

    unit = side * FINE * zoom / SIDE
    image = Image.new("RGBA", (side * FINE, side * FINE), ground or "#ffffff00")
    pen, middle = ImageDraw.Draw(image), side * FINE / 2

    def place(x: float, y: float) -> tuple[float, float]:
        """A point of the mark, whose own middle is in the middle of the icon."""
        return middle + (x - SIDE / 2) * unit, middle + (y - 18.5) * unit

    pen.line([place(*point) for point in VEE], fill=line, width=round(line_width * unit), joint="curve")
    for (x, y, radius), colour in zip(DOTS, dots, strict=True):
        (left, top), reach = place(x, y), radius * unit
        pen.ellipse((left - reach, top - reach, left + reach, top + reach), fill=colour)
    written = io.BytesIO()
    image.resize((side, side), Image.Resampling.LANCZOS).save(written, "PNG", optimize=True)
    return written.getvalue()
