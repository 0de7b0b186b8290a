"""What stands in one cell of a programme: times, lengths and marks, as people and as spreadsheets write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from gatherings.intake.columns import streamed_named
from gatherings.intake.draft import Reason
from gatherings.intake.hours import DAY, Unclear, after, read_hours, read_length
from gatherings.intake.streaming import find_stream_marks

FIRST_YEAR: Final = 1950  # a time alone is a date around 1900 to a spreadsheet
_MOMENT: Final = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)")
_MIDNIGHT: Final = re.compile(r"(\d{4}-\d{2}-\d{2})T00:00:00\b")
_SECONDS: Final = re.compile(r"(\d{1,2}:\d{2}):\d{2}(?:\.\d+)?")
_FRACTION: Final = re.compile(r"0[.,]\d+")
_UNTIL: Final = re.compile(r"\s*[-–—]\s*|\s+(?:til|to|until)\s+", re.IGNORECASE)
_BEFORE_TIME: Final = re.compile(r"^(?:(?:kl\.?|klokka|klokken|fra|frå|from|ca\.?|at)\s*)+(?=\d)", re.IGNORECASE)
_HOUR_ALONE: Final = re.compile(r"(\d{1,2})(?:\s*([ap]\.?m\.?))?", re.IGNORECASE)
_H_MM: Final = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")
_NUMBER: Final = re.compile(r"\d{1,4}(?:[.,]\d{1,3})?")
_LINK: Final = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """When something is held; the end may be before the start, and the dates stand where the cell has them."""

    start: time
    end: time | None = None
    day: date | None = None
    ends_on: date | None = None


def read_span(text: str) -> Span | None:
    """ "09.00–09.45", "kl. 9 til 10", "0900", "2027-04-15T09:00:00", "0.375"; None if it is something else.

    Raises Unclear for a time that does not exist.
    """
    parts = _UNTIL.split(text.strip(), maxsplit=1) if not _MOMENT.fullmatch(text.strip()) else [text]
    read = [_one(part) for part in parts]
    if read[0] is None or read[-1] is None:
        return None
    start, day = read[0]
    if len(read) == 1:
        return Span(start, None, day)
    return Span(start, read_end(parts[1]), day, read[-1][1])


def read_end(text: str) -> time | None:
    """The time of an end; 24.00 is midnight."""
    moment = _one(text)
    return None if moment is None else moment[0]


def without_midnight(text: str) -> str:
    """The text, a date alone without the hour that a workbook gives it."""
    return _MIDNIGHT.sub(r"\1", text)


def read_day_of(text: str) -> date | None:
    """The date that stands beside a time in one cell."""
    found = _one(text)
    return found[1] if found else None


def _one(text: str) -> tuple[time, date | None] | None:
    text = _BEFORE_TIME.sub("", " ".join(text.split()))
    if found := _MOMENT.fullmatch(text):
        moment = _rounded(datetime.fromisoformat(f"{found[1]} {found[2]:0>5}"))
        return moment.time(), moment.date() if moment.year >= FIRST_YEAR else None
    if _FRACTION.fullmatch(text):
        return after(time(), _minutes(DAY * float(text.replace(",", ".")))), None
    if found := _SECONDS.fullmatch(text):
        text = found[1]
    if found := _HOUR_ALONE.fullmatch(text):
        text = f"{found[1]}:00 {found[2] or ''}"
    read = read_hours(f"0:00–{text.strip()}")
    return (read.end, None) if read is not None and read.end is not None else None


def _rounded(moment: datetime) -> datetime:
    """To the minute: a spreadsheet's times are fractions of a day."""
    moment += timedelta(seconds=30)
    return moment.replace(second=0, microsecond=0)


def read_long(text: str, *, is_in_hours: bool) -> timedelta | None:
    """ "45", "0:45", "1t 30m", "0.03125" (of a day); None for an empty cell. Raises Unclear for anything else."""
    text = " ".join(text.split())
    if not text:
        return None
    if found := _H_MM.fullmatch(text):
        return _within_a_day(timedelta(hours=int(found[1]), minutes=int(found[2])), text)
    if _FRACTION.fullmatch(text) and not is_in_hours:
        return _minutes(DAY * float(text.replace(",", ".")))
    if _NUMBER.fullmatch(text):
        number = float(text.replace(",", "."))
        length = timedelta(hours=number) if is_in_hours else timedelta(minutes=number)
        return _within_a_day(_minutes(length), text)
    return read_length(text)


def _minutes(length: timedelta) -> timedelta:
    return timedelta(minutes=round(length / timedelta(minutes=1)))


def _within_a_day(length: timedelta, text: str) -> timedelta:
    if length >= DAY:
        raise Unclear(Reason.TOO_LONG, text)
    return length


@dataclass(frozen=True, slots=True)
class Mark:
    """What a cell says of streaming; `is_said` where it says that nothing is known."""

    is_streamed: bool | None
    is_said: bool = True
    is_link: bool = False


def read_mark(text: str) -> Mark:
    """ "ja", "nei", a link, or words; nothing for anything else."""
    if _LINK.search(text):
        return Mark(is_streamed=True, is_link=True)
    named = streamed_named(text)
    if named is not None:
        return Mark({"yes": True, "no": False}.get(named))
    marks = find_stream_marks(text)
    return Mark(next(iter(marks)) if len(marks) == 1 else None, is_said=len(marks) == 1)
