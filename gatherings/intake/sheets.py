"""The rows of a CSV or XLSX file as text, with their lines. Formulas are the values that were saved with them."""

from __future__ import annotations

import csv
from itertools import islice
from typing import Final

from gatherings.intake.decoding import text_of
from gatherings.intake.draft import Reason, Row, Unreadable
from gatherings.intake.records import records

ZIPPED: Final = b"PK\x03\x04"


def rows_of(data: bytes, *, filename: str, most: int) -> tuple[tuple[Row, ...], ...]:
    """The sheets with something in them; a CSV file is one, of which at most one row more than `most` is read.

    Raises Unreadable for a file that is neither, for a workbook that cannot be read safely, and for one of more rows.
    """
    sheets = _sheets(data, filename, most) if data.startswith(ZIPPED) else [_lines(data, filename, most)]
    return tuple(rows for rows in sheets if rows)


def _lines(data: bytes, filename: str, most: int) -> tuple[Row, ...]:
    text = text_of(data, filename=filename)
    try:
        return tuple(islice(records(text), most + 1))
    except csv.Error:
        raise Unreadable(Reason.NO_LIST, file=filename) from None


def _sheets(data: bytes, filename: str, most: int) -> list[tuple[Row, ...]]:
    """The sheets of a workbook. Whatever its reader stumbles over is no list."""
    from gatherings.intake.documents.workbook import read_sheets  # noqa: PLC0415 (openpyxl, for who has a workbook)

    try:
        return [sheet.rows for sheet in read_sheets(data, filename=filename, most=most)]
    except Unreadable:
        raise
    except Exception:  # noqa: BLE001 (a broken workbook makes the reader raise anything)
        raise Unreadable(Reason.NO_LIST, file=filename) from None
