"""What a row tells: its title, people, room, stream mark, length and text, told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from gatherings.intake.hours import Unclear, read_length
from gatherings.intake.prose.asides import is_about_streaming, is_room, room_on_line, take_asides
from gatherings.intake.prose.bodies import joined_title
from gatherings.intake.prose.clocks import length_at_end
from gatherings.intake.prose.columns import Column
from gatherings.intake.prose.lines import Line
from gatherings.intake.prose.persons import are_given_names, people_in
from gatherings.intake.prose.speakers import BESIDE, LABELLED, LED, first_sentence, people_before, tell_apart
from gatherings.intake.public import one_line
from gatherings.intake.streaming import YES
from gatherings.programme import Contributor

_EDGES: Final = " \t,;:–—|/.>"
_SYMBOLS: Final = re.compile(r"^[^\w«\"“”'’(\[]+(?=\w)")
_MOST_PEOPLE_LINE: Final = 30


@dataclass
class Told:
    """What a row tells, as it is put together."""

    title: str = ""
    people: tuple[Contributor, ...] = ()
    room: str = ""
    streaming: str = ""
    length: timedelta | None = None
    text: list[str] | None = None
    notes: str = ""
    track: str = ""

    def add_text(self, text: str) -> None:
        if text.strip():
            self.text = [*(self.text or []), text.strip()]

    def add_people(self, people: Sequence[Contributor]) -> None:
        known = {person.name for person in self.people}
        self.people = (*self.people, *(person for person in people if person.name not in known))


def told_by(cells: Sequence[tuple[Column, str]], lines: list[Line]) -> Told:
    told = Told()
    title, extra = _title_of(cells)
    title, lines = joined_title(title, lines)
    _take_title(title, told)
    for column, text in extra:
        _take_cell(column, text, told)
    for line in lines:
        _take_line(line, told)
    return told


def _title_of(cells: Sequence[tuple[Column, str]]) -> tuple[str, list[tuple[Column, str]]]:
    """The title's cell up to a line break in it, and the rest."""
    at = next((n for n, (column, _) in enumerate(cells) if column.field == "title"), None)
    if at is None:
        at = next((n for n, (column, text) in enumerate(cells) if not column.field and not _is_length(text)), None)
    if at is None:
        return "", list(cells)
    first, *more = cells[at][1].split("  ")
    while more and re.match(r"[a-zæøå(]", more[0]) and not LED.match(more[0]) and not people_in(more[0]):
        first = f"{first} {more.pop(0)}"
    below = [(Column("below"), piece) for piece in more]
    return first, [*below, *(cell for n, cell in enumerate(cells) if n != at)]


def _take_title(title: str, told: Told) -> None:
    aside = take_asides(title)
    title, told.length = length_at_end(aside.text)
    apart = tell_apart(title.strip())
    told.people = apart.people
    if not apart.title and apart.people:
        apart = replace(apart, title=title.partition(":")[0])
    told.room, told.streaming = aside.room, aside.streaming
    again = take_asides(apart.title)
    told.room, told.streaming = told.room or again.room, told.streaming or again.streaming
    title, length = length_at_end(again.text)
    told.length = told.length or length
    told.title = one_line(title).strip(_EDGES).removesuffix(" -").removeprefix("- ")
    if apart.title.endswith((".", "!", "?")) and told.title:
        told.title = (
            one_line(title).strip(_EDGES.replace(".", "")).removesuffix(" -").removeprefix("- ").removesuffix(".")
        )
    told.title = _SYMBOLS.sub("", told.title)
    if apart.rest:
        _take_words(apart.rest, told, bullet="")


def _take_cell(column: Column, text: str, told: Told) -> None:
    """Takes a cell beside the title, by its column, else by what it looks like."""
    match column.field:
        case "people":
            people = _people(text, is_sure=True)
            told.add_people(people)
            told.add_text("" if people else text)
        case "room":
            told.room = told.room or one_line(text)
        case "stream":
            says = text.strip().casefold()
            told.streaming = f"Strømming: {'ja' if says in YES or says in ('✓', '✔') else says}"
        case "notes":
            told.notes = one_line(text)
        case "length":
            told.length = told.length or _length(text)
        case "text":
            told.add_text(text.replace("  ", "\n"))
        case _:
            _take_unnamed(text, told)


def _take_unnamed(text: str, told: Told) -> None:
    if _is_length(text):
        told.length = told.length or _length(text)
        return
    for piece in text.split("  "):
        alone = people_in(piece, is_sure=True) if are_given_names(piece) else ()
        told.add_people(alone)
        if not alone:
            _take_words(piece, told, bullet="")


def _take_line(line: Line, told: Told) -> None:
    pieces = [piece for cell in line.cells for piece in cell.split("  ")]
    for n, piece in enumerate(pieces):
        if piece:
            _take_words(piece, told, bullet="- " if line.is_item and n == 0 else "")


def _take_words(text: str, told: Told, *, bullet: str) -> None:
    """Takes words below a title or beside it: people, a room, a stream mark, else text."""
    text = text.strip()
    labelled = LABELLED.match(text) or LED.match(text) or BESIDE.match(text)
    people = _people(text, is_sure=False)
    if people and (not bullet or labelled):
        told.add_people(people)
    elif labelled and (parts := _led(labelled["rest"])):
        told.add_people(parts[0])
        if parts[1]:
            _take_words(parts[1], told, bullet="")
    elif is_about_streaming(text.strip(" ()[]")):
        told.streaming = told.streaming or text.strip(" ()[]")
    elif room := room_on_line(text):
        told.room = told.room or room
    elif not bullet and is_room(text) and not told.room:
        told.room = text.strip()
    else:
        told.add_people(people_before(text) if bullet else ())
        told.add_text(bullet + text.strip())


def _led(text: str) -> tuple[tuple[Contributor, ...], str] | None:
    """The people of the first sentence after a mark, and what follows it."""
    said, rest = first_sentence(text)
    people = people_in(said, is_sure=True)
    return (people, rest) if people else None


def _people(text: str, *, is_sure: bool) -> tuple[Contributor, ...]:
    stripped = text.strip(" ()")
    found = LABELLED.match(stripped) or LED.match(stripped)
    if found:
        return people_in(found["rest"], is_sure=True)
    if len(stripped.split()) > _MOST_PEOPLE_LINE:
        return ()
    return people_in(stripped, is_sure=is_sure)


def _is_length(text: str) -> bool:
    return _length(text) is not None


def _length(text: str) -> timedelta | None:
    try:
        return read_length(text) if re.search(r"\d", text) else None
    except Unclear:
        try:
            return read_length(f"{int(text)} min")
        except (ValueError, Unclear):
            return None
