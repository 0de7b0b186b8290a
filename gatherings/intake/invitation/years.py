"""The year of a date that is written without one, out of what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from gatherings.intake.dates import WrittenDate
from gatherings.intake.hours import Unclear
from gatherings.intake.invitation.labels import Topic
from gatherings.intake.invitation.passages import Passage
from gatherings.intake.invitation.stamps import read_stamps

NEAR_LINES: Final = 6
A_YEAR: Final = timedelta(days=365)
A_MONTH: Final = timedelta(days=30)
_YEAR: Final = re.compile(r"(?<![\d.,/-])(?:20)\d{2}(?![\d/]|\s*[-–—]\s*\d|[.,]\d)")
_IN_YEAR: Final = re.compile(r"\b(?:i|in)\s+(20\d{2})\b", re.IGNORECASE)
_THIS_ONE: Final = re.compile(
    r"\b(?:dette (?:er|blir|vert)|this (?:is|will be)|årets|denne|this year|vi inviterer|we invite|inviteres"
    r"|inviterast|"
    r"velkommen|velkomen|welcome)\b",
    re.IGNORECASE,
)

Found = tuple[int, int]
"""A year and the line on which it stands."""


def find_year(
    written: WrittenDate, at: int, *, passages: Sequence[Passage], title: Passage | None, today: date | None
) -> tuple[int, int | None] | None:
    """The year, with the line that tells it; None where nothing tells it for certain.

    The nearest that says anything decides: the heading, the lines about the date, a sentence about this gathering that
    says "in 2023". With a weekday beside the date only years that fit it count; and then `today` tells the year too.
    """
    for tier in (_in_heading(title), _near(at, passages), _in_sentences(passages)):
        fitting = {year: line for year, line in reversed(list(tier)) if fits(written, year)}
        if len(fitting) > 1:
            return None
        for year, line in fitting.items():
            return year, line
    return _next_after(written, today)


def fits(written: WrittenDate, year: int) -> bool:
    """Whether the date is there in that year, on the weekday that stands beside it."""
    try:
        day = date(year, written.month, written.day)
    except ValueError:
        return False
    return written.weekday is None or day.weekday() == written.weekday


def _in_heading(title: Passage | None) -> Iterator[Found]:
    if title is not None:
        yield from ((int(found[0]), title.line) for found in _YEAR.finditer(title.text))


def _near(at: int, passages: Iterable[Passage]) -> Iterator[Found]:
    """Years on labelled lines, and in dates that are written out close by."""
    for passage in passages:
        if abs(passage.line - at) > NEAR_LINES and passage.topic not in (Topic.DEADLINE, Topic.FREE_UNTIL):
            continue
        yield from _years_of_dates(passage)
        if passage.topic in (Topic.WHEN, Topic.WHEN_WHERE, Topic.SUBJECT, Topic.TITLE):
            yield from ((int(found[0]), passage.line) for found in _YEAR.finditer(passage.text))


def _years_of_dates(passage: Passage) -> Iterator[Found]:
    try:
        days = read_stamps(passage.text).days
    except Unclear:
        return
    yield from ((one.first.year, passage.line_at(one.at)) for one in days if one.first.year)


def _in_sentences(passages: Iterable[Passage]) -> Iterator[Found]:
    for passage in passages:
        for sentence in passage.sentences():
            found = _IN_YEAR.search(sentence.text)
            if found and _THIS_ONE.search(sentence.text):
                yield int(found[1]), sentence.line


def _next_after(written: WrittenDate, today: date | None) -> tuple[int, None] | None:
    """The next such day from a month ago on, where its weekday is the one that is written."""
    if today is None or written.weekday is None:
        return None
    for year in (today.year - 1, today.year, today.year + 1):
        if fits(written, year) and today - A_MONTH <= date(year, written.month, written.day) < today + A_YEAR:
            return year, None
    return None
