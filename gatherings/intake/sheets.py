"""The rows of a CSV or XLSX file as text, with their lines. Formulas are the values that were saved with them."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Final

from openpyxl import load_workbook

from gatherings.intake.decoding import text_of
from gatherings.intake.documents.package import harmless_copy
from gatherings.intake.draft import Reason, Row, Unreadable
from gatherings.intake.records import LONGEST_CELL, MOST_COLUMNS, records

ZIPPED: Final = b"PK\x03\x04"
LARGEST_UNZIPPED: Final = 60 * 1024 * 1024
MOST_PARTS: Final = 500
MOST_SHEETS: Final = 10
MOST_EMPTY_ROWS: Final = 20_000


def rows_of(data: bytes, *, filename: str, most: int) -> tuple[tuple[Row, ...], ...]:
    """The sheets with something in them; a CSV file is one. At most one row more than `most` of each is read.

    Raises Unreadable for a file that is neither, or that unpacks to far more than anybody has written.
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
    _refuse_bombs(data, filename)
    try:
        book = load_workbook(harmless_copy(data, filename=filename), read_only=True, data_only=True, keep_links=False)
        try:
            return [
                tuple(
                    islice(
                        _filled(sheet.iter_rows(max_col=MOST_COLUMNS, max_row=MOST_EMPTY_ROWS, values_only=True)),
                        most + 1,
                    )
                )
                for sheet in book.worksheets[:MOST_SHEETS]
            ]
        finally:
            book.close()
    except Exception:  # noqa: BLE001 (a broken workbook makes the reader raise anything)
        raise Unreadable(Reason.NO_LIST, file=filename) from None


def _refuse_bombs(data: bytes, filename: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            size = sum(part.file_size for part in parts)
            names = {part.filename for part in parts}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Unreadable(Reason.NO_LIST, file=filename) from None
    if size > LARGEST_UNZIPPED or len(parts) > MOST_PARTS:
        raise Unreadable(Reason.LIST_TOO_LARGE, file=filename, limit=LARGEST_UNZIPPED // 1024 // 1024)
    if "[Content_Types].xml" not in names:
        raise Unreadable(Reason.NO_LIST, file=filename)


def _filled(values: Iterable[Sequence[object]]) -> Iterator[Row]:
    """The rows with something in them."""
    for line, record in enumerate(values, start=1):
        cells = tuple(map(_text, record))
        if any(cells):
            yield Row(line, cells)


def _text(value: object) -> str:
    """A cell's value as a person sees it; nothing for an error, a truth value, or a formula without a saved value."""
    if value is None or isinstance(value, bool):
        return ""
    text = value.isoformat() if isinstance(value, date) else str(value)
    return "" if text.startswith(("=", "#")) else text.strip()[:LONGEST_CELL]
