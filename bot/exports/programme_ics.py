"""A programme as a calendar: an event a block, for everybody; no links, no notes, nobody's address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Final

from icalendar import Calendar, Event, vText

from bot.calendar.event import PRODUCT, UTC_KEYS, written
from bot.calendar.values import Text
from bot.calendar.zone import timezone_of
from gatherings.gathering import Gathering
from gatherings.intake.aside import people_text, write_aside
from gatherings.intake.calendar import ASIDE
from gatherings.programme import Block
from gatherings.times import instant


def programme_ics(gathering: Gathering, blocks: Sequence[Block], *, stamped_at: datetime) -> bytes:
    """The file. Hours are the gathering's own, with the name of its zone."""
    made = Calendar()
    for name, value in (("VERSION", "2.0"), ("PRODID", PRODUCT), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH")):
        made.add(name, value)
    made["X-WR-CALNAME"] = Text(gathering.title)
    made["X-WR-TIMEZONE"] = Text(gathering.timezone)
    days = [block.day for block in blocks]
    if gathering.timezone not in UTC_KEYS:
        made.add_component(timezone_of(gathering.zone, first=min(days), last=max(days)))
    for block in blocks:
        made.add_component(_event(block, gathering, stamped_at))
    return written(made)


UID: Final = "{id}.programme@samband"


def _event(block: Block, gathering: Gathering, stamped_at: datetime) -> Event:
    made = Event()
    made["UID"] = Text(UID.format(id=block.id))
    made.add("SEQUENCE", gathering.version)
    made.add("DTSTAMP", stamped_at)
    _add_time(made, "DTSTART", block.day, block.start, gathering)
    if block.end is not None and _ends_later(block, block.end, gathering):
        _add_time(made, "DTEND", block.ends_on, block.end, gathering)
    made["SUMMARY"] = Text(block.title)
    if gathering.is_cancelled:
        made.add("STATUS", "CANCELLED")
    where = ", ".join(part for part in (block.room, gathering.venue, gathering.place) if part)
    if where:
        made["LOCATION"] = Text(where)
    told = "\n\n".join(part for part in (block.text, people_text(block.people)) if part)
    if told:
        made["DESCRIPTION"] = Text(told)
    made[ASIDE] = vText(write_aside(block))
    return made


def _ends_later(block: Block, end: time, gathering: Gathering) -> bool:
    """Whether there is an end to tell: a calendar knows no event that lasts no time."""
    zone = gathering.zone
    return instant(block.ends_on, end, zone) > instant(block.day, block.start, zone)


def _add_time(made: Event, name: str, day: date, wall: time, gathering: Gathering) -> None:
    if gathering.timezone in UTC_KEYS:
        made.add(name, datetime.combine(day, wall, tzinfo=gathering.zone))
    else:
        made.add(name, datetime.combine(day, wall), parameters={"TZID": gathering.zone.key})
