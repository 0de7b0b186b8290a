"""Quiet hours: the nights, the weekends and the Norwegian holidays, in which nobody is reminded of anything. Pure."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from gatherings.times import DAY, instant, local_day

WAKES: Final = time(8)
SLEEPS: Final = time(20)

FIXED: Final = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
AROUND_EASTER: Final = (-3, -2, 0, 1, 39, 49, 50)
"""In days from Easter Sunday: Maundy Thursday, Good Friday, Easter, Ascension, Whitsun."""

SATURDAY: Final = 5


def is_workday(day: date) -> bool:
    """Whether people are at work: no Saturday, Sunday or public holiday in Norway."""
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def earlier_workday(day: date) -> date:
    """The day itself where it is a working day, else the last one before it."""
    while not is_workday(day):
        day -= DAY
    return day


def is_night(at: datetime, zone: ZoneInfo) -> bool:
    """Whether it is between 20 (inclusive) and 8 (exclusive) on the wall."""
    return not WAKES <= at.astimezone(zone).time() < SLEEPS


def is_quiet(at: datetime, zone: ZoneInfo) -> bool:
    """Whether nobody may be reminded at an instant: at night, and on a day without work."""
    return is_night(at, zone) or not is_workday(local_day(at, zone))


def next_morning(at: datetime, zone: ZoneInfo) -> datetime:
    """The instant itself by day, at night the next 8 in the morning, whatever day that is."""
    if not is_night(at, zone):
        return at
    day = local_day(at, zone)
    return instant(day if at.astimezone(zone).time() < WAKES else day + DAY, WAKES, zone)


def next_waking(at: datetime, zone: ZoneInfo) -> datetime:
    """The instant itself where it is not quiet, else the next 8 in the morning of a working day."""
    awake = next_morning(at, zone)
    day = local_day(awake, zone)
    if is_workday(day):
        return awake
    while not is_workday(day):
        day += DAY
    return instant(day, WAKES, zone)


@cache
def holidays(year: int) -> frozenset[date]:
    """Norway's public holidays of a year."""
    sunday = easter(year)
    movable = (sunday + timedelta(days=days) for days in AROUND_EASTER)
    return frozenset({*movable, *(date(year, month, day) for month, day in FIXED)})


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the rule of Meeus, Jones and Butcher)."""
    century, of_century = divmod(year, 100)
    leaps, left = divmod(century, 4)
    moved = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * (year % 19) + century - leaps - moved + 15) % 30
    fours, rest = divmod(of_century, 4)
    to_sunday = (32 + 2 * left + 2 * fours - moon - rest) % 7
    late = (year % 19 + 11 * moon + 22 * to_sunday) // 451
    month, day = divmod(moon + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
