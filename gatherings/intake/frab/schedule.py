"""A schedule as its file has it, XML and JSON alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """An event with the words that stand in it. `date` is a date, or a moment with its offset; `day` the one under
    which it stands; `aside` what an export of ours hides in it. `position` is its number among all.
    """

    line: int
    title: str
    position: int = 0
    date: str = ""
    day: str = ""
    start: str = ""
    end: str = ""
    duration: str = ""
    room: str = ""
    track: str = ""
    type: str = ""
    texts: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    aside: str = ""

    @staticmethod
    def said(field: Callable[[str], str], *, line: int, position: int, day: str, room: str) -> Event:
        """The event of which `field` gives what stands under a name, the same names in XML and JSON."""
        return Event(
            line=line,
            title=field("title"),
            position=position,
            date=field("date"),
            day=day,
            start=field("start"),
            duration=field("duration"),
            room=field("room") or room,
            track=field("track"),
            type=field("type"),
            texts=tuple(map(field, ("subtitle", "abstract", "description"))),
        )


@dataclass(frozen=True, slots=True)
class Schedule:
    title: str
    zone: str
    events: tuple[Event, ...]
