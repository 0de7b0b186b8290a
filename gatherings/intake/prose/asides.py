"""What a programme says in brackets and at the ends of its lines: the room, and whether it is streamed."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from gatherings.intake.streaming import find_stream_marks

LONGEST: Final = 600
MOST_WORDS_OF_A_ROOM: Final = 6
_I: Final = re.IGNORECASE
_ROOM: Final = re.compile(
    r"(?:(?:i|på|in|at|the)\s+)?(?:\S+\s+){0,2}?\w*(?:sal|salen|rom|rommet|romma|auditori(?:um|et)|foaj[eé]en"
    r"|foaj[eé]|kantin[ea]?n?"
    r"|kantina|kafeen|kafé|kaf[eé]teria|lobby|lobbyen|resepsjonen|resepsjon|restaurant|restauranten|scene|scenen|room"
    r"|hall|hallen|foyer|canteen|lounge|bar|baren|kinoen|stue|stua|stuen|etasje|etg\.?|floor|vestibylen|biblioteket"
    r"|auditorium|aud\.?|theatre|amfi|amfiet|rom)(?:\s+(?:[A-ZÆØÅ\d][\w.-]*|[a-d]\b|i|på|in|,)){0,4}",
    _I,
)
_NO_ROOM: Final = re.compile(r"\b(?:plenum|pause|tur|grupper|gruppene|alle|hele|heile)\b", _I)
_LABEL: Final = re.compile(
    r"^(?:rom|sted|stad|lokale|møterom|room|venue|location|place|hvor|kor)\s*:\s*(?P<room>.{2,80})$", _I
)
_BRACKET: Final = re.compile(r"\s*[(\[]([^()\[\]]{2,80})[)\]]")
_TAIL: Final = re.compile(r"\s*(?:[-–—,|•]|\s{2})\s*([^,–—|•]{2,60})$")
_STREAMS: Final = re.compile(
    r"(?:dette |denne )?(?:bolken |økta |økten |innlegget |den |blir |vert |er )?(?:ikke |ikkje |not )?(?:live-?)?"
    r"(?:stream|strøm|strøy)\w*(?:\s*[:=]\s*\w+)?(?: (?:ikke|ikkje|på teams|på nett|live|digitalt))?\.?",
    _I,
)


class Asides(NamedTuple):
    """The text without its asides, the room, and the words about streaming."""

    text: str
    room: str = ""
    streaming: str = ""


def take_asides(text: str) -> Asides:
    """The text with its room and its stream mark taken out of brackets and off its end."""
    room, streaming = "", ""
    if len(text) > LONGEST:
        return Asides(text)
    for bracket in list(_BRACKET.finditer(text)):
        if not streaming and is_about_streaming(bracket[1]):
            streaming, text = bracket[1], text.replace(bracket[0], "", 1)
        elif not room and (said := _room_said(bracket[1])):
            room, text = said, text.replace(bracket[0], "", 1)
    while found := _TAIL.search(text):
        if not streaming and is_about_streaming(found[1]):
            streaming, text = found[1], text[: found.start()]
        elif not room and is_room(found[1]) and text[: found.start()].strip():
            room, text = found[1], text[: found.start()]
        else:
            break
    return Asides(text.strip(), _room_name(room), streaming)


def _room_said(text: str) -> str:
    """The room that words in brackets are, with a label for it or without; else empty."""
    label = _LABEL.match(text.strip())
    return label["room"].strip() if label else text if is_room(text) else ""


def room_on_line(text: str) -> str:
    """The room, where the line is a label for one, or nothing but a room in brackets; else empty."""
    found = _LABEL.match(text)
    if found:
        return found["room"].strip()
    inner = re.fullmatch(r"[(\[]([^()\[\]]{2,60})[)\]]", text.strip())
    return _room_name(inner[1]) if inner and is_room(inner[1]) else ""


def is_room(text: str) -> bool:
    text = text.strip()
    is_short = len(text.split()) <= MOST_WORDS_OF_A_ROOM
    return is_short and _NO_ROOM.search(text) is None and _ROOM.fullmatch(text) is not None


def is_about_streaming(text: str) -> bool:
    text = text.strip()
    return _STREAMS.fullmatch(text) is not None and bool(find_stream_marks(text))


def _room_name(text: str) -> str:
    return re.sub(r"^(?:i|på|in|at)\s+(?:the\s+)?", "", text.strip(), flags=_I)
