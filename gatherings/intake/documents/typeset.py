"""Letters on a page to lines, and lines to what stands apart on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from gatherings.intake.documents.glyphs import Glyph
from gatherings.intake.documents.page import Words

# All in sizes of a letter.
SAME_LINE: Final = 0.45
SPACE: Final = 0.12
GAP: Final = 0.8
WIDE_GAP: Final = 1.8
BACKWARDS: Final = -0.5
ALIGNED_POINTS: Final = 2.0


@dataclass(frozen=True, slots=True)
class Cell:
    """Words that stand together on a line, from `left` to `right`."""

    left: float
    right: float
    baseline: float
    size: float
    words: tuple[Words, ...]

    @property
    def text(self) -> str:
        return "".join(one.text for one in self.words)

    def followed_by(self, other: Cell, between: str) -> Cell:
        words = (*self.words, *((Words(between),) if between else ()), *other.words)
        return replace(self, right=max(self.right, other.right), words=words)


@dataclass(frozen=True, slots=True)
class Line:
    """What stands side by side. `bottom` is the baseline of its last line, where several have been made one."""

    cells: tuple[Cell, ...]
    bottom: float

    @property
    def baseline(self) -> float:
        return self.cells[0].baseline

    @property
    def size(self) -> float:
        return max(cell.size for cell in self.cells)

    def followed_by(self, other: Line) -> Line:
        """With a line below it that goes on with it; both have one cell."""
        return Line((self.cells[0].followed_by(other.cells[0], " "),), other.bottom)


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines from top to bottom, parted where there is a wide gap, or a gap at which something else begins too."""
    rows = [_joined(row) for row in _rows(list(_pieces(glyphs)))]
    begins = Counter(round(cell.left / ALIGNED_POINTS) for row in rows for cell in row)
    return [_line(row, begins) for row in rows]


def _pieces(glyphs: Iterable[Glyph]) -> Iterator[Cell]:
    """Letters that follow each other on a line, as long as there is no gap."""
    piece: list[Glyph] = []
    ends, has_space = False, False
    for glyph in glyphs:
        if not glyph.size:
            ends, has_space = ends or glyph.text == "\n", True
            continue
        if piece and (ends or not _follows(piece[-1], glyph)):
            yield _piece(piece)
            piece = []
        if piece and has_space:
            piece.append(piece[-1]._replace(text=" ", left=piece[-1].right))
        piece.append(glyph)
        ends, has_space = False, False
    if piece:
        yield _piece(piece)


def _follows(before: Glyph, glyph: Glyph) -> bool:
    gap, size = glyph.left - before.right, max(before.size, glyph.size)
    return abs(glyph.baseline - before.baseline) <= SAME_LINE * size and BACKWARDS * size <= gap <= GAP * size


def _piece(glyphs: Sequence[Glyph]) -> Cell:
    sizes = Counter(glyph.size for glyph in glyphs)
    size = max(sizes, key=lambda one: (sizes[one], one))
    words: list[Words] = []
    for glyph in glyphs:
        if words and words[-1].is_bold == glyph.is_bold:
            words[-1] = Words(words[-1].text + glyph.text, glyph.is_bold)
        else:
            words.append(Words(glyph.text, glyph.is_bold))
    right = max(glyph.right for glyph in glyphs)
    return Cell(glyphs[0].left, right, glyphs[0].baseline, size, tuple(words))


def _rows(pieces: Sequence[Cell]) -> Iterator[list[Cell]]:
    """The pieces that stand on the same line, from left to right; the lines from top to bottom."""
    row: list[Cell] = []
    for piece in sorted(pieces, key=lambda one: -one.baseline):
        if row and row[0].baseline - piece.baseline > SAME_LINE * max(row[0].size, piece.size):
            yield sorted(row, key=lambda one: one.left)
            row = []
        row.append(piece)
    if row:
        yield sorted(row, key=lambda one: one.left)


def _joined(row: Sequence[Cell]) -> list[Cell]:
    """The pieces of a line, put together where there is no gap between them."""
    joined: list[Cell] = []
    for piece in row:
        gap = piece.left - joined[-1].right if joined else 0.0
        if joined and gap <= GAP * max(joined[-1].size, piece.size):
            joined[-1] = joined[-1].followed_by(piece, " " if gap > SPACE * piece.size else "")
        else:
            joined.append(piece)
    return joined


def _line(row: Sequence[Cell], begins: Counter[int]) -> Line:
    """The line; over a gap that may be one between words it goes on, unless something begins there on another line."""
    cells: list[Cell] = []
    for cell in row:
        gap = cell.left - cells[-1].right if cells else 0.0
        is_wide = cells and gap > WIDE_GAP * max(cells[-1].size, cell.size)
        if not cells or is_wide or _begins_elsewhere(cell, begins):
            cells.append(cell)
        else:
            cells[-1] = cells[-1].followed_by(cell, " ")
    return Line(tuple(cells), cells[0].baseline)


def _begins_elsewhere(cell: Cell, begins: Counter[int]) -> bool:
    at = round(cell.left / ALIGNED_POINTS)
    return begins[at - 1] + begins[at] + begins[at + 1] > 1
