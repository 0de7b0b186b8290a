"""A schedule in JSON: frab's and pretalx' own, or what pretalx' widget is given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any, Final

from gatherings.intake.draft import Reason, Source
from gatherings.intake.frab.schedule import Event, Schedule

NAMES: Final = ("public_name", "name", "full_public_name")

Json = dict[str, Any]


def read_json(source: Source) -> Schedule:
    """Raises Unreadable for what is broken."""
    whole = _object(_parsed(source))
    if "talks" in whole:
        return _widget(source, whole)
    conference = _object(_object(whole.get("schedule", whole)).get("conference"))
    events = tuple(_events(source, conference))
    return Schedule(_text(conference, "title"), _text(conference, "time_zone_name"), events)


def _parsed(source: Source) -> object:
    try:
        return json.loads(source.text.lstrip("\ufeff"))
    except json.JSONDecodeError as broken:
        raise source.refusal(Reason.BROKEN_HERE, line=broken.lineno) from None
    except (RecursionError, ValueError):
        raise source.refusal(Reason.BROKEN_HERE, line=1) from None


class _Lines:
    """Tells on which line the next title stands; the titles are asked for in their order."""

    def __init__(self, source: Source) -> None:
        self._text, self._at = source.text, 0

    def of(self, title: str) -> int:
        found = -1
        for form in (json.dumps(title, ensure_ascii=False), json.dumps(title)):
            found = self._text.find(form, self._at) if found < 0 else found
        self._at = max(found, self._at)
        return self._text.count("\n", 0, self._at) + 1


def _events(source: Source, conference: Json) -> Iterator[Event]:
    lines, position = _Lines(source), 0
    for day in _objects(conference.get("days")):
        for room, events in _object(day.get("rooms")).items():
            for event in _objects(events):
                position += 1
                yield _event(event, _text(day, "date"), room, position, lines.of(_text(event, "title")))


def _event(event: Json, day: str, room: str, position: int, line: int) -> Event:
    said = Event.said(partial(_text, event), line=line, position=position, day=day, room=room)
    return replace(said, people=tuple(map(_name, _objects(event.get("persons")))))


def _name(person: Json) -> str:
    return next((name for key in NAMES if (name := _text(person, key))), "")


def _widget(source: Source, whole: Json) -> Schedule:
    """Its rooms, tracks and speakers stand apart, by their numbers and codes."""
    lines = _Lines(source)
    rooms, tracks = (_by(whole.get(name), "id", "name") for name in ("rooms", "tracks"))
    speakers = _by(whole.get("speakers"), "code", "name")
    events = []
    for position, talk in enumerate(_objects(whole.get("talks")), start=1):
        title = _text(talk, "title")
        codes = talk.get("speakers")
        events.append(
            Event(
                line=lines.of(title),
                title=title,
                position=position,
                date=_text(talk, "start"),
                end=_text(talk, "end"),
                room=rooms.get(str(talk.get("room")), ""),
                track=tracks.get(str(talk.get("track")), ""),
                texts=(_text(talk, "abstract"),),
                people=tuple(speakers.get(str(one), "") for one in (codes if isinstance(codes, list) else [])),
            )
        )
    return Schedule("", _text(whole, "timezone"), tuple(events))


def _by(values: object, key: str, name: str) -> dict[str, str]:
    return {str(one.get(key)): _text(one, name) for one in _objects(values)}


def _object(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def _objects(value: object) -> list[Json]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _text(values: Json, name: str) -> str:
    """The words of a field; of one in several languages the first."""
    value = values.get(name)
    if isinstance(value, dict):
        value = next(iter(value.values()), "")
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
