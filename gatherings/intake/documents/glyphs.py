"""The letters of a PDF's page, each with its place, size and weight."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

BOLD_WEIGHT: Final = 600
BOLD_NAMES: Final = ("bold", "black", "heavy")
LONGEST_FONT_NAME: Final = 200
QUARTER: Final = math.pi / 2

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


class Font(NamedTuple):
    size: float
    is_bold: bool


def glyphs_of(page: pypdfium2.PdfPage, *, most: int) -> Iterator[Glyph]:
    """The letters of the page in the order in which the file has them, at most so many, all turned upright."""
    return iter(_Letters(page, most).upright)


class _Letters:
    """Reads the letters of a page. The library's own functions are called: its helper has no fonts and no places."""

    def __init__(self, page: pypdfium2.PdfPage, most: int) -> None:
        self.page = page.get_textpage()
        self.count = min(self.page.count_chars(), most)
        self._fonts: dict[int | None, Font] = {}
        self._box = pdfium.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    @cached_property
    def upright(self) -> list[Glyph]:
        """Of letters that are turned only those that are turned as most are."""
        turned = [round(pdfium.FPDFText_GetCharAngle(self.page, n) / QUARTER) % 4 for n in range(self.count)]
        counts = Counter(turned)
        usual = max(counts, key=lambda turn: counts[turn], default=0)
        return [glyph for n in range(self.count) if turned[n] == usual and (glyph := self._glyph(n, usual))]

    def _glyph(self, n: int, turn: int) -> Glyph | None:
        code = pdfium.FPDFText_GetUnicode(self.page, n)
        text = WRITTEN_OUT.get(code) or chr(code)
        if text.isspace() or pdfium.FPDFText_IsGenerated(self.page, n) == 1:
            return Glyph("\n" if text in "\r\n" else " ", 0, 0, 0, 0, is_bold=False)
        if not code or not pdfium.FPDFText_GetLooseCharBox(self.page, n, self._box):
            return None
        pdfium.FPDFText_GetCharOrigin(self.page, n, self._x, self._y)
        left, right, baseline = self._upright(turn)
        if not all(map(math.isfinite, (left, right, baseline))):
            return None
        font = self._font(n)
        return Glyph(text, left, right, baseline, font.size, font.is_bold)

    def _upright(self, turn: int) -> tuple[float, float, float]:
        """Left, right and baseline, as if the letter stood upright."""
        box, x, y = self._box, self._x.value, self._y.value
        if turn == 1:
            return box.bottom, box.top, -x
        if turn == 2:  # noqa: PLR2004 (quarter turns)
            return -box.right, -box.left, -y
        if turn == 3:  # noqa: PLR2004
            return -box.top, -box.bottom, x
        return box.left, box.right, y

    def _font(self, n: int) -> Font:
        """The size as it is seen and whether it is bold; letters of one text object share them."""
        found = pdfium.FPDFText_GetTextObject(self.page, n)
        key = ctypes.cast(found, ctypes.c_void_p).value
        if key not in self._fonts:
            self._fonts[key] = _font_of(found, pdfium.FPDFText_GetFontSize(self.page, n))
        return self._fonts[key]


def _font_of(text_object: Any, plain_size: float) -> Font:  # noqa: ANN401 (the library has no types)
    matrix = pdfium.FS_MATRIX()
    scale = math.hypot(matrix.c, matrix.d) if pdfium.FPDFPageObj_GetMatrix(text_object, matrix) else 1.0
    size = round(plain_size * scale * 2) / 2
    font = pdfium.FPDFTextObj_GetFont(text_object)
    return Font(max(size, 1.0), bool(font) and _is_bold(font))


def _is_bold(font: Any) -> bool:  # noqa: ANN401
    name = ctypes.create_string_buffer(LONGEST_FONT_NAME)
    pdfium.FPDFFont_GetBaseFontName(font, name, LONGEST_FONT_NAME)
    told = name.value.decode("ascii", "ignore").casefold()
    return any(bold in told for bold in BOLD_NAMES) or pdfium.FPDFFont_GetWeight(font) >= BOLD_WEIGHT
