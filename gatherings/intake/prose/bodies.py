"""What stands below a row: its title where the hours stand alone, its text, and breaks without a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from gatherings.intake.prose.lines import Line
from gatherings.intake.prose.rows import Row
from gatherings.intake.prose.sections import Section
from gatherings.intake.prose.words import CLOSES_TEXT, is_closing, is_pause

MOST_WORDS_OF_A_TITLE: Final = 25
LONG_ENOUGH_TO_BE_BROKEN: Final = 45
MOST_WORDS_OF_A_HEADING: Final = 5
MOST_LINES: Final = 40


@dataclass
class Body:
    """A row with the lines that are its own; `title` stands above or below it, `pauses` are untimed breaks."""

    row: Row
    title: Line | None = None
    lines: list[Line] = field(default_factory=list)
    pauses: list[Line] = field(default_factory=list)


def read_bodies(section: Section, lines: Sequence[Line], taken: frozenset[int]) -> list[Body]:
    """The rows with what belongs to each. `taken` are the lines that are headings of days and tracks."""
    at = {id(line): position for position, line in enumerate(lines)}
    positions = [at[id(row.line)] for row in section.rows]
    ends = [*positions[1:], len(lines)]
    between = [list(lines[a + 1 : b]) for a, b in zip(positions, ends, strict=True)]
    is_above = _titles_stand_above(section, lines, positions)
    _drop_headings(section, between)
    between[-1] = _last_lines(section.rows[-1], between[-1], between[:-1], taken, is_above=is_above)
    bodies = [_body(row, _own(row, own, taken)) for row, own in zip(section.rows, between, strict=True)]
    if is_above:
        _take_titles_above(bodies, lines, positions)
    else:
        _take_titles_below(bodies)
    return bodies


def _drop_headings(section: Section, between: list[list[Line]]) -> None:
    """Takes out what heads the rows below it, where that is not how the texts of this programme stand."""
    following = [row.line for row in section.rows[1:]]
    heads = [
        lines and lines[-1].is_apart and not below.is_apart and len(lines[-1].words.split()) <= MOST_WORDS_OF_A_HEADING
        for lines, below in zip(between, following, strict=False)
    ]
    if any(row.is_bare for row in section.rows) or sum(map(bool, heads)) * 2 > len(heads):
        return
    for lines, is_head in zip(between, heads, strict=False):
        if is_head and not is_pause(lines[-1].words) and not lines[-1].is_item:
            lines.pop()


def _titles_stand_above(section: Section, lines: Sequence[Line], positions: Sequence[int]) -> bool:
    """Whether hours that stand alone have their titles on the line above them rather than below."""
    bare = [(row, at) for row, at in zip(section.rows, positions, strict=True) if row.is_bare]
    above = sum(
        at > 0 and not row.line.is_apart and lines[at - 1] not in [r.line for r in section.rows] for row, at in bare
    )
    below = sum(at + 1 < len(lines) and not lines[at + 1].is_apart and at + 1 not in positions for _, at in bare)
    headed = sum(at > 0 and lines[at - 1].depth > 0 for _, at in bare)
    if headed * 2 > len(bare):
        return True
    first = bare[0] if bare else None
    starts_apart = first is not None and first[0].line.is_apart
    return (bool(bare) and above > below and not starts_apart) or (
        bool(bare) and above == below == len(bare) and _short_above(bare, lines)
    )


def _short_above(bare: Sequence[tuple[Row, int]], lines: Sequence[Line]) -> bool:
    """Whether the line above every bare row stands apart, as a title does, and the one below is no title."""
    return all(lines[at - 1].is_apart for _, at in bare if at) and all(not row.line.is_apart for row, _ in bare)


def _take_titles_above(bodies: list[Body], lines: Sequence[Line], positions: Sequence[int]) -> None:
    for n, (body, at) in enumerate(zip(bodies, positions, strict=True)):
        if not body.row.is_bare or at == 0 or (n and at - 1 == positions[n - 1]):
            continue
        body.title = lines[at - 1]
        if n:
            bodies[n - 1].lines = [line for line in bodies[n - 1].lines if line is not body.title]
            bodies[n - 1].pauses = [line for line in bodies[n - 1].pauses if line is not body.title]


def _take_titles_below(bodies: list[Body]) -> None:
    for body in bodies:
        candidates = sorted([*body.lines, *body.pauses], key=lambda line: line.number)
        if body.row.is_bare and candidates and len(candidates[0].words.split()) <= MOST_WORDS_OF_A_TITLE:
            body.title = candidates[0]
            body.lines = [line for line in body.lines if line is not body.title]
            body.pauses = [line for line in body.pauses if line is not body.title]


def _own(row: Row, lines: list[Line], taken: frozenset[int]) -> list[Line]:
    """The lines up to a heading of something else."""
    own: list[Line] = []
    for line in lines[:MOST_LINES]:
        is_title_of_bare = row.is_bare and not own
        is_heading = line.depth > 0 and not is_pause(line.words) and not is_title_of_bare
        is_deeper = row.line.depth > 0 and line.depth > row.line.depth
        if line.number in taken:
            break
        if is_heading and not is_deeper:
            rest = [later for later in lines[len(own) :] if is_pause(later.words)]
            own += rest
            break
        own.append(line)
    return own


def _is_of_its_own(row: Row, line: Line) -> bool:
    """Whether a break in a table's row without hours is one, and not more about the row above."""
    if "\t" in line.text.strip():
        return False
    return not line.text.startswith("\t") or line.is_loud or row.clocks.end is not None


def _body(row: Row, lines: Sequence[Line]) -> Body:
    pauses = [line for line in lines if is_pause(line.words) and _is_of_its_own(row, line)]
    return Body(row, lines=[line for line in lines if line not in pauses], pauses=list(pauses))


def _last_lines(
    row: Row, lines: Sequence[Line], others: Sequence[Sequence[Line]], taken: frozenset[int], *, is_above: bool
) -> list[Line]:
    """What belongs to the last row: the lines just below it, up to what speaks of something else."""
    if is_closing(row.words) and not (lines and lines[0].is_item and not lines[0].is_apart):
        return []
    apart = sum(bool(own) and own[0].is_apart for own in others)
    may_stand_apart = apart * 2 > len(others) or (row.is_bare and not is_above)
    own: list[Line] = []
    for line in lines:
        is_over = line.number in taken or CLOSES_TEXT.match(line.words) or (line.depth and (own or not row.is_bare))
        if is_over or (line.is_apart and not (may_stand_apart and not own)):
            break
        own.append(line)
    return own


def joined_title(title: str, lines: list[Line]) -> tuple[str, list[Line]]:
    """The title with what a mail program has broken off it, and the lines that are left."""
    while lines and _goes_on(title, lines[0]):
        title, lines = f"{title} {lines[0].words}", lines[1:]
    return title, lines


def _goes_on(title: str, line: Line) -> bool:
    if line.is_item or line.is_apart or line.is_heading or not title or title.endswith((".", "?", "!")):
        return False
    begins_small = re.match(r"[a-zæøå]", line.words) is not None and not re.match(
        r"v\s?[/.]|ved\b|med\b|by\b|with\b|m/", line.words
    )
    is_open = re.search(r"(?:[,–-]|\b(?:og|i|på|av|for|til|med|and|of|the|in|to|om|som|fra|frå))$", title) is not None
    return (begins_small and len(title) >= LONG_ENOUGH_TO_BE_BROKEN) or (is_open and begins_small)
