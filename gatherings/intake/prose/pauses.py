"""Breaks without a time of their own: in the gap between two blocks, else before the next begins, else as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import time, timedelta
from typing import Final

from gatherings.intake.draft import Doubt, Remark, quoted, remark
from gatherings.intake.entry import Entry
from gatherings.intake.hours import after, between
from gatherings.intake.kinds import kind_of
from gatherings.intake.prose.clocks import length_at_end
from gatherings.intake.prose.lines import Line
from gatherings.intake.public import one_line
from gatherings.programme import Kind

USUAL: Final = {Kind.BREAK: timedelta(minutes=15), Kind.MEAL: timedelta(minutes=45)}
LEAST: Final = timedelta(minutes=5)
_EDGES: Final = " \t,;:–—|/.>"


def with_pauses(
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
