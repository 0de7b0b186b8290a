"""Dates in headings, in Norwegian and English, and the days of a programme that they stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from gatherings.intake.draft import Doubt, Reason, Remark, Source, quoted, remark

MONTHS: Final = {
    "januar": 1, "january": 1, "jan": 1, "februar": 2, "february": 2, "feb": 2, "mars": 3, "march": 3, "mar": 3,
    "april": 4, "apr": 4, "mai": 5, "may": 5, "juni": 6, "june": 6, "jun": 6, "juli": 7, "july": 7, "jul": 7,
    "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9, "oktober": 10, "october": 10, "okt": 10, "oct": 10,
    "november": 11, "nov": 11, "desember": 12, "december": 12, "des": 12, "dec": 12,
}  # fmt: skip
WEEKDAYS: Final = {
    "mandag": 0, "måndag": 0, "monday": 0, "tirsdag": 1, "tysdag": 1, "tuesday": 1, "onsdag": 2, "wednesday": 2,
    "torsdag": 3, "thursday": 3, "fredag": 4, "friday": 4, "lørdag": 5, "laurdag": 5, "saturday": 5,
    "søndag": 6, "sundag": 6, "sunday": 6,
}  # fmt: skip
HALF_A_YEAR: Final = timedelta(days=180)


LONGEST_HEADING: Final = 300


def _any_of(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_MONTH = rf"(?:{_any_of(MONTHS)})\b\.?"
_WEEKDAY = rf"(?:{_any_of(WEEKDAYS)})"
_YEAR = r"(?:19|20)\d{2}"
_NTH = r"(?:\.|st\b|nd\b|rd\b|th\b)?"
_TO = r"\s*(?:[-–—]|til\b|to\b|og\b|and\b)\s*"
_UNTIL = rf"{_TO}(?:{_WEEKDAY}\s+)?\d{{1,2}}{_NTH}\s*"
_PATTERNS: Final = tuple(
    re.compile(rf"(?:\b(?P<weekday>{_WEEKDAY})\b,?\s*)?(?:\bden\s+)?{pattern}", re.IGNORECASE)
    for pattern in (
        rf"\b(?P<year>{_YEAR})-(?P<month>\d{{2}})-(?P<day>\d{{2}})\b",
        rf"\b(?P<day>\d{{1,2}})[./](?P<month>\d{{1,2}})[./](?P<year>{_YEAR})\b",
        rf"\b(?P<day>\d{{1,2}}){_NTH}\s*(?P<month>{_MONTH})?{_UNTIL}(?P<month2>{_MONTH}),?(?:\s*(?P<year>{_YEAR})\b)?",
        rf"\b(?P<day>\d{{1,2}}){_NTH}\s*(?P<month>{_MONTH}),?(?:\s*(?P<year>{_YEAR})\b)?",
        rf"\b(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}}){_NTH}(?!\d),?(?:\s*(?P<year>{_YEAR})\b)?",
    )
)
_DAY_NUMBER: Final = re.compile(r"\b(?:dag|day)\s+(\d{1,2})\b", re.IGNORECASE)
_EDGES: Final = " \t-–—,:;|·/"


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written: the year may be missing, a weekday may stand beside it."""

    day: int
    month: int
    year: int | None
    weekday: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading taken apart: what remains as a title, the date that it says, and the n of "Dag n"."""

    title: str
    written: WrittenDate | None = None
    number: int | None = None

    @property
    def is_of_a_day(self) -> bool:
        """Whether it names a day and nothing else."""
        return not self.title and (self.written is not None or self.number is not None)


def read_heading(text: str) -> Heading:
    """The heading taken apart; spaces are joined, and of a very long text only the beginning is read."""
    text = " ".join(text.split())[:LONGEST_HEADING]
    number = _DAY_NUMBER.search(text)
    text = _without(number, text)
    date_found = next((found for pattern in _PATTERNS if (found := pattern.search(text))), None)
    return Heading(
        title=_without(date_found, text),
        written=_written(date_found) if date_found else None,
        number=int(number[1]) if number else None,
    )


def _without(found: re.Match[str] | None, text: str) -> str:
    """The text without what was found in it, and without the dashes and commas that are left at the edges."""
    if not found:
        return text.strip(_EDGES)
    before, after = text[: found.start()].rstrip(_EDGES), text[found.end() :].lstrip(_EDGES)
    return f"{before} {after}".replace("( )", "").strip(_EDGES)


def _written(found: re.Match[str]) -> WrittenDate:
    parts = found.groupdict()
    month = (parts["month"] or parts["month2"]).lower().rstrip(".")
    return WrittenDate(
        day=int(parts["day"]),
        month=MONTHS[month] if month in MONTHS else int(month),
        year=int(parts["year"]) if parts["year"] else None,
        weekday=WEEKDAYS.get((parts["weekday"] or "").lower()),
        text=quoted(found[0]),
    )


class Calendar:
    """Gives the date of each day heading in turn. With a day in the source, the first day is that, and all move along.

    `first` is the first day as written; `latest` is the one of the part that is being read.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.first: date | None = None
        self.latest: date | None = None
        self.remarks: list[Remark] = []

    def begin_part(self) -> None:
        """A new part of the file tells the same days once more."""
        self.latest = None

    def day_of(self, heading: Heading, line: int) -> date:
        """The date of a heading that is of a day. Raises Unreadable where it cannot be told."""
        day = self._dated(heading.written, line) if heading.written else self._counted(heading.number or 1, line)
        if self.latest and day < self.latest:
            raise self.source.refusal(Reason.DAYS_BACKWARDS, line=line, day=str(day), before=str(self.latest))
        self.first = self.first or day
        self.latest = day
        self._compare_weekday(heading.written, line)
        return self._moved(day)

    def day_unsaid(self, line: int) -> date:
        """The date where no heading has told one."""
        first = self.first or self.source.day
        if first is None:
            raise self.source.refusal(Reason.NO_DATE, line=line)
        self.first = self.latest = first
        return self._moved(first)

    def _moved(self, day: date) -> date:
        assert self.first
        return day if self.source.day is None else self.source.day + (day - self.first)

    def _compare_weekday(self, written: WrittenDate | None, line: int) -> None:
        assert self.latest
        day = self._moved(self.latest)
        if written and written.weekday is not None and written.weekday != day.weekday():
            self.remarks.append(remark(Doubt.WEEKDAY_DIFFERS, line, text=written.text, day=str(day)))

    def _counted(self, number: int, line: int) -> date:
        first = self.first or self.source.day
        if first is None:
            raise self.source.refusal(Reason.NO_DATE, line=line)
        day = first + timedelta(days=number - 1)
        if number > 1 and day != self.latest:
            self.remarks.append(remark(Doubt.DAY_COUNTED, line, number=number, day=str(day)))
        return day

    def _dated(self, written: WrittenDate, line: int) -> date:
        day = self._in_year(written, self._year(written, line), line)
        known = self.latest or self.first
        if written.year is None and known and day < known - HALF_A_YEAR:
            day = self._in_year(written, day.year + 1, line)
        return day

    def _year(self, written: WrittenDate, line: int) -> int:
        known = self.latest or self.first or self.source.day
        if written.year is None and known is None:
            raise self.source.refusal(Reason.NO_YEAR, line=line, text=written.text)
        return written.year or (known.year if known else 0)

    def _in_year(self, written: WrittenDate, year: int, line: int) -> date:
        try:
            return date(year, written.month, written.day)
        except ValueError:
            raise self.source.refusal(Reason.NO_SUCH_DATE, line=line, text=written.text) from None
