"""The days of a table: in a column, in a row of their own, in the name of a sheet, or above it all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from gatherings.intake.dates import WEEKDAYS, Calendar, Heading, WrittenDate, read_heading
from gatherings.intake.draft import Reason, Remark, Source, quoted
from gatherings.intake.entry import Entry
from gatherings.intake.table.cells import read_day_of

EPOCH: Final = date(1899, 12, 30)  # a spreadsheet's dates are days since then
_SERIAL: Final = re.compile(r"[3-6]\d{4}(?:\.0+)?")
_SHORT: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{2}|\d{4}))?\.?")
_WEEKDAY: Final = re.compile(rf"(?:({'|'.join(WEEKDAYS)})\.?,?)\s*(.*)", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\d{1,2}")
CENTURY: Final = 100
A_WEEK: Final = 7


def day_heading(text: str) -> Heading | None:
    """The day that a cell names, and nothing else; None where it does not."""
    text = " ".join(text.split())
    weekday, rest = _weekday_of(text)
    written = _moment(text) or _short(rest, weekday)
    if written:
        return Heading("", written)
    if _NUMBER.fullmatch(text):
        return Heading("", None, int(text))
    heading = read_heading(text)
    return heading if heading.is_of_a_day else None


def weekday_alone(text: str) -> int | None:
    """The weekday that is all that a cell says."""
    weekday, rest = _weekday_of(" ".join(text.split()))
    return weekday if not rest else None


def _weekday_of(text: str) -> tuple[int | None, str]:
    found = _WEEKDAY.fullmatch(text)
    return (WEEKDAYS[found[1].casefold()], found[2]) if found else (None, text)


def _moment(text: str) -> WrittenDate | None:
    day = EPOCH + timedelta(days=int(float(text))) if _SERIAL.fullmatch(text) else read_day_of(text)
    return None if day is None else _as_written(day)


def _as_written(day: date) -> WrittenDate:
    return WrittenDate(day.day, day.month, day.year, None, str(day))


def _short(text: str, weekday: int | None) -> WrittenDate | None:
    """ "15.04.27", "15-04-2027", "15/4"."""
    found = _SHORT.fullmatch(text)
    if not found:
        return None
    year = int(found[3]) if found[3] else None
    if year is not None and year < CENTURY:
        year += 20 * CENTURY
    return WrittenDate(int(found[1]), int(found[2]), year, weekday, quoted(found[0]))


class Days:
    """Gives each row its day. `today` is the day that the rows below stand on; None where nothing has said it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._calendar = Calendar(source)
        self.today: date | None = None
        self._called: tuple[Heading, int] | None = None

    def begin(self, name: str, line: int) -> None:
        """A sheet begins, which is perhaps called after its day."""
        self.today = None
        heading = read_heading(name)
        self._called = (heading, line) if heading.written or heading.number else None

    def take(self, heading: Heading, line: int) -> None:
        """What follows stands on that day. Raises Unreadable where it cannot be told."""
        self._calendar.begin_part()
        self.today = self._calendar.day_of(heading, line)

    def take_cell(self, text: str, line: int) -> None:
        """The same for what stands in a cell."""
        weekday = weekday_alone(text)
        heading = day_heading(text)
        if weekday is not None:
            self._take_weekday(weekday, line)
        elif heading is None:
            raise self.source.refusal(Reason.DAY_UNREADABLE, line=line, text=quoted(text))
        else:
            self.take(heading, line)

    def day_at(self, line: int) -> date:
        if self.today is None and self._called:
            self.take(*self._called)
        if self.today is None:
            self.today = self._calendar.day_unsaid(line)
        return self.today

    def remarks(self) -> list[Remark]:
        """What has been remarked since the last time."""
        found, self._calendar.remarks = self._calendar.remarks, []
        return found

    def _take_weekday(self, weekday: int, line: int) -> None:
        """The first such day from the first day on."""
        first = self._calendar.first or self._calendar.day_unsaid(line)
        day = first + timedelta(days=(weekday - first.weekday()) % A_WEEK)
        self.take(Heading("", _as_written(day)), line)

    def moved(self, entries: Sequence[Entry]) -> list[Entry]:
        """The entries, the first of their days on the one that the source is said to have."""
        known = [entry.day for entry in entries if entry.day]
        if self.source.day is None or not known:
            return list(entries)
        by = self.source.day - min(known)
        return [replace(entry, day=entry.day + by) if entry.day else entry for entry in entries]
