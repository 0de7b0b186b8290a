"""A time zone as a calendar file tells it (VTIMEZONE), so that wall times are right without knowing its name.

The library can make one too, but puts the hour of spring at the wall time after the change; RFC 5545 (3.6.5) wants the
one before it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

from gatherings.times import DAY

WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEK: Final = 7


@dataclass(frozen=True, slots=True, order=True)
class Observance:
    """What the clocks of a zone do from `onset` on, a wall time by the offset `before`."""

    before: timedelta
    after: timedelta
    name: str
    is_daylight: bool
    onset: datetime

    @property
    def kind(self) -> tuple[timedelta, timedelta, str, bool]:
        return self.before, self.after, self.name, self.is_daylight


def timezone_of(zone: ZoneInfo, *, first: date, last: date) -> Timezone:
    """The zone with what holds from the first day to the last."""
    made = Timezone()
    made.add("TZID", zone.key)
    years = range(first.year - 1, last.year + 2)
    ordered = sorted(_observances(zone, years), key=lambda one: (one.kind, one.onset))
    for _, same in groupby(ordered, key=lambda one: one.kind):
        made.add_component(_component(list(same), years))
    return made


def _component(same: list[Observance], years: range) -> TimezoneStandard | TimezoneDaylight:
    """What happens in the same way again and again: by a yearly rule where there is one, else by its dates."""
    made = TimezoneDaylight() if same[0].is_daylight else TimezoneStandard()
    made.add("DTSTART", same[0].onset)
    made.add("TZOFFSETFROM", same[0].before)
    made.add("TZOFFSETTO", same[0].after)
    made.add("TZNAME", same[0].name)
    rule = _yearly([one.onset for one in same], years)
    if rule is not None:
        made.add("RRULE", rule)
    elif same[1:]:
        made.add("RDATE", [one.onset for one in same[1:]])
    return made


def _yearly(onsets: list[datetime], years: range) -> vRecur | None:
    """ "Every last Sunday in March", where that is what happens in each of the years."""
    is_yearly = [onset.year for onset in onsets] == list(years)
    alike = {(onset.month, onset.weekday(), onset.time()) for onset in onsets}
    weeks = {-1} if all(map(_is_last_week, onsets)) else {(onset.day - 1) // WEEK + 1 for onset in onsets}
    if not is_yearly or len(alike) > 1 or len(weeks) > 1:
        return None
    day = f"{weeks.pop()}{WEEKDAYS[onsets[0].weekday()]}"
    return vRecur({"FREQ": "YEARLY", "BYMONTH": onsets[0].month, "BYDAY": day})


def _is_last_week(onset: datetime) -> bool:
    return onset.day + WEEK > monthrange(onset.year, onset.month)[1]


@lru_cache(maxsize=64)
def _observances(zone: ZoneInfo, years: range) -> tuple[Observance, ...]:
    """Every change of the zone's clocks in these years; what held at their beginning too, where no year changes it."""
    start, end = (datetime(year, 1, 1, tzinfo=UTC) for year in (years.start, years.stop))
    changes = [_change(zone, *days) for days in pairwise(_days(start, end)) if _differ(zone, *days)]
    is_told = bool(changes) and changes[0].onset.year == years.start
    return tuple(changes) if is_told else (_at(zone, start, _offset(zone, start)), *changes)


def _days(start: datetime, end: datetime) -> Iterable[datetime]:
    return (start + DAY * number for number in range((end - start).days + 1))


def _differ(zone: ZoneInfo, low: datetime, high: datetime) -> bool:
    return _offset(zone, low) != _offset(zone, high)


def _change(zone: ZoneInfo, low: datetime, high: datetime) -> Observance:
    """The change between two instants, found to the second by halving."""
    before = _offset(zone, low)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
    return _at(zone, high, before)


def _at(zone: ZoneInfo, at: datetime, before: timedelta) -> Observance:
    local = at.astimezone(zone)
    onset = (at + before).replace(tzinfo=None)
    return Observance(before, _offset(zone, at), local.tzname() or zone.key, bool(local.dst()), onset)


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    offset = at.astimezone(zone).utcoffset()
    assert offset is not None, "a zone has an offset"
    return offset
