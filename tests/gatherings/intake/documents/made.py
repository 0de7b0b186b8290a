"""Documents of the other makes, and short ways to read one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import docx
import pytest
from docx.document import Document
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from pptx import Presentation
from pptx.presentation import Presentation as Slides
from pptx.util import Cm

from gatherings.intake import Unreadable
from gatherings.intake.documents import open_document
from gatherings.intake.draft import Source
from tests.gatherings.intake.documents.pdfs import At, pdf

TITLE_ONLY, TITLE_AND_BODY, BLANK = 5, 1, 6

HEADING: Final = "Høstsamling i Fjordby"
DAY: Final = "Torsdag 14. oktober 2027"
COLUMNS: Final = ("KL.", "LENGDE", "TITTEL", "BESKRIVELSE")
ROWS: Final = (
    ("09:00", "30m", "Velkommen", "Kari Nes ønsker velkommen."),
    ("09:30", "45m", "Nytt fra fylket", "Ingrid Moe forteller."),
    ("10:15", "15m", "Pause", "Kaffe og frukt"),
)


def source(data: bytes, *, filename: str = "program") -> Source:
    return open_document(data, filename=filename, day=None, today=None)


def lines(data: bytes) -> list[str]:
    return source(data).lines


def places(data: bytes) -> list[tuple[int | None, int | None]]:
    return [(place.page, place.line) for place in source(data).places]


def refused(data: bytes) -> str:
    with pytest.raises(Unreadable) as refusal:
        source(data)
    assert refusal.value.args_of_sentence["file"] == "program"
    return refusal.value.reason.value


def word(write: Callable[[Document], object]) -> bytes:
    return _saved(docx.Document(), write)


def slides(write: Callable[[Slides], object]) -> bytes:
    return _saved(Presentation(), write)


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]], *, hidden: Sequence[str] = ()) -> bytes:
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    book.remove(first)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    return _saved(book, lambda _: None)


def changed(
    package: bytes,
    change: Callable[[str, bytes], bytes] = lambda _, content: content,
    *,
    more: Mapping[str, bytes] | None = None,
) -> bytes:
    """The package with its parts as `change` makes them, and with more."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return made.getvalue()


def word_programme() -> bytes:
    def write(document: Document) -> None:
        document.add_heading(f"{HEADING} {DAY.lower()}", 1)
        table = document.add_table(rows=0, cols=len(COLUMNS))
        for row in (COLUMNS, *ROWS):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text

    return word(write)


def slides_programme() -> bytes:
    def write(deck: Slides) -> None:
        slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
        assert slide.shapes.title
        slide.shapes.title.text = f"{HEADING} {DAY.lower()}"
        frame = slide.shapes.add_table(len(ROWS) + 1, len(COLUMNS), Cm(1), Cm(5), Cm(20), Cm(8))
        for n, row in enumerate((COLUMNS, *ROWS)):
            for m, text in enumerate(row):
                frame.table.cell(n, m).text = text

    return slides(write)


def pdf_programme() -> bytes:
    lefts = (50, 110, 170, 320)
    rows = [
        At(x, 760 - 20 * n, text) for n, row in enumerate((COLUMNS, *ROWS)) for x, text in zip(lefts, row, strict=True)
    ]
    return pdf([At(50, 800, f"{HEADING} {DAY.lower()}", size=18), *rows])


def workbook_programme() -> bytes:
    return workbook({"Program": [[f"# {HEADING} {DAY.lower()}"], COLUMNS, *ROWS]})


PROGRAMMES: Final = {
    "docx": word_programme,
    "pptx": slides_programme,
    "pdf": pdf_programme,
    "xlsx": workbook_programme,
}
"""One programme in each make; its day is in it."""

FIRST_DAY: Final = date(2027, 10, 14)


def _saved(made: Any, write: Callable[[Any], object]) -> bytes:
    write(made)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()
