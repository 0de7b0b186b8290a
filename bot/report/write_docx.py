"""A document for Word: real headings, tables whose heads come again on each page, page numbers, and a language."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC
from functools import singledispatch
from itertools import zip_longest
from typing import Final

import docx
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.image.exceptions import UnrecognizedImageError
from docx.shared import Cm
from docx.table import Table as Drawn
from docx.table import _Row as Row

from bot.report import docx_marks as marks
from bot.report.document import (
    Bullets,
    Column,
    Document,
    Heading,
    Paragraph,
    Part,
    Picture,
    Table,
    one_line,
    some_lines,
)
from bot.report.docx_styles import LANGUAGES, PAGE_WIDTH_CM, TABLE_NUMBER, TABLE_TEXT, lay_out

MAKER: Final = "Samband"
PICTURE_CM: Final = 14
LONGEST_WORD: Final = 26  # letters; a longer one is broken, so that others are not
WIDEST: Final = 60  # letters of a column
LOOKED_AT: Final = 200  # rows; enough to tell how wide a column is
LETTER_CM, BESIDE_CM = 0.24, 0.45  # a letter in a table, in a wide font, and what is white beside the words
NARROWEST: Final = 0.6  # of the page's width
AFTER_TABLE_CM: Final = 0.3
LONGEST_PROPERTY: Final = 255


def write_docx(document: Document) -> bytes:
    """The file."""
    word = docx.Document()
    lay_out(word, document.language)
    _set_properties(word, document)
    word.add_heading(one_line(document.title), 0)
    if document.subtitle:
        word.add_paragraph(one_line(document.subtitle), style="Subtitle")
    for part, following in zip_longest(document.parts, document.parts[1:]):
        _write(part, word)
        if isinstance(part, Paragraph) and isinstance(following, Table):
            word.paragraphs[-1].paragraph_format.keep_with_next = True
    footer = word.sections[0].footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    marks.number_pages(footer)
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


def _set_properties(word: Word, document: Document) -> None:
    known = word.core_properties
    known.title = one_line(document.title)[:LONGEST_PROPERTY]
    known.language = LANGUAGES[document.language]
    known.author = known.last_modified_by = MAKER
    known.comments = ""
    known.created = known.modified = document.made_at.astimezone(UTC).replace(tzinfo=None)


@singledispatch
def _write(part: Part, word: Word) -> None:  # noqa: ARG001 (those that follow take it)
    raise TypeError(part)


@_write.register
def _(part: Heading, word: Word) -> None:
    word.add_heading(one_line(part.text), part.level - 1)


@_write.register
def _(part: Paragraph, word: Word) -> None:
    written = word.add_paragraph()
    written.add_run(one_line(part.text)).bold = part.is_label or None
    written.paragraph_format.keep_with_next = part.is_label or None


@_write.register
def _(part: Bullets, word: Word) -> None:
    for item in part.items:
        word.add_paragraph(some_lines(item), style="List Bullet")


@_write.register
def _(part: Picture, word: Word) -> None:
    """A picture that cannot be read is told in words."""
    alternative = one_line(part.alternative)
    try:
        drawn = word.add_picture(io.BytesIO(part.png), width=Cm(PICTURE_CM))
    except UnrecognizedImageError:
        word.add_paragraph(alternative)
    else:
        marks.set_alternative(drawn, alternative)


@_write.register
def _(part: Table, word: Word) -> None:
    word.add_paragraph(one_line(part.caption), style="Caption")
    made = word.add_table(rows=0, cols=len(part.columns))
    marks.draw_lines(made)
    marks.describe(made, one_line(part.caption))
    head = _add_row(made, part.columns, [column.name for column in part.columns], is_bold=True)
    marks.repeat_on_each_page(head)
    for cell in head.cells:
        marks.shade(cell)
    for row in part.rows:
        _add_row(made, part.columns, row)
    if part.total:
        _add_row(made, part.columns, part.total, is_bold=True)
    if part.is_short:
        _keep_together(made)
    marks.set_columns(made, widths_of(part))
    after = word.add_paragraph().paragraph_format
    after.space_after, after.line_spacing = Cm(0), Cm(AFTER_TABLE_CM)


def _add_row(table: Drawn, columns: Sequence[Column], cells: Sequence[str], *, is_bold: bool = False) -> Row:
    row: Row = table.add_row()  # type: ignore[no-untyped-call]
    marks.keep_whole(row)
    for cell, column, text in zip(row.cells, columns, cells, strict=True):
        written = cell.paragraphs[0]
        marks.set_style(written, TABLE_NUMBER if column.is_number else TABLE_TEXT)
        written.add_run(one_line(text)).bold = is_bold or None
    return row


def _keep_together(table: Drawn) -> None:
    """The table is not broken across pages: each row but the last keeps the next."""
    for row in table.rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def widths_of(table: Table) -> list[float]:
    """The columns' widths in cm: as they are given, else so that no word is broken, and lines where there is room."""
    if all(column.percent is not None for column in table.columns):
        return [PAGE_WIDTH_CM * (column.percent or 0) / 100 for column in table.columns]
    rows = [[one.name for one in table.columns], *table.rows[:LOOKED_AT], *([table.total] if table.total else [])]
    texts = [[one_line(row[at]) for row in rows] for at in range(len(table.columns))]
    words = [_cm(min(LONGEST_WORD, max(len(word) for text in column for word in text.split(" ")))) for column in texts]
    lines = [_cm(min(WIDEST, max(len(text) for text in column))) for column in texts]
    return _shared(words, [max(pair) for pair in zip(words, lines, strict=True)])


def _shared(words: Sequence[float], lines: Sequence[float]) -> list[float]:
    """The page's width, shared: to each its words, and of what is left in proportion to what its lines lack."""
    left, lacking = PAGE_WIDTH_CM - sum(words), sum(lines) - sum(words)
    if left < 0:
        return [PAGE_WIDTH_CM * own / sum(words) for own in words]
    part = min(1.0, left / lacking) if lacking else 0.0
    widths = [word + part * (line - word) for word, line in zip(words, lines, strict=True)]
    return [own * max(1.0, NARROWEST * PAGE_WIDTH_CM / sum(widths)) for own in widths]


def _cm(letters: int) -> float:
    return BESIDE_CM + LETTER_CM * letters
