"""An event of a schedule as an entry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from gatherings.gathering import DEFAULT_TIMEZONE
from gatherings.intake.aside import Aside, read_aside
from gatherings.intake.columns import kind_named
from gatherings.intake.draft import Reason, Source, quoted
from gatherings.intake.entry import Entry
from gatherings.intake.frab.schedule import Event
from gatherings.intake.hours import DAY
from gatherings.intake.kinds import kind_of
from gatherings.intake.public import one_line, without_addresses
from gatherings.programme import Contributor, EndSource, Kind

_DURATION: Final = re.compile(r"(\d{1,3}):(\d{2})(?::\d{2})?")
_CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")


def widget_times(events: Iterable[Event], zone: ZoneInfo | None) -> Iterator[Event]:
    """The events; those whose start and end are moments have them on the wall of the zone."""
    on_wall = zone or ZoneInfo(DEFAULT_TIMEZONE)
    for event in events:
        start, end = _moment(event.date), _moment(event.end)
        if event.start or start is None:
            yield event
            continue
        begins = _on_wall(start, on_wall)
        length = "" if end is None else _written(_on_wall(end, on_wall) - begins)
        yield replace(event, date=begins.date().isoformat(), start=f"{begins:%H:%M}", duration=length or event.duration)


def _on_wall(at: datetime, zone: ZoneInfo) -> datetime:
    return at if at.tzinfo is None else at.astimezone(zone).replace(tzinfo=None)


def _written(length: timedelta) -> str:
    minutes = length // timedelta(minutes=1)
    return f"{minutes // 60}:{minutes % 60:02}" if minutes >= 0 else ""


def entry_of(source: Source, event: Event) -> Entry | None:
    """The entry; None for a slot without title and time. Raises Unreadable with the event's line."""
    if not event.title and not event.start:
        return None
    aside = read_aside(event.aside)
    if not (event.title if aside else without_addresses(one_line(event.title))[0]):
        raise source.refusal(Reason.NO_TITLE, line=event.line, text=quoted(event.start))
    entry = Entry(
        line=event.line,
        title=event.title,
        day=_day(source, event),
        start=_start(source, event),
        length=None if aside else _length(source, event),
        text="\n\n".join(dict.fromkeys(text for text in event.texts if text)),
        room=event.room,
        track=event.track,
        people=tuple(Contributor(name) for name in map(_public, event.people) if name),
        kind=_kind(event.type),
    )
    return _exact(entry, aside, event) if aside else entry


def _exact(entry: Entry, aside: Aside, event: Event) -> Entry:
    """The whole block, as an export of ours has it."""
    is_same = event.people == tuple(person.name for person in aside.people)
    return replace(
        entry,
        is_exact=True,
        id=aside.id,
        kind=aside.kind,
        end=aside.end,
        end_source=aside.end_source if aside.end is not None else EndSource.NONE,
        people=aside.people if is_same else entry.people,
        streamed=aside.streamed,
        room=aside.room or "",
        track=aside.track or "",
    )


def _public(name: str) -> str:
    return without_addresses(one_line(name))[0]


def _kind(text: str) -> Kind | None:
    told = kind_named(text) or kind_of(text.replace("_", " "), "")
    return None if told is Kind.OTHER else told


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if len(text) > len("2027-04-15") else None
    except ValueError:
        return None


def _day(source: Source, event: Event) -> date:
    """The date that stands in the event, as it is on the wall there; else that of the day it stands under."""
    for written in (event.date[:10], event.day[:10]):
        try:
            return date.fromisoformat(written)
        except ValueError:
            continue
    raise source.refusal(Reason.DAY_UNREADABLE, line=event.line, text=quoted(event.date or event.day or event.title))


def _start(source: Source, event: Event) -> time:
    moment = _moment(event.start) or (_moment(event.date) if not event.start else None)
    if moment is not None:
        return moment.time().replace(second=0, microsecond=0, tzinfo=None)
    found = _CLOCK.fullmatch(event.start)
    if not found:
        raise source.refusal(Reason.TIME_UNREADABLE, line=event.line, text=quoted(event.start or event.title))
    try:
        return time(int(found[1]), int(found[2]))
    except ValueError:
        raise source.refusal(Reason.NO_SUCH_TIME, line=event.line, text=quoted(event.start)) from None


def _length(source: Source, event: Event) -> timedelta | None:
    if not event.duration:
        return None
    found = _DURATION.fullmatch(event.duration)
    if not found:
        raise source.refusal(Reason.LENGTH_UNCLEAR, line=event.line, text=quoted(event.duration))
    length = timedelta(hours=int(found[1]), minutes=int(found[2]))
    if length >= DAY:
        raise source.refusal(Reason.TOO_LONG, line=event.line, text=quoted(event.duration))
    return length
