"""Bytes as the source that a reader is given: rows for workbooks and CSV, text for all else."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date

from openpyxl import Workbook

from gatherings.intake.decoding import text_of
from gatherings.intake.draft import Draft, Place, Sheet, Source
from gatherings.intake.formats import FORMATS
from gatherings.intake.sheets import rows_of

MOST_ROWS = 5000


def source_of(data: bytes, name: str, *, day: date | None = None, sheets: tuple[str, ...] = ()) -> Source:
    """The source of a file by its name; `sheets` are what those of a workbook are called."""
    if not name.endswith((".csv", ".xlsx")):
        return Source(name, text_of(data, filename=name), day)
    rows = rows_of(data, filename=name, most=MOST_ROWS)
    if name.endswith(".csv"):
        return Source(name, text_of(data, filename=name), day, sheets=tuple(Sheet(1, "", of_all) for of_all in rows))
    called = dict(enumerate(sheets, start=1))
    read = tuple(Sheet(number, called.get(number, ""), of_sheet) for number, of_sheet in enumerate(rows, start=1))
    lines = [("\t".join(row.cells), Place(sheet.number, row.line)) for sheet in read for row in sheet.rows]
    return Source(name, "\n".join(text for text, _ in lines), day, places=tuple(at for _, at in lines), sheets=read)


def draft_of(data: bytes | str, name: str, *, day: date | None = None, sheets: tuple[str, ...] = ()) -> Draft:
    """The draft that the first format gives that knows the file."""
    given = data.encode() if isinstance(data, str) else data
    source = source_of(given, name, day=day, sheets=sheets)
    form = next(form for form in FORMATS if form.sniff(source))
    (draft,) = form.read(source)
    return draft


def format_of(data: bytes | str, name: str) -> str | None:
    """What the first format is called that knows the file."""
    source = source_of(data.encode() if isinstance(data, str) else data, name)
    return next((form.name for form in FORMATS if form.sniff(source)), None)


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """A workbook with these rows."""
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    for name, rows in sheets.items():
        made = book.create_sheet(name)
        for row in rows:
            made.append(list(row))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
