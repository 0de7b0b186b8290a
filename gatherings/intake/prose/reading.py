"""The programmes of a text, each a title with its entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time

from gatherings.intake.draft import Doubt, Remark, Source, quoted, remark
from gatherings.intake.entry import Entry
from gatherings.intake.kinds import is_closing_title, kind_of
from gatherings.intake.prose.bodies import read_bodies
from gatherings.intake.prose.dating import Dating, Said, read_said
from gatherings.intake.prose.entries import entries_of
from gatherings.intake.prose.lines import Line, read_lines
from gatherings.intake.prose.naming import name_of
from gatherings.intake.prose.programmes import Written, gather
from gatherings.intake.prose.rows import expanded, read_rows
from gatherings.intake.prose.sections import Section, read_sections
from gatherings.programme import Kind


@dataclass(frozen=True, slots=True)
class Read:
    """A programme that was read: its title, its label among several, its entries and what to look at."""

    title: str
    label: str
    entries: tuple[Entry, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its programmes as they stand; `own` are the numbers of the lines that are theirs."""

    source: Source
    lines: tuple[Line, ...]
    written: tuple[Written, ...]
    said: Said
    own: frozenset[int]


def find_programmes(source: Source) -> Text | None:
    """The programmes of a text; None where it has none. Raises Unreadable for hours within one that cannot be."""
    lines = tuple(expanded(read_lines(source)))
    sections = read_sections(source, lines, read_rows(lines))
    if not sections:
        return None
    own = _own_lines(sections, lines)
    said = read_said(source, own | {one.day.line for one in sections if one.day and not one.day.title})
    return Text(source, lines, tuple(gather(sections, days=said.days)), said, own)


def read_texts(text: Text) -> tuple[Read, ...]:
    """The programmes with their dates. Raises Unreadable where there is no date."""
    dating = Dating(text.source, text.said, text.lines, text.own)
    return tuple(_read(text, written, dating) for written in text.written)


def _read(text: Text, written: Written, dating: Dating) -> Read:
    remarks: list[Remark] = []
    days = dating.dates(written, remarks)
    entries: list[Entry] = []
    for day, (_, section) in zip(days, written.sections, strict=True):
        bodies = read_bodies(section, text.lines, _headings([one for w in text.written for _, one in w.sections]))
        made = list(entries_of(bodies, day, section.track, remarks))
        remarks += _out_of_order(section, made)
        entries += _with_frame(made, section, text, is_only=len(set(days)) == 1, remarks=remarks)
    label = written.label or (written.heading.words if written.heading else "")
    return Read(name_of(written, text.said, text.lines, text.own), label, tuple(entries), tuple(remarks))


def _out_of_order(section: Section, entries: Sequence[Entry]) -> list[Remark]:
    return [
        remark(Doubt.OUT_OF_ORDER, entry.line, title=quoted(entry.title), start=f"{entry.start:%H:%M}")
        for entry in entries
        if entry.line in section.out_of_order
    ]


def _with_frame(
    entries: list[Entry], section: Section, text: Text, *, is_only: bool, remarks: list[Remark]
) -> list[Entry]:
    """The entries, the last ended by the hours of the whole day where nothing else ends it."""
    until = section.frame.end if section.frame else section.day.until if section.day else None
    until = until or (text.said.ends if is_only else None)
    if until is None or not entries:
        return entries
    last = max(range(len(entries)), key=lambda n: (_start(entries[n]) < until, _start(entries[n])))
    entry = entries[last]
    is_followed = any(_start(entry) < _start(one) <= until for one in entries)
    is_long = not is_closing_title(entry.title) and kind_of(entry.title, "") not in (Kind.MEAL, Kind.BREAK)
    if entry.end or entry.length or is_followed or not _start(entry) < until or not is_long:
        return entries
    remarks.append(remark(Doubt.END_FROM_FRAME, entry.line, title=quoted(entry.title), end=f"{until:%H:%M}"))
    return [*entries[:last], replace(entry, end=until), *entries[last + 1 :]]


def _start(entry: Entry) -> time:
    assert entry.start is not None
    return entry.start


def _own_lines(sections: Sequence[Section], lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of the lines from each section's first row to its last, and the lines just below that."""
    own: set[int] = set()
    for section in sections:
        own |= {line.number for line in lines[section.position : section.last + 1]}
        for line in lines[section.last + 1 :]:
            if line.is_apart or line.depth:
                break
            own.add(line.number)
    return frozenset(own)


def _headings(sections: Sequence[Section]) -> frozenset[int]:
    """The numbers of the lines that head days, tracks and alternatives."""
    marks = {section.day.line for section in sections if section.day}
    tracks = {line.number for one in sections for line in one.heads if one.track and line.words.startswith(one.track)}
    labels = {line.number for one in sections for line in one.heads if one.label and one.label in line.words}
    return frozenset(marks | tracks | labels)
