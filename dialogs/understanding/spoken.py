"""Times, days and lengths as people say them: "halv fem", "2.45 pm", "andre dagen", "7. mai", "et kvarter"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from dialogs.understanding.heard import Heard, Span, Unit
from dialogs.understanding.names import Names

NOON: Final = 12
LATEST_HOUR_FOR_AFTERNOON: Final = 7  # "halv fem" is 16.30; a programme seldom starts before 8
SMALLEST_WRITTEN_TIME: Final = 100  # "915", "1315"
YEARS: Final = range(1990, 2060)
QUARTER: Final = "kvart"
IGNORED_IN_DATES: Final = frozenset({"th", "st", "nd", "rd", "of", "den", "the"})


@dataclass(frozen=True, slots=True)
class Clock:
    """A time found from a unit on: minutes after midnight, whether the half of the day is known, the next unit."""

    minutes: int
    is_sure: bool
    after: int


def find_times(heard: Heard, *, names: Names, now: datetime, zone: ZoneInfo) -> None:
    """Adds the spans MINUTES, DAY and TIME, and hides the numbers that they are made of."""
    for finder in (find_lengths, lambda h: find_days(h, names, now.astimezone(zone).date()), lambda h: find_clocks(h, names)):
        for span in list(finder(heard)):
            heard.hide(span.places)
            heard.spans.append(span)


def number_at(units: tuple[Unit, ...], place: int) -> int | None:
    """The number that a unit is, in digits or as a word."""
    if not 0 <= place < len(units):
        return None
    value = units[place].value_of("number")
    return value if isinstance(value, int) else None


def has(units: tuple[Unit, ...], place: int, concept: str) -> bool:
    return 0 <= place < len(units) and concept in units[place].concepts


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
            yield Span("MINUTES", place, place + 1, value=number * 60)


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
    follows = number_at(units, place + 1)
    if has(units, place, "day_word") and follows is not None and 0 < follows < 10:  # noqa: PLR2004 (days of a gathering)
        return Span("DAY", place, place + 1, value=f"dag {follows}")
    if not has(units, place + 1, "day_word"):
        return None
    number = number_at(units, place)
    if number is not None and 0 < number < 10:  # noqa: PLR2004
        return Span("DAY", place, place + 1, value=f"dag {number}")
    ordinal = units[place].value_of("ordinal")
    if ordinal is None:
        return None
    counted = len(names.days) or "siste"
    return Span("DAY", place, place + 1, value=f"dag {counted if ordinal == 'last' else ordinal}")


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


def find_clocks(heard: Heard, names: Names) -> Iterator[Span]:
    """Clock times."""
    taken = {place for concept in ("DAY", "MINUTES") for span in heard.of(concept) for place in span.places}
    place = 0
    while place < len(heard.units):
        clock = None if place in taken else clock_at(heard.units, place)
        if clock is None or not taken.isdisjoint(range(place, clock.after)):
            place += 1
            continue
        clock = with_half_of_day(heard.units, clock)
        minutes = clock.minutes if clock.is_sure else names.likely_half(clock.minutes, LATEST_HOUR_FOR_AFTERNOON)
        at = time(minutes // 60 % 24, minutes % 60)
        yield Span("TIME", place, clock.after - 1, value=f"{at:%H:%M}")
        place = clock.after


def clock_at(units: tuple[Unit, ...], place: int) -> Clock | None:
    """The time that starts at a unit, by the first of the forms that fits."""
    if has(units, place, "clock_word") or has(units, place, "around"):
        start = place + 1
        while has(units, start, "clock_word") or has(units, start, "around"):
            start += 1
        return spoken_at(units, start) or bare_hour_at(units, start)
    spoken = spoken_at(units, place)
    if spoken is not None:
        return spoken
    hour = bare_hour_at(units, place)
    marked = hour is not None and any(has(units, hour.after, c) for c in ("am_clock", "pm_clock", "oclock"))
    return hour if marked else None


def spoken_at(units: tuple[Unit, ...], place: int) -> Clock | None:
    for form in FORMS:
        clock = form(units, place)
        if clock is not None:
            return clock
    return None


def written_clock(units: tuple[Unit, ...], place: int) -> Clock | None:
    """ "13:15", "9.30"."""
    value = units[place].value_of("clock") if place < len(units) else None
    if not isinstance(value, str):
        return None
    hour, minute = (int(part) for part in value.replace(".", ":").split(":"))
    is_sure = hour > NOON or value.startswith("0")
    return Clock(hour * 60 + minute, is_sure, place + 1) if hour < 24 and minute < 60 else None  # noqa: PLR2004


def four_digits(units: tuple[Unit, ...], place: int) -> Clock | None:
    """ "1315", "0900"; "915" after "kl". A year is not a time unless "kl" says so."""
    number = number_at(units, place)
    if number is None or number < SMALLEST_WRITTEN_TIME:
        return None
    after_clock_word = has(units, place - 1, "clock_word")
    is_year = number in YEARS and number % 100 not in {0, 15, 30, 45} and not after_clock_word
    hour, minute = divmod(number, 100)
    if is_year or hour >= 24 or minute >= 60 or (number < 800 and not after_clock_word):  # noqa: PLR2004
        return None
    return Clock(number // 100 * 60 + minute, hour >= 8, place + 1)  # noqa: PLR2004


def half_hour(units: tuple[Unit, ...], place: int) -> Clock | None:
    """ "halv fem" is 4.30, "half past four" and "half four" too."""
    hour = number_at(units, place + 1)
    if hour is None or not 0 < hour <= NOON:
        return None
    if has(units, place, "half"):
        return Clock((hour - 1) * 60 + 30, is_sure=False, after=place + 2)
    return Clock(hour * 60 + 30, is_sure=False, after=place + 2) if has(units, place, "half_past") else None


def minutes_from_hour(units: tuple[Unit, ...], place: int) -> Clock | None:
    """ "kvart over elleve", "ti på tre", "fem over halv fire", "ten minutes to three"."""
    if place >= len(units):
        return None
    quarter = units[place].value_of("number") == QUARTER or has(units, place, "length")
    minutes = 15 if quarter else number_at(units, place)
    joint = place + 1 + has(units, place + 1, "minute_word")
    sign = 1 if has(units, joint, "past") else -1 if has(units, joint, "before") else 0
    if minutes is None or not sign or minutes >= 60:  # noqa: PLR2004
        return None
    target = half_hour(units, joint + 1) or plain_hour(units, joint + 1)
    return None if target is None else Clock(target.minutes + sign * minutes, target.is_sure, target.after)


def hour_about(units: tuple[Unit, ...], place: int) -> Clock | None:
    """ "i tretida", "noon"."""
    if place >= len(units):
        return None
    value = units[place].value_of("hour_about")
    if isinstance(value, int):
        return Clock(value * 60, is_sure=False, after=place + 1)
    return Clock(NOON * 60, is_sure=True, after=place + 1) if has(units, place, "noon") else None


def plain_hour(units: tuple[Unit, ...], place: int) -> Clock | None:
    number = number_at(units, place)
    if number is None or number > 24:  # noqa: PLR2004
        return None
    return Clock(number * 60, number > NOON, place + 1)


def bare_hour_at(units: tuple[Unit, ...], place: int) -> Clock | None:
    """An hour after "kl", with minutes after it or not: "kl 13", "klokka tre", "kl 13 30"."""
    hour = plain_hour(units, place)
    minute = number_at(units, place + 1)
    if hour is not None and minute is not None and 10 <= minute < 60 and not has(units, place + 2, "minute_word"):  # noqa: PLR2004
        return Clock(hour.minutes + minute, hour.is_sure, place + 2)
    return hour


def with_half_of_day(units: tuple[Unit, ...], clock: Clock) -> Clock:
    """The time with am or pm taken in, where one follows."""
    after = clock.after + has(units, clock.after, "oclock")
    hour = clock.minutes // 60
    if has(units, after, "pm_clock"):
        return Clock(clock.minutes + (NOON * 60 if hour < NOON else 0), is_sure=True, after=after + 1)
    if has(units, after, "am_clock"):
        return Clock(clock.minutes - (NOON * 60 if hour == NOON else 0), is_sure=True, after=after + 1)
    return Clock(clock.minutes, clock.is_sure, after)


FORMS: Final[tuple[Callable[[tuple[Unit, ...], int], Clock | None], ...]] = (
    written_clock,
    minutes_from_hour,
    half_hour,
    hour_about,
    four_digits,
)
