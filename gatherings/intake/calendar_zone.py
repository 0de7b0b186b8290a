"""On whose wall the times of a calendar are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from gatherings.gathering import DEFAULT_TIMEZONE
from gatherings.intake.draft import Doubt, Remark, quoted, remark
from gatherings.intake.zones import zone_named


def zone_of(calendars: list[Calendar], events: list[Event]) -> ZoneInfo | None:
    """The zone that the file says, else the one of most of its events; None where it says none that we know."""
    said = (zone_named(str(one.get("X-WR-TIMEZONE", ""))) for one in calendars)
    zone = next((one for one in said if one), None)
    if zone is not None:
        return zone
    counts = Counter(key for event in events if (key := _key_of(event)))
    return zone_named(counts.most_common(1)[0][0]) if counts else None


def _key_of(event: Event) -> str | None:
    """The name of the zone in which an event begins; Oslo's where another has the same hours under a name of its own
    (Outlook calls all of Western Europe after Berlin).
    """
    start = value_of(event, "DTSTART")
    zone = start.tzinfo if isinstance(start, datetime) else None
    if not isinstance(zone, ZoneInfo) or not isinstance(start, datetime) or _is_utc(zone):
        return None
    is_called_so = _property(event, "DTSTART").params.get("TZID") == zone.key
    oslo = start.replace(tzinfo=ZoneInfo(DEFAULT_TIMEZONE))
    return DEFAULT_TIMEZONE if not is_called_so and oslo.utcoffset() == start.utcoffset() else zone.key


def _is_utc(zone: tzinfo | None) -> bool:
    return zone is not None and str(zone) in {"UTC", "Etc/UTC"}


def doubts_about_zones(events: list[tuple[int, Event]], zone: ZoneInfo | None) -> Iterator[Remark]:
    for line, event in events:
        start = value_of(event, "DTSTART")
        if (
            isinstance(start, datetime)
            and start.tzinfo is None
            and (named := _property(event, "DTSTART").params.get("TZID"))
        ):
            yield remark(Doubt.TIMEZONE_UNKNOWN, line, zone=quoted(str(named)))
        elif zone is None and isinstance(start, datetime) and _is_utc(start.tzinfo):
            yield remark(Doubt.TIMES_FROM_UTC)


def value_of(event: Event, name: str) -> Any:  # noqa: ANN401 (a date, a datetime, a length, or nothing)
    """What a property says, the first time that it is there; None where it is not."""
    found = _property(event, name)
    return None if found is None else found.dt


def _property(event: Event, name: str) -> Any:  # noqa: ANN401 (the library's type of a property is a choice of thirty)
    found = event.get(name)
    return found[0] if isinstance(found, list) else found
