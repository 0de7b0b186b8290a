"""Clock times as people say and write them: "halv fem", "kvart over elleve", "2.45 pm", "kl 13", "1315"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from dialogs.understanding.heard import Heard, Span, Unit, has, number_at
from dialogs.understanding.names import Names

DAY, NOON = 24, 12  # hours
HOUR, HALF, QUARTER_OF_HOUR = 60, 30, 15  # minutes
LATEST_HOUR_FOR_AFTERNOON: Final = 7  # "halv fem" is 16.30; a programme seldom starts before 8
EARLIEST_HOUR_BARE: Final = 8  # "915" and "1315" are times without "kl" before them, "312" is not
SMALLEST_WRITTEN_TIME: Final = 100
WRITTEN_MINUTES: Final = range(10, 60)
YEARS: Final = range(1990, 2060)  # "2024" is a year, "2030" may be a time
QUARTER: Final = "kvart"


@dataclass(frozen=True, slots=True)
class Clock:
    """A time found from a unit on: minutes after midnight, whether the half of the day is known, the next unit."""

    minutes: int
    is_sure: bool
    after: int


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
        spoken = clock.minutes + (NOON * HOUR if clock.minutes < HOUR else 0)  # "halv ett" is 12.30
        minutes = clock.minutes if clock.is_sure else names.likely_half(spoken, LATEST_HOUR_FOR_AFTERNOON)
        hour, minute = divmod(minutes, HOUR)
        yield Span("TIME", place, clock.after - 1, value=f"{hour % DAY:02}:{minute:02}")
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
    return Clock(hour * HOUR + minute, is_sure, place + 1) if hour < DAY and minute < HOUR else None


def four_digits(units: tuple[Unit, ...], place: int) -> Clock | None:
    """ "1315", "0900"; "915" after "kl". A year is not a time unless "kl" says so."""
    number = number_at(units, place)
    if number is None or number < SMALLEST_WRITTEN_TIME:
        return None
    after_clock_word = has(units, place - 1, "clock_word")
    hour, minute = divmod(number, 100)
    is_year = number in YEARS and minute % QUARTER_OF_HOUR != 0
    is_early = hour < EARLIEST_HOUR_BARE
    if hour >= DAY or minute >= HOUR or ((is_year or is_early) and not after_clock_word):
        return None
    return Clock(hour * HOUR + minute, not is_early, place + 1)


def half_hour(units: tuple[Unit, ...], place: int) -> Clock | None:
    """ "halv fem" is 4.30, "half past four" and "half four" too."""
    hour = number_at(units, place + 1)
    if hour is None or not 0 < hour <= NOON:
        return None
    if has(units, place, "half"):
        return Clock((hour - 1) * HOUR + HALF, is_sure=False, after=place + 2)
    return Clock(hour * HOUR + HALF, is_sure=False, after=place + 2) if has(units, place, "half_past") else None


def minutes_from_hour(units: tuple[Unit, ...], place: int) -> Clock | None:
    """ "kvart over elleve", "ti på tre", "fem over halv fire", "ten minutes to three"."""
    if place >= len(units):
        return None
    quarter = units[place].value_of("number") == QUARTER or has(units, place, "length")
    minutes = QUARTER_OF_HOUR if quarter else number_at(units, place)
    joint = place + 1 + has(units, place + 1, "minute_word")
    sign = 1 if has(units, joint, "past") else -1 if has(units, joint, "before") else 0
    if minutes is None or not sign or minutes >= HOUR:
        return None
    target = half_hour(units, joint + 1) or plain_hour(units, joint + 1)
    return None if target is None else Clock(target.minutes + sign * minutes, target.is_sure, target.after)


def hour_about(units: tuple[Unit, ...], place: int) -> Clock | None:
    """ "i tretida", "noon"."""
    if place >= len(units):
        return None
    value = units[place].value_of("hour_about")
    if isinstance(value, int):
        return Clock(value * HOUR, is_sure=False, after=place + 1)
    return Clock(NOON * HOUR, is_sure=True, after=place + 1) if has(units, place, "noon") else None


def plain_hour(units: tuple[Unit, ...], place: int) -> Clock | None:
    number = number_at(units, place)
    if number is None or number > DAY:
        return None
    return Clock(number * HOUR, number > NOON, place + 1)


def bare_hour_at(units: tuple[Unit, ...], place: int) -> Clock | None:
    """An hour after "kl", with minutes after it or not: "kl 13", "klokka tre", "kl 13 30"."""
    hour = plain_hour(units, place)
    minute = number_at(units, place + 1)
    if hour is None or minute is None or minute not in WRITTEN_MINUTES or has(units, place + 2, "minute_word"):
        return hour
    return Clock(hour.minutes + minute, hour.is_sure, place + 2)


def with_half_of_day(units: tuple[Unit, ...], clock: Clock) -> Clock:
    """The time with am or pm taken in, where one follows."""
    after = clock.after + has(units, clock.after, "oclock")
    hour = clock.minutes // HOUR
    if has(units, after, "pm_clock"):
        return Clock(clock.minutes + (NOON * HOUR if hour < NOON else 0), is_sure=True, after=after + 1)
    if has(units, after, "am_clock"):
        return Clock(clock.minutes - (NOON * HOUR if hour == NOON else 0), is_sure=True, after=after + 1)
    return Clock(clock.minutes, clock.is_sure, after)


FORMS: Final[tuple[Callable[[tuple[Unit, ...], int], Clock | None], ...]] = (
    written_clock,
    minutes_from_hour,
    half_hour,
    hour_about,
    four_digits,
)
