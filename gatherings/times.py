"""Wall-clock times and instants. Inside, an instant is aware UTC; a wall time needs a date and a zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


def instant(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a wall-clock time.

    A time that does not exist (spring) moves forward by the gap; one that occurs twice (autumn) means the first.
    """
    return datetime.combine(day, wall, tzinfo=zone).replace(fold=0).astimezone(UTC)


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The first instant after the day, exclusive: a deadline given as a date lasts until then."""
    return instant(day + DAY, time(), zone)


def local_day(at: datetime, zone: ZoneInfo) -> date:
    """The date on the wall at an instant."""
    return at.astimezone(zone).date()
