"""A list as CSV, as Excel in Norwegian opens it: semicolons, and a mark that it is UTF-8."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

from bot.exports.table import Cell, Table, cell_text, cut, is_formula


def write_csv(table: Table) -> bytes:
    """The file. Every text is quoted; what could be a formula gets an apostrophe before it. Times are ISO 8601."""
    made = io.StringIO(newline="")
    lines = csv.writer(made, delimiter=";", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    lines.writerows([_cell(cell) for cell in row] for row in (table.columns, *table.rows))
    return made.getvalue().encode("utf-8-sig")


def _cell(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return _text(cell) if isinstance(cell, str) else cell


def _text(text: str) -> str:
    """The text so that no spreadsheet calculates with it; one that looks like that has one apostrophe more too."""
    plain = cell_text(text)
    return cut(f"'{plain}" if is_formula(plain.lstrip("'")) else plain)
