"""Reads the text layer of a PDF: its lines as one sees them, from top to bottom.

What stands apart on a line by a wide gap is parted by tabs, and in a table what goes on below a cell stands in the same
column, behind as many tabs. Headings are lines in clearly larger letters, the largest of the document of the first
level; bold is told by the font. Lines are as the page has them: a sentence goes on in the next, and a word that is
divided ends with its hyphen. A blank line stands where the distance is larger than between lines. Columns of running
text, side by side, are not told from a table. What is turned against the rest of its page is not read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from gatherings.intake.documents.glyphs import glyphs_of
from gatherings.intake.documents.grid import Grid
from gatherings.intake.documents.page import Opened, Page, cell_of, heading_of, line_of
from gatherings.intake.documents.typeset import Line, lines_of
from gatherings.intake.draft import Reason, Unreadable

MOST_PAGES: Final = 150
MOST_GLYPHS: Final = 60_000
END_MARK: Final = b"%%EOF"
END_MARK_WITHIN: Final = 2048
LARGER: Final = 1.15
MOST_LEVELS: Final = 3
LONGEST_HEADING: Final = 120
NEW_PARAGRAPH: Final = 1.75

_BULLET: Final = re.compile(r"^(?:[•▪‣◦●○·\uf0a7\uf0b7])\s*")
_BULLET_ALONE: Final = re.compile(r"[•▪‣◦●○·\uf0a7\uf0b7–-]|o")


def read_pdf(data: bytes, *, filename: str) -> Opened:
    """The pages with their lines. Raises Unreadable for one that is locked, cut off, scanned or far too long."""
    if END_MARK not in data[-END_MARK_WITHIN:]:  # the library would read half a file as if it were a whole one
        raise Unreadable(Reason.BROKEN, file=filename)
    typeset = _typeset(_opened(data, filename), filename)
    if not any(typeset):
        raise Unreadable(Reason.SCANNED, file=filename)
    levels = _levels([line for page in typeset for line in page])
    return Opened(tuple(Page(n, tuple(_written(page, levels))) for n, page in enumerate(typeset, start=1)))


def _opened(data: bytes, filename: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as wrong:
        is_locked = wrong.err_code == pdfium.FPDF_ERR_PASSWORD
        raise Unreadable(Reason.ENCRYPTED if is_locked else Reason.BROKEN, file=filename) from None


def _typeset(document: pypdfium2.PdfDocument, filename: str) -> list[list[Line]]:
    if len(document) > MOST_PAGES:
        raise Unreadable(Reason.TOO_MANY_PAGES, file=filename, limit=MOST_PAGES)
    pages: list[list[Line]] = []
    room = MOST_GLYPHS
    for page in document:
        glyphs = glyphs_of(page, most=room)
        room -= len(glyphs)
        if room <= 0:
            raise Unreadable(Reason.TOO_MUCH_TEXT, file=filename, limit=MOST_GLYPHS)
        pages.append(lines_of(glyphs))
    return pages


def _levels(lines: Sequence[Line]) -> dict[float, int]:
    """The level of a heading by the size of its letters; what most of the text is written in is none."""
    counts: Counter[float] = Counter()
    for line in lines:
        for cell in line.cells:
            counts[cell.size] += len(cell.text)
    usual = counts.most_common(1)[0][0] if counts else 0.0
    larger = sorted((size for size in counts if size >= usual * LARGER), reverse=True)
    return {size: min(rank, MOST_LEVELS) for rank, size in enumerate(larger, start=1)}


def _written(lines: Sequence[Line], levels: dict[float, int]) -> Iterator[str]:
    """The lines of a page, written."""
    grid = Grid()
    before: Line | None = None
    for line in _with_headings_joined(lines, levels):
        if before and _is_new_paragraph(before, line):
            yield ""
        yield _line(line, levels, grid)
        before = line


def _is_new_paragraph(before: Line, line: Line) -> bool:
    is_in_table = len(before.cells) > 1 and len(line.cells) > 1
    return before.bottom - line.baseline > NEW_PARAGRAPH * min(before.size, line.size) and not is_in_table


def _with_headings_joined(lines: Sequence[Line], levels: dict[float, int]) -> Iterator[Line]:
    """The lines; a heading that goes on in the next line is one."""
    kept: Line | None = None
    for line in lines:
        if kept and _is_heading(kept, levels) and kept.size == line.size and not _is_new_paragraph(kept, line):
            kept = kept.followed_by(line)
            continue
        if kept:
            yield kept
        kept = line
    if kept:
        yield kept


def _is_heading(line: Line, levels: dict[float, int]) -> bool:
    return len(line.cells) == 1 and line.size in levels and len(line.cells[0].text) <= LONGEST_HEADING


def _line(line: Line, levels: dict[float, int], grid: Grid) -> str:
    if _is_heading(line, levels):
        grid.end()
        return heading_of(line.cells[0].words, levels[line.size])
    first, *others = line.cells
    if others and _BULLET_ALONE.fullmatch(first.text.strip()):
        return "- " + "\t".join(line_of(cell.words) for cell in others)
    parts: list[str] = []
    for cell, column in zip(line.cells, grid.columns_of(line), strict=True):
        parts += [""] * (column - len(parts))
        parts.append(cell_of([cell.words]) if others else line_of(cell.words))
    return _BULLET.sub("- ", "\t".join(parts))
