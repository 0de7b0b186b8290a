"""Reads iCalendar: each event with its hours is a block, one that lasts whole days the frame of the gathering.

Who organises and who is invited is not read, nor are addresses of meetings: a stream link says whom it is for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from gatherings.gathering import DEFAULT_TIMEZONE
from gatherings.intake.aside import people_text, read_aside
from gatherings.intake.assembly import assemble
from gatherings.intake.calendar_zone import doubts_about_zones, value_of, zone_of
from gatherings.intake.draft import Doubt, Draft, Reason, Remark, Source, Unreadable, quoted, remark
from gatherings.intake.entry import Entry
from gatherings.intake.hours import DAY
from gatherings.intake.public import one_line
from gatherings.intake.table.days import Days

ASIDE: Final = "X-SAMBAND-BLOCK"
_END: Final = re.compile(r"END:VEVENT\s*", re.IGNORECASE)
TIMES: Final = ("DTSTART", "DTEND", "DURATION")
REPEATING: Final = ("RRULE", "RDATE")
_ESCAPED: Final = re.compile(r"\\(.)")
_BEGIN: Final = re.compile(r"BEGIN:VEVENT\s*", re.IGNORECASE)


def sniff(source: Source) -> bool:
    return source.text.lstrip().upper().startswith("BEGIN:VCALENDAR")


@dataclass(frozen=True, slots=True)
class _When:
    """An event's hours on the wall of the gathering; `start` is None where it lasts whole days."""

    day: date
    start: time | None
    end: datetime | None

    @property
    def is_of_days(self) -> bool:
        if self.start is None:
            return True
        return self.end is not None and self.end - datetime.combine(self.day, self.start) >= DAY


def read(source: Source) -> tuple[Draft]:
    """The draft of the one gathering. Raises Unreadable with the line at which an event begins."""
    calendars = _parsed(source)
    events = list(_events(source, calendars))
    zone = zone_of(calendars, [event for _, event in events])
    remarks: list[Remark] = list(doubts_about_zones(events, zone))
    entries: list[Entry] = []
    frames: list[tuple[date, date, str]] = []
    for line, event in events:
        when = _when(source, line, event, zone or ZoneInfo(DEFAULT_TIMEZONE))
        if str(event.get("STATUS", "")).upper() == "CANCELLED" and ASIDE not in event:
            remarks.append(remark(Doubt.EVENT_CANCELLED, line, title=_title(event)))
        elif when.is_of_days:
            frames.append((when.day, _last_day(when), _title(event)))
            remarks.append(remark(Doubt.EVENT_WHOLE_DAY, line, title=_title(event)))
        else:
            entries.append(_entry(source, line, event, when))
    frame = max(frames, key=lambda one: (one[1] - one[0], one[2]), default=None)
    remarks = [one for one in remarks if frame is None or one.args.get("title") != frame[2]]
    draft = assemble(source, _name(calendars) or (frame[2] if frame else ""), Days(source).moved(entries), remarks)
    return (_framed(draft, frame, source, zone),)


def _parsed(source: Source) -> list[Calendar]:
    try:
        found = Calendar.from_ical(source.text.lstrip(), multiple=True)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        raise source.refusal(Reason.BROKEN_HERE, line=_last_line(source)) from None
    if not found or len(_lines(source, _BEGIN)) != len(_lines(source, _END)):
        raise source.refusal(Reason.BROKEN_HERE, line=_last_line(source))
    return found


def _lines(source: Source, pattern: re.Pattern[str]) -> list[int]:
    """The numbers of the lines that are so."""
    return [number for number, line in enumerate(source.lines, start=1) if pattern.fullmatch(line)]


def _last_line(source: Source) -> int:
    return source.text.rstrip().count("\n") + 1


def _events(source: Source, calendars: list[Calendar]) -> Iterator[tuple[int, Event]]:
    """The events with the lines at which they begin. Raises Unreadable for one that repeats."""
    lines = _lines(source, _BEGIN)
    found = [event for one in calendars for event in one.walk("VEVENT") if isinstance(event, Event)]
    for position, event in enumerate(found):
        line = lines[position] if position < len(lines) else 1
        if any(name in TIMES for name, _ in event.errors):
            raise _unreadable(source, line, event)
        if any(name in event for name in REPEATING):
            raise source.refusal(Reason.REPEATS, line=line, text=_title(event))
        yield line, event


def _title(event: Event) -> str:
    return quoted(one_line(str(event.get("SUMMARY", ""))))


def _name(calendars: list[Calendar]) -> str:
    """What the first calendar is called that is called anything."""
    names = (str(one.get("X-WR-CALNAME", "")) for one in calendars)
    name = next((name for name in names if name.strip()), "")
    return _ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], name)


def _when(source: Source, line: int, event: Event, zone: ZoneInfo) -> _When:
    start, end, length = (value_of(event, name) for name in TIMES)
    if not isinstance(start, date) or not isinstance(end, date | None) or not isinstance(length, timedelta | None):
        raise _unreadable(source, line, event)
    if not isinstance(start, datetime):
        last = (end or start + max(length or DAY, DAY)) - DAY
        return _When(start, None, datetime.combine(max(start, last), time()))
    begins = _on_wall(start, zone)
    ends = _on_wall(end, zone) if isinstance(end, datetime) else None
    if ends is None and length is not None:
        ends = _on_wall(start + length, zone)
    if ends is not None and ends < begins:
        raise source.refusal(Reason.ENDS_BEFORE_START, line=line, text=f"{begins:%H:%M} – {ends:%H:%M}")
    return _When(begins.date(), begins.time().replace(second=0, microsecond=0), ends)


def _unreadable(source: Source, line: int, event: Event) -> Unreadable:
    said = [str(event[name]) for name in TIMES if name in event]
    return source.refusal(Reason.TIME_UNREADABLE, line=line, text=quoted(said[0]) if said else _title(event))


def _on_wall(at: datetime, zone: ZoneInfo) -> datetime:
    """The wall time in the zone; one that belongs to no zone, or to that one, is as it stands."""
    is_there = at.tzinfo is None or (isinstance(at.tzinfo, ZoneInfo) and at.tzinfo.key == zone.key)
    return (at if is_there else at.astimezone(zone)).replace(tzinfo=None)


def _last_day(when: _When) -> date:
    return when.day if when.end is None else when.end.date()


def _entry(source: Source, line: int, event: Event, when: _When) -> Entry:
    title = str(event.get("SUMMARY", ""))
    aside = read_aside(str(event.get(ASIDE, "")))
    if not (title.strip() if aside else one_line(title)):
        raise source.refusal(Reason.NO_TITLE, line=line, text=f"{when.start:%H:%M}")
    entry = Entry(
        line=line,
        title=title,
        day=when.day,
        start=when.start,
        end=None if when.end is None else when.end.time().replace(second=0, microsecond=0),
        text=str(event.get("DESCRIPTION", "")),
        room=str(event.get("LOCATION", "")),
    )
    if aside is None:
        return replace(entry, length=_length(when), end=None if _is_past_midnight(when) else entry.end)
    return replace(
        entry,
        is_exact=True,
        id=aside.id,
        kind=aside.kind,
        end=entry.end or aside.end,
        end_source=aside.end_source,
        people=aside.people,
        streamed=aside.streamed,
        room=aside.room or "",
        track=aside.track or "",
        text=entry.text.removesuffix(people_text(aside.people)).removesuffix("\n\n") if aside.people else entry.text,
    )


def _is_past_midnight(when: _When) -> bool:
    return when.end is not None and when.end.date() > when.day and when.end.time() != time()


def _length(when: _When) -> timedelta | None:
    """How long it lasts, where it ends on another day: an end alone would be taken for a mistake."""
    if not _is_past_midnight(when) or when.end is None or when.start is None:
        return None
    return when.end - datetime.combine(when.day, when.start)


def _framed(draft: Draft, frame: tuple[date, date, str] | None, source: Source, zone: ZoneInfo | None) -> Draft:
    draft = replace(draft, timezone=None if zone is None else zone.key, has_notes=False)
    is_around = frame is not None and frame[0] <= draft.starts_on and draft.ends_on <= frame[1]
    if frame is None or not is_around or source.day is not None:
        return draft
    return replace(draft, starts_on=frame[0], ends_on=frame[1])
