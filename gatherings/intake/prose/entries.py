"""Rows with their bodies to entries: titles, people, rooms, marks and text told apart; breaks without a time placed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Final

from gatherings.intake.draft import Doubt, Remark, quoted, remark
from gatherings.intake.entry import Entry
from gatherings.intake.hours import Unclear, after, between, read_length
from gatherings.intake.kinds import kind_of
from gatherings.intake.prose.asides import is_about_streaming, is_room, room_on_line, take_asides
from gatherings.intake.prose.bodies import Body, joined_title
from gatherings.intake.prose.clocks import length_at_end
from gatherings.intake.prose.columns import Column
from gatherings.intake.prose.lines import Line
from gatherings.intake.prose.speakers import (
    BESIDE,
    LABELLED,
    LED,
    are_given_names,
    first_sentence,
    people_before,
    people_in,
    tell_apart,
)
from gatherings.intake.prose.words import is_break
from gatherings.intake.public import one_line
from gatherings.intake.streaming import YES
from gatherings.programme import Contributor, Kind

USUAL: Final = {Kind.BREAK: timedelta(minutes=15), Kind.MEAL: timedelta(minutes=45)}
LEAST: Final = timedelta(minutes=5)
_EDGES: Final = " \t,;:–—|/.>"
_SYMBOLS: Final = re.compile(r"^[^\w«\"“”'’(\[]+(?=\w)")
_MOST_PEOPLE_LINE: Final = 30


@dataclass
class _Told:
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


def entries_of(bodies: Sequence[Body], day: date, track: str, remarks: list[Remark]) -> Iterator[Entry]:
    """The entries of a section, with the breaks between them."""
    timed = [list(_entries(body, day, track, remarks)) for body in bodies[:-1]]
    timed.append(_last_entries(bodies[-1], timed, day, track, remarks))
    for n, (body, entries) in enumerate(zip(bodies, timed, strict=True)):
        following = next((later[0] for later in timed[n + 1 :] if later), None)
        if not entries:
            continue
        if body.pauses:
            yield from _with_pauses(entries, body.pauses, following, remarks)
        else:
            yield from entries


def _last_entries(body: Body, timed: list[list[Entry]], day: date, track: str, remarks: list[Remark]) -> list[Entry]:
    """The entries of the last row; where it is hours and nothing else, they end what stands before it."""
    before = timed[-1] if timed else []
    if body.row.is_bare and body.title is None and not body.lines and before:
        timed[-1] = [one if one.end or one.length else replace(one, end=body.row.clocks.start) for one in before]
        return []
    return list(_entries(body, day, track, remarks))


def _entries(body: Body, day: date, track: str, remarks: list[Remark]) -> Iterator[Entry]:
    spread = [(column, text) for column, text in body.row.cells if column.field in ("track", "of_day")]
    if spread:
        for column, text in spread:
            told = _told([(Column("title"), text)], [])
            yield _entry(body, told, day, column.name if len(spread) > 1 else "")
        return
    cells = list(body.row.cells)
    lines = list(body.lines)
    if body.title is not None:
        cells = [(Column(""), cell) for cell in body.title.cells if cell] + cells
    told = _told(cells, lines)
    if not told.title:
        remarks.append(remark(Doubt.LINE_NOT_READ, body.row.number, text=quoted(body.row.line.words)))
        return
    yield _entry(body, told, day, track or told.track)


def _entry(body: Body, told: _Told, day: date, track: str) -> Entry:
    clocks = body.row.clocks
    return Entry(
        line=body.row.number,
        title=told.title,
        start=clocks.start,
        end=clocks.end,
        length=clocks.length or told.length,
        day=day,
        text="\n".join(told.text or []),
        notes=told.notes,
        room=told.room,
        track=track,
        people=told.people,
        streaming=told.streaming,
    )


def _told(cells: Sequence[tuple[Column, str]], lines: list[Line]) -> _Told:
    told = _Told()
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


def _take_title(title: str, told: _Told) -> None:
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


def _take_cell(column: Column, text: str, told: _Told) -> None:
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


def _take_unnamed(text: str, told: _Told) -> None:
    if _is_length(text):
        told.length = told.length or _length(text)
        return
    for piece in text.split("  "):
        alone = people_in(piece, is_sure=True) if are_given_names(piece) else ()
        told.add_people(alone)
        if not alone:
            _take_words(piece, told, bullet="")


def _take_line(line: Line, told: _Told) -> None:
    pieces = [piece for cell in line.cells for piece in cell.split("  ")]
    for n, piece in enumerate(pieces):
        if piece:
            _take_words(piece, told, bullet="- " if line.is_item and n == 0 else "")


def _take_words(text: str, told: _Told, *, bullet: str) -> None:
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


def _with_pauses(
    entries: list[Entry], pauses: Sequence[Line], following: Entry | None, remarks: list[Remark]
) -> Iterator[Entry]:
    """The entries with the breaks after the last of them that have no time: in the gap, else before the next start."""
    *before, last = entries
    yield from before
    made, last = _placed(last, pauses, following, remarks)
    yield last
    yield from made


def _placed(
    last: Entry, pauses: Sequence[Line], following: Entry | None, remarks: list[Remark]
) -> tuple[list[Entry], Entry]:
    assert last.start is not None
    end = last.end or (after(last.start, last.length) if last.length else None)
    if following is None or following.start is None or following.day != last.day:
        return _left(last, pauses, remarks)
    if end is None:
        end = _guessed(last.start, following.start, [line.words for line in pauses])
        is_guess = True
    else:
        is_guess = False
    if end is None or not end < following.start:
        return _left(last, pauses, remarks)
    made = _spread(last, pauses, end, following.start)
    remarks += [
        remark(Doubt.PAUSE_GUESSED, entry.line, title=quoted(entry.title), start=f"{entry.start:%H:%M}")
        for entry in made
        if is_guess
    ]
    return made, last


def _spread(last: Entry, pauses: Sequence[Line], start: time, until: time) -> list[Entry]:
    """The breaks one after the other; where there are several, each of its usual length but the last."""
    made: list[Entry] = []
    for line in pauses:
        title = one_line(line.words).strip(_EDGES + "()")
        title, length = length_at_end(title)
        if not start < until:
            break
        made.append(Entry(line.number, title, start, length=length, day=last.day, track=last.track))
        step = length or USUAL.get(kind_of(title, ""), LEAST)
        start = after(start, step)
    return made


def _guessed(start: time, until: time, titles: Sequence[str]) -> time | None:
    """When breaks of their usual lengths begin before the next start; None where there is no room for them."""
    wanted = sum((USUAL.get(kind_of(title, ""), LEAST) for title in titles), timedelta())
    room = between(start, until)
    if room <= wanted:
        wanted = room / 3
    wanted = timedelta(minutes=wanted // timedelta(minutes=5) * 5)
    return after(start, room - wanted) if wanted >= LEAST else None


def _left(last: Entry, pauses: Sequence[Line], remarks: list[Remark]) -> tuple[list[Entry], Entry]:
    """Breaks for which there is no room: their words stay with the entry, and a remark says so where they are none of
    its points.
    """
    remarks += [remark(Doubt.PAUSE_LEFT, line.number, title=quoted(line.words)) for line in pauses if not line.is_item]
    words = [f"- {line.words}" if line.is_item else line.words for line in pauses]
    return [], replace(last, text="\n".join(filter(None, [last.text, *words])))


def is_untimed_break(line: Line) -> bool:
    return is_break(line.words)
