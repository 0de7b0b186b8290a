"""Corrections that begin with what is to be done: "ta bort pausen", "legg til Oppsummering 15.00 til 15.20"."""

from __future__ import annotations

import re
from typing import Final

from dialogs.corrections.blocks import Programmed
from dialogs.corrections.said import EDGES, Said, length_at, occurrences, said_of
from dialogs.corrections.times import Times, times_in
from gatherings.errors import Refusal
from gatherings.intake.corrections import Addition, Correction, NewRoom, NewTimes, NewTitle, Removal

_QUOTED: Final = re.compile(r"^(?P<block>.+?)\s*[«\"“”](?P<title>[^«»\"“”]+)[»\"“”]$")
_TRAILING: Final = re.compile(r"\s+(?:kl\.?|klokka|klokken|fra|frå|from|at|på|on)$", re.IGNORECASE)


def remove(said: Said, first: int, programmed: Programmed) -> Correction | None:
    """ "ta bort pausen"."""
    length = length_at("remove", said, first)
    rest = said.after(first + length)
    return Removal(programmed.block(rest).id) if length and rest else None


def rename(said: Said, first: int, programmed: Programmed) -> Correction | None:
    """ "endre tittelen på Åpning til Velkommen", "kall åpningen «Velkommen»"."""
    length = length_at("name", said, first)
    if not length or first + length >= len(said.words):
        return None
    rest = said.text[said.tokens[first + length].start :].strip(" .")
    quoted = _QUOTED.match(rest)
    if quoted:
        named = _without_as(quoted["block"])
        return NewTitle(programmed.block(named).id, quoted["title"])
    return _renamed(said_of(rest), programmed)


def _without_as(text: str) -> str:
    said = said_of(text)
    ends = [place for place, end in occurrences("as", said, 1) if end == len(said.words)]
    return said.before(ends[0]) if ends else text


def _renamed(said: Said, programmed: Programmed) -> Correction | None:
    """The new title after the first "til" before which a block is named."""
    refused: Refusal | None = None
    for place, following in occurrences("as", said, 1):
        title = said.after(following)
        try:
            block = programmed.block(said.before(place))
        except Refusal as refusal:
            refused = refused or refusal
            continue
        if title:
            return NewTitle(block.id, title)
    if refused is not None:
        raise refused
    return None


def move(said: Said, first: int, programmed: Programmed) -> Correction | None:
    """ "flytt lunsjen til 12.15"."""
    length = length_at("move", said, first)
    if not length or first + length >= len(said.words):
        return None
    rest = said_of(said.after(first + length))
    for place, following in occurrences("to", rest, 1):
        times = times_in(rest.after(following), programmed.names)
        if times is not None:
            return NewTimes(programmed.block(rest.before(place)).id, *times)
    return None


def room_of(said: Said, first: int, programmed: Programmed) -> Correction | None:
    """ "rommet for gruppearbeidet er Storsalen"."""
    length = length_at("room_of", said, first)
    if not length or first + length >= len(said.words):
        return None
    rest = said_of(said.after(first + length))
    for place, following in occurrences("is", rest, 1):
        room = rest.after(following)
        if room:
            return NewRoom(programmed.block(rest.before(place)).id, room)
    return None


def add(said: Said, first: int, programmed: Programmed) -> Correction | None:
    """ "legg til Oppsummering 15.00 til 15.20 på dag 2"."""
    length = length_at("add", said, first)
    if not length or first + length >= len(said.words):
        return None
    rest, number = _without_day(said_of(said.text[said.tokens[first + length].start :]), programmed)
    found = _timed(rest, programmed)
    if found is None:
        return None
    title, times = found
    return Addition(title, times[0], times[1], number or 1)


def _without_day(said: Said, programmed: Programmed) -> tuple[Said, int | None]:
    """The text without the day that it begins or ends with, and the number of that."""
    for place in range(1, len(said.words)):
        number = programmed.day_number(said.after(place))
        if number is not None:
            return said_of(_TRAILING.sub("", said.before(place))), number
        number = programmed.day_number(said.before(place))
        if number is not None:
            return said_of(said.after(place)), number
    return said, None


def _timed(said: Said, programmed: Programmed) -> tuple[str, Times] | None:
    """The title, and the times that stand after it or before it; the widest that can be read as times."""
    for place in range(1, len(said.words)):
        times = times_in(said.after(place), programmed.names)
        if times is not None:
            title = _TRAILING.sub("", said.before(place)).strip(EDGES)
            return (title, times) if title else None
    for place in range(len(said.words) - 1, 0, -1):
        times = times_in(said.before(place), programmed.names)
        if times is not None:
            return said.text[said.tokens[place].start :].strip(' .«»"'), times
    return None
