"""Reads a correction out of what was said: each form of it is tried, and the first that fits is meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import time
from typing import Final

from dialogs.corrections.blocks import Programmed
from dialogs.corrections.forms import add, move, remove, rename, room_of
from dialogs.corrections.people import people_in
from dialogs.corrections.said import Said, is_whole, occurrences, said_of, skip
from dialogs.corrections.times import day_in, length_in, times_in
from gatherings.errors import NoSuchBlockInDraft, NotACorrection, Refusal, SeveralBlocksMeant
from gatherings.intake.corrections import (
    Correction,
    NewDay,
    NewPeople,
    NewRoom,
    NewStreaming,
    NewTimes,
    NewTitle,
)
from gatherings.intake.draft import Draft, quoted
from gatherings.intake.hours import after

Reading = Callable[[str, str, Programmed], Correction | None]
"""What is said before a verb and after it, read as a correction; None where it is none."""


def read_correction(text: str, draft: Draft) -> Correction:
    """The correction of a draft that was said.

    Raises NotACorrection, NoSuchBlockInDraft, SeveralBlocksMeant.
    """
    said, programmed = said_of(text), Programmed(draft)
    refused: list[Refusal] = []
    if draft.blocks and said.words and "?" not in text:
        for attempt in _attempts(said, programmed):
            try:
                found = attempt()
            except (NoSuchBlockInDraft, SeveralBlocksMeant) as refusal:
                refused.append(refusal)
                continue
            if found is not None:
                return found
    several = [one for one in refused if isinstance(one, SeveralBlocksMeant)]
    raise next(iter([*several, *refused]), NotACorrection(text=quoted(text)))


def is_save(text: str) -> bool:
    """Whether the whole message is that it is to be saved."""
    return is_whole("save", text)


def is_refusal(text: str) -> bool:
    """Whether the whole message is that it is not to be saved."""
    return is_whole("refuse", text)


def _attempts(said: Said, programmed: Programmed) -> Iterator[Callable[[], Correction | None]]:
    """Each way to read it, the surest first."""
    first = skip("lead", said)
    for form in (remove, add, rename, move, room_of):
        yield lambda form=form: form(said, first, programmed)  # type: ignore[misc]
    for part, reading in READINGS:
        for place, following in occurrences(part, said, 1):
            before, rest = _between(said, first, place), said.after(following)
            if before:
                yield lambda reading=reading, before=before, rest=rest: reading(before, rest, programmed)  # type: ignore[misc]


def _between(said: Said, first: int, place: int) -> str:
    """What stands before a verb: without words that only lead to it, where a name is left."""
    start = first if first < place else 0
    return said.text[said.tokens[start].start : said.tokens[place].start].strip()


def _streamed(before: str, rest: str, programmed: Programmed) -> Correction | None:
    return None if rest else NewStreaming(programmed.block(before).id, streamed=True)


def _not_streamed(before: str, rest: str, programmed: Programmed) -> Correction | None:
    return None if rest else NewStreaming(programmed.block(before).id, streamed=False)


def _led_by(before: str, rest: str, programmed: Programmed) -> Correction | None:
    rest, is_more = _without_also(rest)
    names = people_in(rest, programmed.agenda)
    return None if names is None else NewPeople(programmed.block(before).id, names, is_more=is_more)


def _leads(before: str, rest: str, programmed: Programmed) -> Correction | None:
    names = people_in(before, programmed.agenda)
    rest, is_more = _without_also(rest)
    return None if names is None or not rest else NewPeople(programmed.block(rest).id, names, is_more=is_more)


def _without_also(text: str) -> tuple[str, bool]:
    """The text without "også" at its beginning or end, and whether it was there."""
    said = said_of(text)
    length = len(said.words)
    for first, end in occurrences("also", said):
        if first == 0:
            return said.after(end), True
        if end == length:
            return said.before(first), True
    return text, False


def _day(before: str, rest: str, programmed: Programmed) -> Correction | None:
    number = programmed.day_number(before)
    days = programmed.agenda.days
    if number is None or not 1 <= number <= len(days):
        return None
    day = day_in(rest, near=days[number - 1])
    return None if day is None else NewDay(number, day)


def _starts(before: str, rest: str, programmed: Programmed) -> Correction | None:
    times = times_in(rest, programmed.names)
    return None if times is None else NewTimes(programmed.block(before).id, *times)


def _ends(before: str, rest: str, programmed: Programmed) -> Correction | None:
    times = times_in(rest, programmed.names)
    return None if times is None or times[1] is not None else NewTimes(programmed.block(before).id, end=times[0])


def _lasts(before: str, rest: str, programmed: Programmed) -> Correction | None:
    length = length_in(rest)
    if length is None:
        return None
    block = programmed.block(before)
    end: time = after(block.start, length)
    return NewTimes(block.id, end=end)


def _named(before: str, rest: str, programmed: Programmed) -> Correction | None:
    return NewTitle(programmed.block(before).id, rest) if rest else None


def _in_room(before: str, rest: str, programmed: Programmed) -> Correction | None:
    """A room is written with a capital or a number: "er i Storsalen", not "er i gang"."""
    is_room = rest[:1].isupper() or rest[-1:].isdigit()
    return NewRoom(programmed.block(before).id, rest) if is_room and times_in(rest, programmed.names) is None else None


READINGS: Final[tuple[tuple[str, Reading], ...]] = (
    ("not_streamed", _not_streamed),
    ("streamed", _streamed),
    ("led_by", _led_by),
    ("is", _day),
    ("moved", _day),
    ("moved", _starts),
    ("ends", _ends),
    ("starts", _starts),
    ("is", _starts),
    ("is", _lasts),
    ("named", _named),
    ("in_room", _in_room),
    ("leads", _leads),
)
