"""Calendar files to look at: whose they are, what is in them, and what is wrong with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from icalendar import Calendar

from bot.calendar.event import event_of
from dialogs.phrases import voice
from gatherings.agenda import Agenda
from gatherings.gathering import NB, GatheringId, Language
from gatherings.people import PersonId
from gatherings.registration import Acceptance, Registration, RegistrationId
from gatherings.terms import Fee, Mode, Terms
from tests.builders import agenda, at

STAMPED_AT = at("08:00", date(2027, 3, 1))
Read = Any
"""A component as it was read; the library's type of a property is a choice of thirty."""
PAGE = "https://samband.example.org/min/1f0c"
TERMS = Terms(deadline=date(2027, 4, 1), fee_late=Fee(1200), fee_absent=Fee())
SPRING = agenda(terms=TERMS)


def signed_up(**changes: object) -> Registration:
    """Somebody with a seat in the room, who has accepted the terms."""
    made = Registration(
        id=RegistrationId("r1"),
        gathering_id=GatheringId("g1"),
        person_id=PersonId("p1"),
        registered_at=STAMPED_AT,
        seat=Mode.ROOM,
        accepted=Acceptance(STAMPED_AT, NB, 1, "Vilkår", TERMS),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def file_of(
    registration: Registration | None = None,
    about: Agenda = SPRING,
    *,
    page: str | None = PAGE,
    language: Language = NB,
    stamped_at: datetime = STAMPED_AT,
) -> bytes:
    mine = signed_up() if registration is None else registration
    return event_of(mine, about, reader_url=page, voice=voice(language), stamped_at=stamped_at)


def events(file: bytes) -> list[Read]:
    return list(Calendar.from_ical(file).walk("VEVENT"))


def event(file: bytes) -> Read:
    return events(file)[0]


def told(file: bytes, name: str) -> list[str]:
    """What a property says in each event; a property that is missing says nothing."""
    return [str(one.get(name)) for one in events(file) if name in one]


def unfolded(file: bytes) -> list[str]:
    return file.replace(b"\r\n ", b"").decode().split("\r\n")


def names(file: bytes) -> list[str]:
    """The properties' names in their order, as they stand in the file."""
    return [line.replace(";", ":").split(":")[0] for line in unfolded(file) if line]


def faults(file: bytes) -> list[str]:
    """What is wrong with a file: what the library's reader finds, and the five things that no reader does."""
    read: Read = Calendar.from_ical(file)
    found = [f"{one.name}: {error}" for one in read.walk() for error in one.errors]
    found += [f"{one.name} lacks {name}" for one in read.walk() for name in one.required if name not in one]
    found += [fault for one in read.walk("VEVENT") for fault in _faults(one, read)]
    lines = file.split(b"\r\n")
    found += [f"a bare line end: {line!r}" for line in lines if b"\n" in line or b"\r" in line]
    found += [f"not folded: {line!r}" for line in lines if len(line) > 75]
    return found if file.endswith(b"END:VCALENDAR\r\n") else [*found, "no end"]


def _faults(one: Read, read: Read) -> list[str]:
    known = {str(zone["TZID"]) for zone in read.walk("VTIMEZONE")}
    used = {one[name].params["TZID"] for name in ("DTSTART", "DTEND") if name in one and "TZID" in one[name].params}
    if used - known:
        return [f"unknown zone {zone}" for zone in used - known]
    found = [f"lacks {name}" for name in ("UID", "DTSTAMP", "DTSTART", "SEQUENCE") if name not in one]
    if one.start > one.end or ("DTEND" in one and one.start == one.end):
        found.append("ends before it starts")
    if "RRULE" in one and {"COUNT", "UNTIL"} <= one["RRULE"].keys():
        found.append("both a count and an end")
    return found
