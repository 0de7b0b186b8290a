"""A distribution as a PNG, for chat and for Word: digits alone, so that it is the same in every language."""

from __future__ import annotations

import io
from functools import cache
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from bot.plots.bars import ABOVE_A_BAR, BASELINE, FLOOR, HEIGHT, LETTERS, WIDTH, Bar, bars_of
from gatherings.evaluation.results import Distribution

SHARP: Final = 2  # pixels to a unit
PAPER, INK, FILL = (255, 255, 255), (29, 42, 44), (95, 151, 147)
SHADES: Final = 16  # what four bits hold


def plot_png(distribution: Distribution) -> bytes:
    """The picture, 1200 by 600 pixels on white."""
    picture = Image.new("RGB", (WIDTH * SHARP, HEIGHT * SHARP), PAPER)
    pen = ImageDraw.Draw(picture)
    for bar in bars_of(distribution):
        _draw(pen, bar)
    pen.rectangle((0, FLOOR * SHARP - 1, WIDTH * SHARP, FLOOR * SHARP + 2), fill=INK)
    made = io.BytesIO()
    picture.quantize(SHADES, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
    return made.getvalue()


def _draw(pen: ImageDraw.ImageDraw, bar: Bar) -> None:
    if bar.count:
        right, foot = (bar.left + bar.width) * SHARP - 1, FLOOR * SHARP - 1
        pen.rectangle((bar.left * SHARP, bar.top * SHARP, right, foot), fill=FILL)
    _write(pen, bar.middle, bar.top - ABOVE_A_BAR, bar.count)
    _write(pen, bar.middle, BASELINE, bar.value)


def _write(pen: ImageDraw.ImageDraw, middle: int, foot: int, number: int) -> None:
    pen.text((middle * SHARP, foot * SHARP), str(number), fill=INK, font=_letters(), anchor="ms")


@cache
def _letters() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The letters that Pillow brings, so that no machine draws others."""
    return ImageFont.load_default(LETTERS * SHARP)
