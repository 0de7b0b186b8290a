"""Files made for tests, and what comes of them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date

from openpyxl import Workbook

from gatherings.intake.documents import open_document
from gatherings.intake.draft import Draft
from gatherings.intake.formats import FORMATS, read_programme


def draft_of(data: bytes | str, name: str, *, day: date | None = None) -> Draft:
    """The draft of the only programme in a file."""
    return read_programme(data.encode() if isinstance(data, str) else data, filename=name, day=day)


def format_of(data: bytes | str, name: str) -> str | None:
    """What the first format is called that knows the file."""
    source = open_document(data.encode() if isinstance(data, str) else data, filename=name)
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
