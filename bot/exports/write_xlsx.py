"""Lists as an Excel workbook, a sheet each."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot.exports.table import Cell, Table, cell_text, cut, is_formula

MAKER: Final = "Samband"
NOT_IN_A_TITLE: Final = re.compile(r"[\[\]:*?/\\\n\r\t]+")
LONGEST_TITLE: Final = 31
RESERVED: Final = "history"  # a sheet of this name is Excel's own
NARROWEST, WIDEST = 8, 60  # letters
LOOKED_AT: Final = 500  # rows; enough to tell how wide a column is
DATE, MOMENT = "dd.mm.yyyy", "dd.mm.yyyy hh:mm"
TOP: Final = Alignment(vertical="top", wrap_text=True)


def write_xlsx(table: Table, *more: Table) -> bytes:
    """The file. Every text is text, whatever it begins with; numbers are numbers, and dates dates."""
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    for one in (table, *more):
        _fill(book.create_sheet(sheet_title(one.name)), one)
    book.properties.creator = MAKER
    book.properties.lastModifiedBy = MAKER
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def sheet_title(name: str) -> str:
    """The name as Excel allows a sheet to be called; the maker's where nothing is left of it."""
    plain = " ".join(NOT_IN_A_TITLE.sub(" ", cell_text(name)).split())
    title = cut(plain, LONGEST_TITLE).strip("' ")
    return title if title and title.casefold() != RESERVED else MAKER


def _fill(sheet: Worksheet, table: Table) -> None:
    for row in (table.columns, *table.rows):
        sheet.append([_cell(sheet, value) for value in row])
    for column in range(1, len(table.columns) + 1):
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = _width(table, column - 1)
    sheet.freeze_panes = "A2"
    if table.columns:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"


def _cell(sheet: Worksheet, value: Cell) -> SheetCell:
    """A cell with the value; a text so that it is never calculated, not even when somebody edits it."""
    cell = SheetCell(sheet, row=1, column=1)  # append gives it its place
    cell.alignment = TOP
    if isinstance(value, str):
        cell.value = cut(cell_text(value).replace("\r\n", "\n").replace("\r", "\n"))
        cell.data_type = "s"
        cell.quotePrefix = is_formula(str(cell.value))
    else:
        cell.value = value
    if isinstance(value, date):
        cell.number_format = MOMENT if isinstance(value, datetime) else DATE
    return cell


def _width(table: Table, column: int) -> int:
    """Wide enough for the longest line of the column, within reason."""
    cells = [table.columns[column], *(row[column] for row in table.rows[:LOOKED_AT])]
    longest = max(len(line) for cell in cells for line in (_shown(cell).splitlines() or [""]))
    return min(WIDEST, max(NARROWEST, longest + 2))


def _shown(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return MOMENT
    return "" if cell is None else str(cell)
