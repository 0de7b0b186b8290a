"""The one way from the bytes of a document to its text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from gatherings.intake.decoding import LONGEST_LINE, MOST_LINES, text_of
from gatherings.intake.documents.form import Form, form_of
from gatherings.intake.documents.page import MOST_CHARACTERS, Opened, laid_out
from gatherings.intake.draft import Reason, Source, Unreadable
from gatherings.intake.records import sheet_of

LARGEST_DOCUMENT: Final = 50 * 1024 * 1024


Reader = Callable[..., Opened]
"""Reads `data`, called `filename`. May raise Unreadable; whatever else it raises means that the file is broken."""


def open_document(data: bytes, *, filename: str, day: date | None = None, today: date | None = None) -> Source:
    """The document's text, with the place of each line. What it is, its content tells and never its name.

    Raises Unreadable for what cannot be read, or not safely.
    """
    if len(data) > LARGEST_DOCUMENT:
        raise Unreadable(Reason.TOO_LARGE, file=filename, limit=LARGEST_DOCUMENT // 1024 // 1024)
    read = open_reader(data, filename=filename)
    if read is None:
        text = text_of(data, filename=filename)
        return Source(filename, text, day, today, sheets=sheet_of(text))
    opened = _read(read, data, filename)
    text, places = laid_out(opened.pages)
    if not text:
        raise Unreadable(Reason.EMPTY, file=filename)
    source = Source(filename, text, day, today, places, opened.sheets, opened.leaf)
    _refuse_what_nobody_writes(source)
    return source


def open_reader(data: bytes, *, filename: str) -> Reader | None:
    """What reads such a document, its library loaded; None for text, which needs none."""
    form = form_of(data, filename=filename)
    return None if form is Form.TEXT else _reader_of(form)


def _reader_of(form: Form) -> Reader:
    """The reader, loaded now: each of them needs a large library, and a file needs one of them."""
    match form:
        case Form.WORD:
            from gatherings.intake.documents.word import read_word  # noqa: PLC0415

            return read_word
        case Form.SLIDES:
            from gatherings.intake.documents.slides import read_slides  # noqa: PLC0415

            return read_slides
        case Form.WORKBOOK:
            from gatherings.intake.documents.workbook import read_workbook  # noqa: PLC0415

            return read_workbook
        case _:
            from gatherings.intake.documents.pdf import read_pdf  # noqa: PLC0415

            return read_pdf


def _read(read: Reader, data: bytes, filename: str) -> Opened:
    try:
        return read(data, filename=filename)
    except (Unreadable, MemoryError):
        raise
    except Exception:  # noqa: BLE001 (a broken document makes its library raise anything)
        raise Unreadable(Reason.BROKEN, file=filename) from None


def _refuse_what_nobody_writes(source: Source) -> None:
    if len(source.text) > MOST_CHARACTERS:
        raise source.refusal(Reason.TOO_MUCH_TEXT, limit=MOST_CHARACTERS)
    if len(source.lines) > MOST_LINES:
        raise source.refusal(Reason.TOO_MANY_LINES, limit=MOST_LINES)
    long = next((number for number, line in enumerate(source.lines, start=1) if len(line) > LONGEST_LINE), None)
    if long is not None:
        raise source.refusal(Reason.LINE_TOO_LONG, line=long, limit=LONGEST_LINE)
