"""The formats that a programme can be read from, and the one way in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

from gatherings.intake import invitation, sessionlab
from gatherings.intake.decoding import text_of
from gatherings.intake.draft import Draft, Reason, Source, Unreadable

YEARS: Final = range(1900, 2200)


class Format(NamedTuple):
    """`sniff` says whether a text is of this format; `read` may then raise Unreadable."""

    name: str
    sniff: Callable[[str], bool]
    read: Callable[[Source], Draft]


FORMATS: Final = (
    Format("sessionlab", sessionlab.sniff, sessionlab.read),
    Format("invitation", invitation.sniff, invitation.read),
)


def read_programme(data: bytes, *, filename: str, day: date | None = None, today: date | None = None) -> Draft:
    """The draft of a gathering in a file; `day` is the date of its first day, whatever the file says. `today` helps to
    tell the year of a weekday and a date without one.

    Raises Unreadable, a sentence with the file's name and the line, for anything else. No format is tried half.
    """
    if day is not None and day.year not in YEARS:
        raise Unreadable(Reason.DAY_TOO_FAR, file=filename, day=str(day))
    source = Source(filename, text_of(data, filename=filename), day, today)
    chosen = next((form for form in FORMATS if form.sniff(source.text)), None)
    if chosen is None:
        raise source.refusal(Reason.NO_PROGRAMME)
    return chosen.read(source)
