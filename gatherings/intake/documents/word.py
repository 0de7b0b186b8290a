"""Reads Word documents: the text as it stands, in order, with headings, bold, bullets and tables.

What is hidden, deleted, a comment, a foot note or in a header is not read. Word has no pages before it lays them out,
and so the lines have no page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from gatherings.intake.documents.package import harmless_copy
from gatherings.intake.documents.page import Opened, Page, Words, cell_of, heading_of, line_of, parted
from gatherings.intake.documents.word_styles import Look, looks_of, off, on

PARAGRAPH: Final = qn("w:p")
TABLE: Final = qn("w:tbl")
ROW: Final = qn("w:tr")
CELL: Final = qn("w:tc")
RUN: Final = qn("w:r")
BOX: Final = qn("w:txbxContent")
OTHERWISE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
NOT_READ: Final = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:sectPr"), OTHERWISE})
WITHIN_RUN: Final = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
TEXT: Final = qn("w:t")

Looks = dict[str | None, Look]


def read_word(data: bytes, *, filename: str) -> Opened:
    document = Document(harmless_copy(data, filename=filename))
    lines = _lines(document.element.body, looks_of(document.styles.element))
    return Opened((Page(None, tuple(lines)),))


def _lines(parent: BaseOxmlElement, looks: Looks) -> Iterator[str]:
    """The lines of a body, a cell or a box; what only wraps paragraphs and tables is looked through."""
    for child in _children(parent):
        if child.tag == PARAGRAPH:
            yield from _of_paragraph(child, looks)
        elif child.tag == TABLE:
            yield ""
            yield from _of_table(child, looks)
            yield ""
        else:
            yield from _lines(child, looks)


def _children(parent: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    return (child for child in parent if isinstance(child.tag, str) and child.tag not in NOT_READ)  # a comment has none


def _of_paragraph(paragraph: BaseOxmlElement, looks: Looks) -> Iterator[str]:
    """The lines of a paragraph, and after them those of the text boxes that hang on it."""
    look = _look(paragraph, looks)
    words = list(_words(paragraph, looks, is_bold=look.is_bold))
    if look.level:
        yield heading_of(words, look.level)
    else:
        first, *others = map(line_of, parted(words))
        yield f"- {first}" if look.is_item and first.strip() else first
        yield from others
    for box in paragraph.iter(BOX):
        if not any(above.tag == OTHERWISE for above in box.iterancestors()):
            yield from _lines(box, looks)


def _look(paragraph: BaseOxmlElement, looks: Looks) -> Look:
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        return looks[None]
    style = properties.find(qn("w:pStyle"))
    look = looks.get(None if style is None else style.get(qn("w:val")), looks[None])
    return look.with_own(properties)


def _words(parent: BaseOxmlElement, looks: Looks, *, is_bold: bool) -> Iterator[Words]:
    """The words of the runs, also of those within links, content controls and what has been inserted."""
    for child in _children(parent):
        if child.tag == RUN:
            yield from _of_run(child, looks, is_bold=is_bold)
        elif child.tag != BOX:
            yield from _words(child, looks, is_bold=is_bold)


def _of_run(run: BaseOxmlElement, looks: Looks, *, is_bold: bool) -> Iterator[Words]:
    properties = run.find(qn("w:rPr"))
    if properties is not None:
        if on(properties, "w:vanish"):
            return
        style = properties.find(qn("w:rStyle"))
        is_bold = is_bold or (style is not None and looks.get(style.get(qn("w:val")), looks[None]).is_bold)
        is_bold = on(properties, "w:b") or (is_bold and not off(properties, "w:b"))
    text = "".join(child.text or "" if child.tag == TEXT else WITHIN_RUN.get(child.tag, "") for child in _children(run))
    if text:
        yield Words(text, is_bold)


def _of_table(table: BaseOxmlElement, looks: Looks) -> Iterator[str]:
    """A line for each row, its cells parted by tabs. A table of one cell is a frame around what stands in it; a table
    within a cell follows below the row.
    """
    rows = [list(_within(row, CELL)) for row in _within(table, ROW)]
    if len(rows) == 1 and len(rows[0]) == 1:
        yield from _lines(rows[0][0], looks)
        return
    for cells in rows:
        parts = [(_cell(cell, looks), _width(cell)) for cell in cells]
        line = "\t".join(text + "\t" * (width - 1 if len(parts) > 1 else 0) for text, width in parts)
        if line.strip():
            yield line
        for inner in (inner for cell in cells for inner in _within(cell, TABLE)):
            yield from _of_table(inner, looks)


def _within(parent: BaseOxmlElement, tag: str) -> Iterator[BaseOxmlElement]:
    """The rows of a table, its cells or the tables of a cell, also where something is wrapped around them."""
    for child in _children(parent):
        if child.tag == tag:
            yield child
        elif child.tag not in (PARAGRAPH, TABLE):
            yield from _within(child, tag)


def _cell(cell: BaseOxmlElement, looks: Looks) -> str:
    return cell_of(line for paragraph in _within(cell, PARAGRAPH) for line in _cell_lines(paragraph, looks))


def _cell_lines(paragraph: BaseOxmlElement, looks: Looks) -> Iterable[list[Words]]:
    words = partial(_words, paragraph, looks)
    return parted(
        Words(one.text.replace("\t", " "), one.is_bold) for one in words(is_bold=_look(paragraph, looks).is_bold)
    )


def _width(cell: BaseOxmlElement) -> int:
    """Over how many columns a cell goes."""
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    told = None if span is None else span.get(qn("w:val"))
    return min(max(int(told), 1), 60) if told and told.isdecimal() else 1
