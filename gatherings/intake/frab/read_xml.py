"""A schedule in XML. Documents with entities of their own, or with others in them, are refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError, ProcessingInstruction, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from gatherings.intake.draft import Reason, Source
from gatherings.intake.frab.schedule import Event, Schedule

ASIDE: Final = "samband"
_DECLARED: Final = re.compile(r"^\s*<\?xml[^>]*\?>")


class _WithLines(TreeBuilder):
    """Builds the tree; `lines` tells where each element begins."""

    def __init__(self) -> None:
        super().__init__(insert_pis=True)
        self.parser: Any = None
        self.lines: dict[Element, int] = {}

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        element: Element = super().start(tag, attrs)
        self.lines[element] = self.parser.CurrentLineNumber
        return element


def read_xml(source: Source) -> Schedule:
    """Raises Unreadable for what is broken or unsafe."""
    root, lines = _parsed(source)
    conference = root.find("conference")
    title = _text(conference, "title") if conference is not None else ""
    zone = _text(conference, "time_zone_name") if conference is not None else ""
    return Schedule(title, zone, tuple(_events(root, lines)))


def _parsed(source: Source) -> tuple[Element, dict[Element, int]]:
    builder = _WithLines()
    parser = XMLParser(target=builder, forbid_dtd=True)
    builder.parser = parser.parser
    text = source.text.lstrip("\ufeff")
    gone = len(text) - len(text.lstrip())
    try:
        parser.feed(text[gone:])
        return parser.close(), builder.lines
    except DefusedXmlException:
        raise source.refusal(Reason.ENTITIES) from None
    except ParseError as broken:
        raise source.refusal(Reason.BROKEN_HERE, line=broken.position[0]) from None


def _events(root: Element, lines: dict[Element, int]) -> Iterator[Event]:
    position = 0
    for day in root.iter("day"):
        for room in day.iter("room"):
            for event in room.findall("event"):
                position += 1
                yield _event(event, day.get("date", ""), room.get("name", ""), position, lines[event])


def _event(event: Element, day: str, room: str, position: int, line: int) -> Event:
    number = event.get("id", "")
    position = int(number) if number.isascii() and number.isdigit() else position
    return replace(
        Event.said(partial(_text, event), line=line, position=position, day=day, room=room),
        people=tuple((person.text or "").strip() for person in event.iterfind("persons/person")),
        aside=next((aside for one in event if (aside := _aside(one))), ""),
    )


def _aside(node: Element) -> str:
    """What an instruction to us says."""
    tag: object = node.tag  # an instruction has the function that makes one
    is_one = tag is ProcessingInstruction and (node.text or "").startswith(f"{ASIDE} ")
    return (node.text or "").removeprefix(f"{ASIDE} ") if is_one else ""


def _text(element: Element, name: str) -> str:
    return (element.findtext(name) or "").strip()
