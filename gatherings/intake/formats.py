"""The formats that a programme can be read from, and the one way in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from gatherings.intake import calendar, frab, invitation, prose, sessionlab, table
from gatherings.intake.decoding import text_of
from gatherings.intake.documents import open_document
from gatherings.intake.documents.form import is_text
from gatherings.intake.draft import Draft, Reason, Source, Unreadable
from gatherings.intake.several import Drafts, choose_programme
from gatherings.intake.table import markdown

YEARS: Final = range(1900, 2200)


class Format(NamedTuple):
    """`sniff` says whether a file is of this format; `read` may then raise Unreadable."""

    name: str
    sniff: Callable[[Source], bool]
    read: Callable[[Source], Drafts]


FORMATS: Final = (
    Format("calendar", calendar.sniff, calendar.read),
    Format("frab", frab.sniff, frab.read),
    Format("markdown", markdown.sniff, markdown.read),
    Format("table", table.sniff, table.read),
    Format("sessionlab", sessionlab.sniff, sessionlab.read),
    Format("invitation", invitation.sniff, prose.read_invitation),
    Format("text", prose.sniff, prose.read),
)
"""The first that knows its own signs reads the file: from signs that nothing else can have to those that much may have.

1. A calendar and a schedule say in their first words what they are, and hold commas enough to look like a table.
2. A table in Markdown is known by the rule below its headings, and rows and columns by the names of the columns: then
   no words have to be guessed at. SessionLab's exports as CSV and XLSX are such, and a text of tabs that is rows alone
   (`records.sheet_of`).
3. SessionLab's text has the same columns between headings, and a part with details.
4. An invitation may hold a programme as free text, and then gives both. So free text comes last: it is all the rest,
   the tables of Word, PDF and slides among it unless they have SessionLab's columns.
"""


def is_plain(data: bytes) -> bool:
    """Whether a file is text of which no library parses anything: neither a document nor a calendar or a schedule."""
    if not is_text(data):
        return False
    try:
        source = Source("", text_of(data, filename=""))
    except Unreadable:
        return True
    return not (calendar.sniff(source) or frab.sniff(source))


def read_programmes(data: bytes, *, filename: str, day: date | None = None, today: date | None = None) -> Drafts:
    """The drafts of the gatherings in a file; `day` is the date of the first day, whatever the file says. `today` helps
    to tell the year of a weekday and a date without one.

    Raises Unreadable, a sentence with the file's name and the line, for anything else. No format is tried half.
    """
    if day is not None and day.year not in YEARS:
        raise Unreadable(Reason.DAY_TOO_FAR, file=filename, day=str(day))
    source = open_document(data, filename=filename, day=day, today=today)
    chosen = next((form for form in FORMATS if form.sniff(source)), None)
    if chosen is None:
        raise source.refusal(Reason.NO_PROGRAMME)
    return tuple(replace(draft, warnings=tuple(map(source.placed, draft.warnings))) for draft in chosen.read(source))


def read_programme(
    data: bytes, *, filename: str, day: date | None = None, today: date | None = None, number: int | None = None
) -> Draft:
    """The draft that is meant: the only one, or the one with that number, counted from 1.

    Raises Unreadable as `read_programmes` does, and where it is not said which of several is meant, or there is none
    with that number.
    """
    drafts = read_programmes(data, filename=filename, day=day, today=today)
    return choose_programme(drafts, number, filename=filename)
