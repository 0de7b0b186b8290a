"""The dates of a written programme's days: its own headings, else what the text around it says, else the date given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Final

from gatherings.intake.dates import Calendar, Heading, WrittenDate
from gatherings.intake.draft import Doubt, Reason, Remark, Source, Unreadable, remark
from gatherings.intake.invitation.passages import Passage, read_passages
from gatherings.intake.invitation.title import find_heading
from gatherings.intake.invitation.when import read_when
from gatherings.intake.invitation.years import find_year
from gatherings.intake.prose.days import DayMark, read_day
from gatherings.intake.prose.lines import Line
from gatherings.intake.prose.programmes import Written

WEEK: Final = 7
MOST_DAYS: Final = 14
MOST_WORDS: Final = 20
_MAIL: Final = re.compile(r"(?:sendt|sent|date sent|fra|from|til|to|cc|kopi)\s*:", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?<![\d.,])20[2-9]\d(?!\d|[.,]\d)")
LINES_OF_PASSAGES: Final = 2000


@dataclass(frozen=True, slots=True)
class Said:
    """What the text outside its programmes says of the days: the first and the last as written, and the last hour."""

    passages: tuple[Passage, ...]
    heading: Passage | None
    starts_on: date | None = None
    ends_on: date | None = None
    ends: time | None = None
    refused: Unreadable | None = None
    remarks: tuple[Remark, ...] = ()

    @property
    def days(self) -> int:
        if self.starts_on is None or self.ends_on is None:
            return 1
        return min((self.ends_on - self.starts_on).days + 1, MOST_DAYS)


def read_said(source: Source, leaving: frozenset[int]) -> Said:
    """The gathering's days, out of all lines but those of its programmes."""
    everything = read_passages(source.lines[:LINES_OF_PASSAGES])
    passages = tuple(one for one in everything if one.line not in leaving and not is_of_mail(one))
    heading = find_heading(passages) if passages else None
    if not passages:
        return Said(everything, None)
    remarks: list[Remark] = []
    try:
        when = read_when(source, passages, heading, remarks)
    except Unreadable as refused:
        return Said(passages, heading, refused=refused)
    starts_on, ends_on = when.starts_on - when.moved, when.ends_on - when.moved
    return Said(passages, heading, starts_on, ends_on, when.ends, remarks=tuple(remarks))


def is_of_mail(passage: Passage) -> bool:
    """Whether it is a line above a mail: when it was sent, and by whom."""
    return _MAIL.match(f"{passage.name}: {passage.text}" if passage.name else passage.text) is not None


class Dating:
    """Gives each section of one programme its date. Raises Unreadable where there is none to be had."""

    def __init__(self, source: Source, said: Said, lines: Sequence[Line], rows: frozenset[int]) -> None:
        self.source, self.said, self.lines, self.rows = source, said, lines, rows
        self.shared: date | None = None
        self._remarks: list[Remark] = []

    def dates(self, written: Written, remarks: list[Remark]) -> list[date]:
        calendar = Calendar(self.source)
        self._remarks = []
        marks = [section.day for _, section in written.sections]
        base = self._base(written, marks)
        found: list[date] = []
        known: DayMark | None = None
        for n, (_, section) in enumerate(written.sections):
            mark = section.day
            if mark is None or (mark.number and not mark.written and n == 0 and self._tells_one_day(marks, base)):
                found.append(self._unmarked(written, n, found, base=base, calendar=calendar))
            else:
                found.append(self._marked(mark, known, base, calendar))
                known = mark
        covered = self.said.days > 1
        self.shared = self.shared or calendar.first
        remarks += self._remarks
        remarks += [one for one in calendar.remarks if not (covered and one.key.endswith(Doubt.DAY_COUNTED))]
        return found

    def _tells_one_day(self, marks: Sequence[DayMark | None], base: date | None) -> bool:
        return base is not None and self.said.days == 1 and sum(mark is not None for mark in marks) == 1

    def _unmarked(self, written: Written, n: int, found: list[date], *, base: date | None, calendar: Calendar) -> date:
        day = written.sections[n][0]
        if found:
            return found[-1] + timedelta(days=day - written.sections[n - 1][0])
        if base is not None:
            calendar.first = base
            self._remarks += self.said.remarks if base == self.said.starts_on else ()
        elif self.source.day is None and self.said.refused and self.said.refused.key.endswith(Reason.NO_YEAR):
            raise self.said.refused
        return calendar.day_unsaid(written.sections[n][1].rows[0].number)

    def _marked(self, mark: DayMark, known: DayMark | None, base: date | None, calendar: Calendar) -> date:
        if mark.written:
            dated = self._with_year(mark.written, mark.line, base, calendar)
            return calendar.day_of(Heading("", dated), mark.line)
        if calendar.first is None and base is not None:
            calendar.first = base
        if mark.number:
            return calendar.day_of(Heading("", None, mark.number), mark.line)
        return self._weekday(mark, known, calendar)

    def _weekday(self, mark: DayMark, known: DayMark | None, calendar: Calendar) -> date:
        """The first such day from the one before on; where no date is told, the first one is the day that is given."""
        assert mark.weekday is not None
        latest = calendar.latest or calendar.first
        if latest is None:
            return calendar.day_unsaid(mark.line)
        before = known.weekday if known and known.weekday is not None and not known.written else latest.weekday()
        day = latest + timedelta(days=(mark.weekday - before) % WEEK)
        dated = WrittenDate(day.day, day.month, day.year, None, "")
        return calendar.day_of(Heading("", dated), mark.line)

    def _with_year(self, written: WrittenDate, line: int, base: date | None, calendar: Calendar) -> WrittenDate:
        if written.year or calendar.latest or calendar.first:
            return written
        year = base.year if base else self._year(written, line)
        return replace(written, year=year)

    def _year(self, written: WrittenDate, line: int) -> int | None:
        """The year, out of what stands around the date; a remark says where from."""
        title, today = self.said.heading, self.source.today
        found = find_year(written, line, passages=self.said.passages, title=title, today=today) or self._only_year()
        if found is None:
            return None
        year, at = found
        if at is None:
            self._remarks.append(remark(Doubt.YEAR_FROM_WEEKDAY, line, text=written.text, year=str(year)))
        elif at != line:
            self._remarks.append(remark(Doubt.YEAR_FROM_TEXT, at, text=written.text, year=str(year)))
        return year

    def _only_year(self) -> tuple[int, int] | None:
        """The year, where the text names one and no other, with its line."""
        years = {int(year): line.number for line in reversed(self.lines) for year in _YEAR.findall(line.words)}
        return next(iter(years.items())) if len(years) == 1 else None

    def _base(self, written: Written, marks: Sequence[DayMark | None]) -> date | None:
        """The first day as the text around tells it; of several programmes, as the lines above each do."""
        if any(mark and mark.written for mark in marks[:1]) and not written.is_one_of_several:
            return self.said.starts_on
        near = self._near(written)
        if written.is_one_of_several and near is not None:
            return near
        return self.said.starts_on or near or self.shared

    def _near(self, written: Written) -> date | None:
        """The date on the nearest line above the programme, else on the first below it, that says one."""
        first = written.sections[0][1].position
        if written.is_one_of_several:
            candidates = list(reversed(written.sections[0][1].heads))
        else:
            candidates = [*reversed(self.lines[:first]), *self.lines[written.last.last + 1 :]]
        for line in candidates:
            if line.number in self.rows or len(line.words.split()) > MOST_WORDS or _MAIL.match(line.words):
                continue
            mark = read_day(line)
            if mark and mark.written and (day := self._dated(mark)):
                return day
        return None

    def _dated(self, mark: DayMark) -> date | None:
        assert mark.written
        given = self.source.day.year if self.source.day else None
        year = mark.written.year or given or self._year(mark.written, mark.line)
        try:
            return None if year is None else date(year, mark.written.month, mark.written.day)
        except ValueError:
            return None
