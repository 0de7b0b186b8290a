"""The letters of a PDF's page, each with its place, size and weight."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

BOLD_WEIGHT: Final = 600
BOLD_NAMES: Final = ("bold", "black", "heavy")
LONGEST_FONT_NAME: Final = 200
QUARTER: Final = math.pi / 2
FARTHEST: Final = 1_000_000.0  # points; no page is a mile wide

# Letters that are written as one, and the mark that the library makes of a hyphen at the end of a line.
WRITTEN_OUT: Final = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0x02: "-", 0xFFFE: "-"}


class Glyph(NamedTuple):
    """A letter: the left and right of it and the line on which it stands, in points, upwards from the lower left. A
    space that only the order of the letters tells has no width.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    is_bold: bool


class Set(NamedTuple):
    """How the letters of a text object are set: their size as it is seen, their weight, and by how many quarters of a
    turn, against the clock, they are turned.
    """

    size: float
    is_bold: bool
    turn: int


def glyphs_of(page: pypdfium2.PdfPage, *, most: int) -> list[Glyph]:
    """The letters of the page in the order in which the file has them, at most so many, all turned upright.

    Of letters that are turned only those that are turned as most are.
    """
    text = page.get_textpage()
    letters = list(_letters(text, min(text.count_chars(), most)))
    turns = Counter(found.turn for _, found in letters if found)
    usual = max(turns, key=lambda turn: turns[turn], default=0)
    return [glyph for glyph, found in letters if not found or found.turn == usual]


def _letters(page: Any, count: int) -> Iterator[tuple[Glyph, Set | None]]:  # noqa: ANN401 (the library has no types)
    """The letters; spaces are not set. The library's helpers know neither fonts nor places: so its own functions."""
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    known: dict[bytes, Set] = {}
    raw = page.raw
    for n in range(count):
        code = pdfium.FPDFText_GetUnicode(raw, n)
        text = WRITTEN_OUT.get(code) or chr(code)
        if text.isspace():
            yield Glyph("\n" if text in "\r\n" else " ", 0, 0, 0, 0, is_bold=False), None
            continue
        has_place = pdfium.FPDFText_GetLooseCharBox(raw, n, box) and pdfium.FPDFText_GetCharOrigin(raw, n, x, y)
        if not code or not has_place:
            continue
        found = pdfium.FPDFText_GetTextObject(raw, n)
        key = bytes(found)  # the address
        if key not in known:
            known[key] = _set(found, raw, n)
        left, right, baseline = _upright(box, x.value, y.value, known[key].turn)
        if -FARTHEST < left <= right < FARTHEST and -FARTHEST < baseline < FARTHEST:
            yield Glyph(text, left, right, baseline, known[key].size, known[key].is_bold), known[key]


def _upright(box: Any, x: float, y: float, turn: int) -> tuple[float, float, float]:  # noqa: ANN401
    """Left, right and baseline, as if the letter stood upright."""
    match turn:
        case 1:
            return -box.top, -box.bottom, x
        case 2:
            return -box.right, -box.left, -y
        case 3:
            return box.bottom, box.top, -x
        case _:
            return box.left, box.right, y


def _set(text_object: Any, page: Any, n: int) -> Set:  # noqa: ANN401
    matrix = pdfium.FS_MATRIX()
    scale = math.hypot(matrix.c, matrix.d) if pdfium.FPDFPageObj_GetMatrix(text_object, matrix) else 1.0
    size = round(pdfium.FPDFText_GetFontSize(page, n) * scale * 2) / 2
    font = pdfium.FPDFTextObj_GetFont(text_object)
    turn = round(pdfium.FPDFText_GetCharAngle(page, n) / QUARTER) % 4
    return Set(min(max(size, 1.0), FARTHEST), bool(font) and _is_bold(font), turn)


def _is_bold(font: Any) -> bool:  # noqa: ANN401
    name = ctypes.create_string_buffer(LONGEST_FONT_NAME)
    pdfium.FPDFFont_GetBaseFontName(font, name, LONGEST_FONT_NAME)
    told = name.value.decode("ascii", "ignore").casefold()
    return any(bold in told for bold in BOLD_NAMES) or pdfium.FPDFFont_GetWeight(font) >= BOLD_WEIGHT
