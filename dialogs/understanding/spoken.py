"""Days and lengths as people say them: "andre dagen", "7. mai", "et kvarter"; clock times stand in `clocks`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from dialogs.understanding.clocks import find_clocks
from dialogs.understanding.heard import Heard, Span, Unit, has, number_at
from dialogs.understanding.language import is_norwegian
from dialogs.understanding.names import Names

DAYS_OF_A_GATHERING: Final = range(1, 10)
MINUTES_OF_HOUR: Final = 60
LAST: Final = "last"
FROM_NOW_ON: Final = frozenset({"om", "in"})
IGNORED_IN_DATES: Final = frozenset({"th", "st", "nd", "rd", "of", "den", "the"})


def find_times(heard: Heard, *, names: Names, now: datetime, zone: ZoneInfo) -> None:
    """Adds the spans MINUTES, AHEAD, DAY and TIME, and hides the numbers that they are made of."""
    for finder in (
        find_lengths,
        lambda h: find_days(h, names, now.astimezone(zone).date()),
        lambda h: find_clocks(h, names),
    ):
        for span in list(finder(heard)):
            heard.hide(span.places)
            heard.spans.append(span)
    heard.spans.extend(find_lengths_ahead(heard))
    if not is_norwegian(heard):
        heard.spans = [span for span in heard.spans if not is_english_to(span, heard)]


def is_english_to(span: Span, heard: Heard) -> bool:
    """Whether the number two is the English "to"."""
    return span.concept == "number" and heard.units[span.first].folded == ("to",)


def find_lengths(heard: Heard) -> Iterator[Span]:
    """ "10 minutter", "et kvarter", "two hours"."""
    units = heard.units
    for place, unit in enumerate(units):
        number = number_at(units, place)
        if "length" in unit.concepts and not is_part_of_clock(units, place):
            yield Span("MINUTES", place, place, value=unit.value_of("length"))
        elif number is not None and has(units, place + 1, "minute_word") and not is_part_of_clock(units, place + 1):
            yield Span("MINUTES", place, place + 1, value=number)
        elif number is not None and has(units, place + 1, "hour_word"):
            yield Span("MINUTES", place, place + 1, value=number * MINUTES_OF_HOUR)


def find_lengths_ahead(heard: Heard) -> list[Span]:
    """ "om ti minutter", "in an hour": a length from now on, which stays a length as well."""
    before = {span: heard.units[span.first - 1] for span in heard.of("MINUTES") if span.first}
    return [
        replace(span, concept="AHEAD", first=span.first - 1)
        for span, unit in before.items()
        if unit.folded[-1] in FROM_NOW_ON
    ]


def is_part_of_clock(units: tuple[Unit, ...], place: int) -> bool:
    """Whether "over tre", "past two" follows: then it is a time and not a length."""
    passes = has(units, place + 1, "past") or has(units, place + 1, "before")
    return passes and (number_at(units, place + 2) is not None or has(units, place + 2, "half"))


def find_days(heard: Heard, names: Names, today: date) -> Iterator[Span]:
    """Days by name, by number in the gathering, and by date."""
    units, place = heard.units, 0
    while place < len(units):
        span = dated(units, place, names, today) or numbered_day(units, place, names) or named_day(units, place)
        if span is not None:
            yield span
        place = place + 1 if span is None else span.last + 1


def named_day(units: tuple[Unit, ...], place: int) -> Span | None:
    value = units[place].value_of("day")
    return None if value is None else Span("DAY", place, place, units[place].sureness, value)


def numbered_day(units: tuple[Unit, ...], place: int, names: Names) -> Span | None:
    """ "dag 2", "andre dagen", "day two", "siste dag"."""
    if has(units, place, "day_word"):
        number = number_at(units, place + 1)
    elif has(units, place + 1, "day_word"):
        number = number_at(units, place) or ordinal_at(units, place, names)
    else:
        return None
    return Span("DAY", place, place + 1, value=f"dag {number}") if number in DAYS_OF_A_GATHERING else None


def ordinal_at(units: tuple[Unit, ...], place: int, names: Names) -> int | None:
    """The number of a day that is called "første", "second"; "siste" where the gathering has days."""
    value = units[place].value_of("ordinal")
    if value == LAST:
        return len(names.days) or None
    return value if isinstance(value, int) else None


def dated(units: tuple[Unit, ...], place: int, names: Names, today: date) -> Span | None:
    """ "7. mai", "7th of May", "May 7", as an ISO date: a day of the gathering, else the next one to come."""
    month, number = units[place].value_of("month"), number_at(units, place)
    last = place + 1
    while last < len(units) and units[last].folded[0] in IGNORED_IN_DATES:
        last += 1
    if month is not None:
        number = number_at(units, last)
    elif number is not None and last < len(units):
        month = units[last].value_of("month")
    if not isinstance(month, int) or number is None:
        return None
    day = nearest(number, month, names, today)
    return None if day is None else Span("DAY", place, last, value=day.isoformat())


def nearest(number: int, month: int, names: Names, today: date) -> date | None:
    """The date, in the year of the gathering, else in this year or the next."""
    same = (day for day in names.days if (day.day, day.month) == (number, month))
    to_come = (valid(year, month, number) for year in (today.year, today.year + 1))
    return next(same, None) or next((day for day in to_come if day and day >= today - timedelta(days=1)), None)


def valid(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
