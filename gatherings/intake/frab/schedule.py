"""A schedule as its file has it, XML and JSON alike."""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class Schedule:
    title: str
    zone: str
    events: tuple[Event, ...]
