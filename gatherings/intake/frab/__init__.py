"""Reads the schedules of frab and pretalx: XML, JSON, and what pretalx' own widget is given."""

from __future__ import annotations

from dataclasses import replace

from gatherings.intake.assembly import assemble
from gatherings.intake.draft import Draft, Reason, Source
from gatherings.intake.frab.entries import entry_of, widget_times
from gatherings.intake.frab.read_json import read_json
from gatherings.intake.frab.read_xml import read_xml
from gatherings.intake.schedules import is_schedule
from gatherings.intake.table.days import Days
from gatherings.intake.zones import zone_named


def sniff(source: Source) -> bool:
    return is_schedule(source.text)


def read(source: Source) -> tuple[Draft]:
    """The draft of the conference. Raises Unreadable with the line of the event that cannot be right."""
    schedule = read_json(source) if source.text.lstrip().startswith("{") else read_xml(source)
    zone = zone_named(schedule.zone)
    events = sorted(widget_times(schedule.events, zone), key=lambda event: event.position)
    entries = [entry for event in events if (entry := entry_of(source, event)) is not None]
    if not entries:
        raise source.refusal(Reason.NO_PROGRAMME)
    draft = assemble(source, schedule.title, Days(source).moved(entries), [])
    return (replace(draft, timezone=None if zone is None else zone.key, has_notes=False),)
