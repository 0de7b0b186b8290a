"""Days and hours anywhere in a sentence, in the spellings of an invitation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from typing import Final

from gatherings.intake.dates import MONTHS, WEEKDAYS, WrittenDate
from gatherings.intake.draft import quoted
from gatherings.intake.hours import NOON, read_hours

SHORT_WEEKDAYS: Final = {
    "man": 0, "mån": 0, "mon": 0, "tirs": 1, "tir": 1, "tys": 1, "tues": 1, "tue": 1, "ons": 2, "wed": 2, "tors": 3,
    "tor": 3, "thurs": 3, "thur": 3, "thu": 3, "fre": 4, "fri": 4, "lør": 5, "lau": 5, "sat": 5, "søn": 6, "sun": 6,
}  # fmt: skip
_WEEKDAY_OF: Final = WEEKDAYS | SHORT_WEEKDAYS
CENTURY: Final = 2000
LONGEST: Final = 1500
YEAR_DIGITS: Final = 4


def _any_of(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _day(n: str) -> str:
    weekday = rf"(?:\b(?P<weekday{n}>{_any_of(_WEEKDAY_OF)})\b\.?,?\s*)?(?:(?:den|the)\s+)?"
    return rf"{weekday}(?<![\d.:/])(?P<day{n}>\d{{1,2}})"


def _month(n: str) -> str:
    return rf"(?P<month{n}>{_any_of(MONTHS)})\b\.?"


def _year(n: str) -> str:
    return rf"(?:,?\s*(?P<year{n}>(?:19|20)\d{{2}})\b(?!\s*[-–]\s*\d{{4}}\b))?"


_NTH = r"(?:\.|st\b|nd\b|rd\b|th\b)?\s*"
_OF = r"(?:of\s+)?"
_TO = r"\s*(?:(?P<to>[-–—]|til og med\b|t\.?o\.?m\.?|til\b|to\b)|og\b|and\b|&)\s*"
_DM = r"(?P<month{n}>0?[1-9]|1[0-2])"
_DATES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_day('')}{_NTH}(?:{_OF}{_month('')}{_year('')})?{_TO}{_day('2')}{_NTH}{_OF}{_month('2')}{_year('2')}",
        rf"\b(?P<month>{_any_of(MONTHS)})\b\.?\s+(?P<day>\d{{1,2}}){_NTH}{_TO}(?P<day2>\d{{1,2}})(?![\d:.]){_year('2')}",
        (
            rf"{_day('')}\.(?:{_DM.format(n='')}\.)?\s*(?P<to>[-–—])\s*{_day('2')}\.{_DM.format(n='2')}"
            r"\.(?P<year2>(?:20)?\d{2})?(?!\d)"
        ),
        r"\b(?P<year>(?:19|20)\d{2})-(?P<month>\d{2})-(?P<day>\d{2})\b",
        rf"{_day('')}[./](?P<month>\d{{1,2}})[./](?P<year>(?:20)?\d{{2}})(?![\d:])(?!\.\d)",
        rf"{_day('')}{_NTH}{_OF}{_month('')}{_year('')}",
        (
            rf"(?:\b(?P<weekday>{_any_of(_WEEKDAY_OF)})\b\.?,?\s*)?"
            rf"\b(?P<month>{_any_of(MONTHS)})\b\.?\s+(?P<day>\d{{1,2}})(?!\d|[:.]\d|\s*[ap]\.?m){_NTH}{_year('')}"
        ),
    )
)
_SHORT: Final = re.compile(rf"{_day('')}(?:\.{_DM.format(n='')}\.?|/{_DM.format(n='3')})(?![\d:/])", re.IGNORECASE)

_KL = r"(?:\bkl(?:okk[ae]n?)?\b\.?\s*)"
_T = r"(?:\d{1,2}[:.]\d{2}|\d{4}|\d{1,2})(?!\d)(?:\s*[ap]\.?m\b\.?)?"
_T_FULL = r"(?:(?:\d{1,2}[:.]\d{2}|\d{4})(?!\d)(?:\s*[ap]\.?m\b\.?)?|\d{1,2}\s*[ap]\.?m\b\.?)"
_THROUGH = r"\s*(?:[-–—]|til\b|to\b|until\b)\s*"
_HOURS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            rf"(?:{_KL}|\b(?:fra|frå"
            rf"|from)\s+{_KL}?(?=[\d:.]+\s*(?:[ap]\.?m\.?)?{_THROUGH}(?:kl\.?\s*)?\d))(?P<start>{_T})"
            rf"(?:{_THROUGH}{_KL}?(?P<end>{_T}))?"
        ),
        rf"(?<![\d.:/])(?P<start>{_T_FULL}){_THROUGH}{_KL}?(?P<end>{_T})(?![.:/]?\d)",
        r"(?<![\d.:/])(?P<start>\d{1,2})\s*[-–—]\s*(?P<end>\d{1,2}(?::\d{2})?\s*[ap]\.?m\b\.?)",
        (
            r"(?<![\d.:/])(?P<start>\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\b\.?)?|\d{1,2}\s*[ap]\.?m\b\.?)(?![.:/]?\d"
            r"|\.\s*$)(?P<end>(?!))?"
        ),
    )
)
_DIGITS: Final = re.compile(r"(\d{1,2})[:.]?(\d{2})?\s*([ap])?.*", re.IGNORECASE)
_YEARS_APART: Final = re.compile(r"(?:19|20)\d{2}\s*[-–—]\s*(?:19|20)\d{2}")


@dataclass(frozen=True, slots=True)
class Days:
    """A day or the first and the last of several, as written; `at` is the offset in the text."""

    first: WrittenDate
    last: WrittenDate | None
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Clock:
    """An hour, or the first and the last, as written."""

    start: time
    end: time | None
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Stamps:
    """The days and hours of a text, in order, and the text without them (blanks stand for them)."""

    days: tuple[Days, ...]
    clocks: tuple[Clock, ...]
    rest: str


def read_stamps(text: str, *, with_short: bool = False) -> Stamps:
    """What a sentence says of days and hours; `with_short`: "10.11" and "10/11" may be a day, not only "10.11.".

    Raises Unclear for an hour that does not exist. Of a very long text only the beginning is read.
    """
    text = text[:LONGEST]
    found, rest = _taken(_DATES, text)
    clocks, rest = _taken(_HOURS[:1], rest)
    ranges, without_ranges = ([], rest) if clocks else _taken(_HOURS[1:3], rest)
    short, rest = _short_dates(without_ranges, with_short=with_short)
    single, rest = ([], rest) if clocks or ranges else _taken(_HOURS[3:], rest)
    days = sorted(map(_days, [*found, *short]), key=lambda one: one.at)
    hours = [_hours(one) for one in sorted([*clocks, *ranges, *single], key=lambda one: one.start())]
    return Stamps(tuple(days), tuple(hours), rest)


def _taken(patterns: tuple[re.Pattern[str], ...], text: str) -> tuple[list[re.Match[str]], str]:
    """All that the patterns find, each place once, and the text with blanks there."""
    found: list[re.Match[str]] = []
    for pattern in patterns:
        for match in pattern.finditer(text):
            if _YEARS_APART.fullmatch(match[0]):
                continue
            found.append(match)
            text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    return found, text


def _short_dates(text: str, *, with_short: bool) -> tuple[list[re.Match[str]], str]:
    """Days in figures without a year."""
    found = []
    for match in _SHORT.finditer(text):
        if with_short or match["weekday"] or match[0].endswith("."):
            found.append(match)
            text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    return found, text


def _days(found: re.Match[str]) -> Days:
    parts = found.groupdict()
    month2, year2 = parts.get("month2"), parts.get("year2")
    first = _written(found, month=parts.get("month") or month2 or parts.get("month3"), year=parts.get("year") or year2)
    if not parts.get("day2"):
        return Days(first, None, first.text, found.start())
    last = _written(found, "2", month=month2 or parts.get("month"), year=year2)
    return Days(first, last, first.text, found.start())


def _written(found: re.Match[str], n: str = "", *, month: str | None, year: str | None) -> WrittenDate:
    parts = found.groupdict()
    name = (month or "").lower().rstrip(".")
    number = int(year) if year else None
    return WrittenDate(
        day=int(parts[f"day{n}"]),
        month=MONTHS.get(name) or int(name),
        year=number if number is None or number > CENTURY // 2 else CENTURY + number,
        weekday=_WEEKDAY_OF.get((parts.get(f"weekday{n}") or "").lower()),
        text=quoted(found[0].strip(" ,")),
    )


def _hours(found: re.Match[str]) -> Clock:
    start, end = _spelt(found["start"]), _spelt(found["end"]) if found["end"] else None
    if end and end.endswith("pm") and start.isascii() and not start.endswith("m") and _hour(start) < _hour(end):
        start += "pm" if _hour(start) < NOON else ""
    first = read_hours(start)
    last = read_hours(f"0:00 - {end}") if end else None
    assert first
    return Clock(first.start, last.end if last else None, quoted(found[0]), found.start())


def _hour(spelt: str) -> int:
    return int(spelt.partition(":")[0])


def _spelt(text: str) -> str:
    """ "9", "0900", "9.00" and "9 am" as "9:00", "09:00", "9:00" and "9:00am"."""
    digits = re.match(r"\d{4}", text)
    if digits:
        text = f"{text[:2]}:{text[2:]}"
    found = _DIGITS.fullmatch(text)
    assert found, text
    return f"{found[1]}:{found[2] or '00'}{f'{found[3].lower()}m' if found[3] else ''}"
