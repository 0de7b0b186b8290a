"""A conference of any size: sessions in rooms over days, as frab's XML and JSON have them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from xml.sax.saxutils import escape

TITLE, ZONE = "Fjordkonferansen", "Europe/Oslo"
FIRST: Final = date(2027, 4, 15)
SLOTS: Final = tuple(f"{9 + number // 2:02}:{number % 2 * 30:02}" for number in range(14))
"""Half-hours from nine to four."""

ABOUT: Final = [
    "klima",
    "arealer",
    "havner",
    "skoler",
    "eldre",
    "frivillighet",
    "byrom",
    "vannforsyning",
    "avløp",
    "gjenbruk",
    "transport",
    "sykkel",
    "kultur",
    "beredskap",
    "skred",
    "flom",
    "skog",
    "landbruk",
    "reiseliv",
    "boliger",
    "oppvekst",
    "inkludering",
    "folkehelse",
    "digitalisering",
    "personvern",
    "anskaffelser",
    "budsjett",
    "innovasjon",
    "samarbeid",
    "medvirkning",
    "planlegging",
    "kystlinjer",
]


@dataclass(frozen=True)
class Session:
    number: int
    day: date
    room: str
    start: str

    @property
    def title(self) -> str:
        """Of words as varied as those of a real conference, and of its own."""
        first, second = divmod(self.number, len(ABOUT) * len(ABOUT))
        return f"{ABOUT[second // len(ABOUT)].capitalize()} & {ABOUT[second % len(ABOUT)]} {first + 1}"

    @property
    def speaker(self) -> str:
        return f"Kari {'ABCDEFGH'[self.number % 8]}. Nes {self.number}"

    @property
    def begins(self) -> str:
        return f"{self.day}T{self.start}:00+02:00"


def sessions(count: int, rooms: int) -> list[Session]:
    """So many, room by room through each half-hour, and on to the next day."""
    found = []
    for number in range(count):
        slot, room = divmod(number, rooms)
        day, within = divmod(slot, len(SLOTS))
        found.append(Session(number, FIRST + timedelta(days=day), f"Sal {room + 1}", SLOTS[within]))
    return found


def _by_day_and_room(made: list[Session]) -> dict[date, dict[str, list[Session]]]:
    grouped: dict[date, dict[str, list[Session]]] = {}
    for one in made:
        grouped.setdefault(one.day, {}).setdefault(one.room, []).append(one)
    return grouped


def as_json(made: list[Session]) -> str:
    days = [
        {"date": str(day), "rooms": {room: [_event(one) for one in held] for room, held in rooms.items()}}
        for day, rooms in _by_day_and_room(made).items()
    ]
    return json.dumps({"schedule": {"conference": {"title": TITLE, "time_zone_name": ZONE, "days": days}}})


def _event(one: Session) -> dict[str, Any]:
    known = {"id": one.number, "date": one.begins, "start": one.start, "duration": "00:30", "title": one.title}
    return {**known, "abstract": "Om klima. " * 20, "persons": [{"public_name": one.speaker}]}


def as_xml(made: list[Session]) -> str:
    return "".join(_lines_of_xml(made))


def _lines_of_xml(made: list[Session]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<schedule><version>1</version><conference>'
    yield f"<title>{TITLE}</title><time_zone_name>{ZONE}</time_zone_name></conference>\n"
    for index, (day, rooms) in enumerate(_by_day_and_room(made).items(), start=1):
        yield f'<day index="{index}" date="{day}">\n'
        for room, held in rooms.items():
            yield f'<room name="{room}">\n'
            for one in held:
                yield f'<event id="{one.number}"><date>{one.begins}</date><start>{one.start}</start>'
                yield f"<duration>00:30</duration><title>{escape(one.title)}</title>"
                yield f'<abstract>{"Om klima. " * 20}</abstract><persons><person id="{one.number}">'
                yield f"{one.speaker}</person></persons></event>\n"
            yield "</room>\n"
        yield "</day>\n"
    yield "</schedule>\n"
