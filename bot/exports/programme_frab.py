"""A programme as the schedule that frab and pretalx publish, in XML, for screens and telephones at conferences.

What that form has no place for stands in an instruction to us, which others pass over: the file is valid for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import count, groupby
from typing import Final
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from bot.exports.table import cell_text
from gatherings.gathering import Gathering
from gatherings.intake.aside import write_aside
from gatherings.intake.frab.read_xml import ASIDE
from gatherings.intake.slugs import slug_of
from gatherings.programme import Block
from gatherings.times import instant

GENERATOR: Final = "Samband"
TIMESLOT: Final = "00:05"
Numbered = tuple[int, Block]


def programme_frab(gathering: Gathering, blocks: Sequence[Block]) -> bytes:
    """The file. Numbers of events and persons are those of this file; the guids stay the same for ever."""
    days = [(day, list(of_day)) for day, of_day in groupby(enumerate(blocks, start=1), key=lambda one: one[1].day)]
    root = ET.Element("schedule")
    ET.SubElement(root, "generator", name=GENERATOR, version="1")
    _add(root, "version", str(gathering.version))
    conference = ET.SubElement(root, "conference")
    for name, value in (
        *(("acronym", gathering.slug), ("title", gathering.title)),
        *(("start", str(gathering.starts_on)), ("end", str(gathering.ends_on)), ("days", str(len(days)))),
        *(("timeslot_duration", TIMESLOT), ("time_zone_name", gathering.timezone)),
    ):
        _add(conference, name, value)
    numbers = _numbers(blocks)
    for index, (day, of_day) in enumerate(days, start=1):
        starts, ends = _hours([block for _, block in of_day], gathering)
        added = ET.SubElement(root, "day", index=str(index), date=str(day), start=starts, end=ends)
        _add_rooms(added, of_day, gathering, numbers)
    ET.indent(root)
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    made = ET.SubElement(parent, name)
    made.text = cell_text(text)
    return made


def _numbers(blocks: Sequence[Block]) -> dict[str, int]:
    """A number for each person's name."""
    names = dict.fromkeys(person.name for block in blocks for person in block.people)
    return dict(zip(names, count(1), strict=False))


def _hours(blocks: Sequence[Block], gathering: Gathering) -> tuple[str, str]:
    """When the first block of a day begins, and the last one ends."""
    begun = [instant(block.day, block.start, gathering.zone) for block in blocks]
    over = [instant(block.ends_on, block.end, gathering.zone) for block in blocks if block.end is not None]
    return _moment(min(begun), gathering), _moment(max(begun + over), gathering)


def _moment(at: datetime, gathering: Gathering) -> str:
    return at.astimezone(gathering.zone).isoformat(timespec="seconds")


def _add_rooms(day: ET.Element, blocks: Sequence[Numbered], gathering: Gathering, numbers: dict[str, int]) -> None:
    rooms: dict[str, list[Numbered]] = {}
    for number, block in blocks:
        rooms.setdefault(_room(block, gathering), []).append((number, block))
    for name, held in rooms.items():
        room = ET.SubElement(day, "room", name=cell_text(name))
        for number, block in held:
            _add_event(room, number, block, gathering, numbers)


def _room(block: Block, gathering: Gathering) -> str:
    """Where it is; a schedule has no block without a room."""
    return block.room or gathering.venue or gathering.place or gathering.title


def _add_event(room: ET.Element, number: int, block: Block, gathering: Gathering, numbers: dict[str, int]) -> None:
    guid = uuid5(NAMESPACE_URL, f"samband:{gathering.id}:{block.id}")
    event = ET.SubElement(room, "event", id=str(number), guid=str(guid))
    event.append(ET.ProcessingInstruction(ASIDE, write_aside(block)))
    for name, text in _facts(number, block, gathering):
        _add(event, name, text)
    persons = ET.SubElement(event, "persons")
    for person in block.people:
        _add(persons, "person", person.name).set("id", str(numbers[person.name]))
    ET.SubElement(event, "links")


def _facts(number: int, block: Block, gathering: Gathering) -> Iterator[tuple[str, str]]:
    yield "date", datetime.combine(block.day, block.start, tzinfo=gathering.zone).isoformat(timespec="seconds")
    yield "start", f"{block.start:%H:%M}"
    yield "duration", _duration(block, gathering)
    yield "room", _room(block, gathering)
    yield "slug", f"{slug_of(block.title, block.day)}-{number}"
    yield "title", block.title
    yield "subtitle", ""
    yield "track", block.track or ""
    yield "type", block.kind.value
    yield "language", gathering.language
    yield "abstract", block.text
    yield "description", ""


def _duration(block: Block, gathering: Gathering) -> str:
    """As long as it lasts, also in the night in which the clocks change; 00:00 where no end is known."""
    if block.end is None:
        return "00:00"
    begun, over = instant(block.day, block.start, gathering.zone), instant(block.ends_on, block.end, gathering.zone)
    minutes = max(int((over - begun).total_seconds()), 0) // 60
    return f"{minutes // 60:02}:{minutes % 60:02}"
