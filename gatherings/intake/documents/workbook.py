"""Reads workbooks: the rows of each sheet as a person sees them. Formulas are the values that were saved with them.

Hidden sheets are not read. Where there are several sheets, each has its name as a heading in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, Protocol, cast

from openpyxl import load_workbook
from openpyxl.cell.cell import ERROR_CODES

from gatherings.intake.documents.package import harmless_copy
from gatherings.intake.documents.page import CELL_BREAK, MOST_CHARACTERS, Opened, Page, cleaned
from gatherings.intake.draft import Leaf, Reason, Row, Sheet, Unreadable

MOST_ROWS: Final = 5000
MOST_EMPTY_ROWS: Final = 20_000
MOST_COLUMNS: Final = 60
MOST_SHEETS: Final = 30
VISIBLE: Final = "visible"


class _Worksheet(Protocol):
    """What is used of a sheet that is only read."""

    title: str
    sheet_state: str

    def iter_rows(self, *, max_row: int, max_col: int, values_only: bool) -> Iterable[Sequence[object]]: ...


def read_workbook(data: bytes, *, filename: str) -> Opened:
    sheets = read_sheets(data, filename=filename, most=MOST_ROWS)
    pages = tuple(_page(sheet, has_name=len(sheets) > 1) for sheet in sheets)
    return Opened(pages, Leaf.SHEET, sheets)


def read_sheets(data: bytes, *, filename: str, most: int) -> tuple[Sheet, ...]:
    """The sheets with something in them. Raises Unreadable for more than `most` rows in all, or too much in them."""
    book = load_workbook(harmless_copy(data, filename=filename), read_only=True, data_only=True, keep_links=False)
    try:
        worksheets = cast("list[_Worksheet]", book.worksheets[:MOST_SHEETS])
        return tuple(_sheets(worksheets, Room(filename, most)))
    finally:
        book.close()


def _sheets(worksheets: Iterable[_Worksheet], room: Room) -> Iterator[Sheet]:
    """The sheets with something in them, numbered as they stand in the workbook."""
    for number, sheet in enumerate(worksheets, start=1):
        rows = tuple(_rows(sheet, room)) if sheet.sheet_state == VISIBLE else ()
        if rows:
            yield Sheet(number, " ".join(cleaned(sheet.title).split()), rows)


class Room:
    """How much may still be read: a text that stands once in the file can be shown in any number of cells."""

    def __init__(self, filename: str, most: int) -> None:
        self.filename, self.most = filename, most
        self.rows, self.characters = most, MOST_CHARACTERS

    def take(self, row: Row) -> Row:
        """The row. Raises Unreadable where there are too many, or too much in them."""
        self.rows -= 1
        self.characters -= sum(map(len, row.cells))
        if self.rows < 0:
            raise Unreadable(Reason.TOO_MANY_ROWS, file=self.filename, limit=self.most)
        if self.characters < 0:
            raise Unreadable(Reason.TOO_MUCH_TEXT, file=self.filename, limit=MOST_CHARACTERS)
        return row


def _rows(sheet: _Worksheet, room: Room) -> Iterator[Row]:
    """The rows with something in them, each as wide as its last cell."""
    records = sheet.iter_rows(max_row=MOST_EMPTY_ROWS, max_col=MOST_COLUMNS, values_only=True)
    for line, record in enumerate(records, start=1):
        cells = list(map(text_of_value, record))
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield room.take(Row(line, tuple(cells)))


def text_of_value(value: object) -> str:
    """A cell's value as a person sees it: "09:00", "2027-04-15", "45"; nothing for an error or a truth value."""
    if value is None or isinstance(value, bool) or value in ERROR_CODES:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = value // timedelta(minutes=1)
        return f"{minutes // 60}:{minutes % 60:02}"
    return f"{value:.10g}" if isinstance(value, float) else str(value).strip()


def _page(sheet: Sheet, *, has_name: bool) -> Page:
    """The sheet's text, a line a row, and a blank one where rows are left free."""
    lines: list[tuple[int, str]] = []
    if has_name:
        lines.append((sheet.rows[0].line, f"# {sheet.name}"))
    for row in sheet.rows:
        if lines and row.line > lines[-1][0] + 1:
            lines.append((row.line - 1, ""))
        lines.append((row.line, "\t".join(map(_flat, row.cells))))
    return Page(sheet.number, tuple(line for _, line in lines), tuple(number for number, _ in lines))


def _flat(cell: str) -> str:
    """A cell on one line: its line breaks become two spaces."""
    return CELL_BREAK.join(line.strip() for line in cell.replace("\t", " ").splitlines())
