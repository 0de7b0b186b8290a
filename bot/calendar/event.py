"""A sign-up as a calendar file: an event for each day of the gathering."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vUri

from bot.calendar.description import description
from bot.calendar.entry import Entry
from bot.calendar.hours import Hours, hours_of
from bot.calendar.text import link
from bot.calendar.values import Text, organiser
from bot.calendar.zone import timezone_of
from bot.cards.words import NAME, short
from dialogs.phrases import Voice
from gatherings.agenda import Agenda
from gatherings.registration import Registration
from gatherings.times import DAY

PRODUCT: Final = "-//Samband//Samband//EN"
UTC_KEYS: Final = frozenset({"UTC", "Etc/UTC"})  # told as such, without a zone of their own


def event_of(
    registration: Registration, agenda: Agenda, *, reader_url: str | None, voice: Voice, stamped_at: datetime
) -> bytes:
    """The file that puts a gathering into a person's calendar, brings it up to date, or takes it out again.

    The same days have the same UIDs for ever. `reader_url` is the person's own page.
    """
    entry = Entry(registration, agenda, reader_url)
    made = calendar([entry], method="CANCEL" if entry.is_off else "PUBLISH", voice=voice, stamped_at=stamped_at)
    return written(made)


def written(made: Calendar) -> bytes:
    """The calendar as its file: lines end with CRLF, and are folded at 75 octets."""
    return bytes(made.to_ical(sorted=False))


def calendar(entries: Sequence[Entry], *, method: str, voice: Voice, stamped_at: datetime) -> Calendar:
    """A calendar with the zones that it needs, and the days of the gatherings."""
    made = Calendar()
    for name, value in (("VERSION", "2.0"), ("PRODID", PRODUCT), ("CALSCALE", "GREGORIAN"), ("METHOD", method)):
        made.add(name, value)
    days = [(entry, hours) for entry in entries for hours in hours_of(entry.agenda)]
    for component in _zones(days):
        made.add_component(component)
    for entry, hours in days:
        made.add_component(_event(entry, hours, voice=voice, stamped_at=stamped_at))
    return made


def _zones(days: Iterable[tuple[Entry, Hours]]) -> list[Timezone]:
    """The zones in which something has an hour, each for the days that it is needed for."""
    needed: dict[ZoneInfo, list[date]] = {}
    for entry, hours in days:
        if hours.starts_at is not None and entry.gathering.timezone not in UTC_KEYS:
            needed.setdefault(entry.gathering.zone, []).append(hours.day)
    return [timezone_of(zone, first=min(its), last=max(its)) for zone, its in needed.items()]


def _event(entry: Entry, hours: Hours, *, voice: Voice, stamped_at: datetime) -> Event:
    made = Event()
    made["UID"] = Text(entry.uid(hours))
    made.add("SEQUENCE", entry.sequence)
    made.add("DTSTAMP", stamped_at)
    _add_times(made, hours, entry.gathering.zone)
    made["SUMMARY"] = Text(short(entry.gathering.title))
    made.add("STATUS", entry.status)
    where = _location(entry, hours, voice)
    if where:
        made["LOCATION"] = Text(where)
    made["DESCRIPTION"] = Text(description(entry, hours, voice=voice))
    _add_whom(made, entry)
    return made


def _add_times(made: Event, hours: Hours, zone: ZoneInfo) -> None:
    """Wall-clock times with the name of their zone, or dates; an end that is not known is left out."""
    if hours.starts_at is None:
        made.add("DTSTART", hours.day)
        made.add("DTEND", hours.day + DAY)
        return
    _add_time(made, "DTSTART", hours.starts_at, zone)
    if hours.ends_at is not None:
        _add_time(made, "DTEND", hours.ends_at, zone)


def _add_time(made: Event, name: str, at: datetime, zone: ZoneInfo) -> None:
    """The zone's name is given here: the library takes one with UTC's hours for UTC, and Longyearbyen for another."""
    if zone.key in UTC_KEYS:
        made.add(name, at)
    else:
        made.add(name, at.astimezone(zone).replace(tzinfo=None), parameters={"TZID": zone.key})


def _location(entry: Entry, hours: Hours, voice: Voice) -> str:
    """The room, the venue and the place, or the stream of who takes part digitally; nothing once it is off."""
    if entry.is_off:
        return ""
    blocks, gathering = entry.agenda.on_day(hours.day), entry.gathering
    if entry.is_digital:
        return entry.link_on(blocks) or voice("calendar.digitally")
    known = (entry.room_on(blocks), gathering.venue, gathering.place)
    return ", ".join(short(part, NAME) for part in known if part)


def _add_whom(made: Event, entry: Entry) -> None:
    """The person's own page and the organiser. Who shares a calendar does not share the links of their seat."""
    page, contact = link(entry.reader_url), organiser(entry.gathering.contact)
    if contact is not None:
        made["ORGANIZER"] = contact
    if page is not None:
        made["URL"] = vUri(page)
    if page is not None or entry.is_digital:
        made.add("CLASS", "PRIVATE")
