"""Rows with their bodies to entries, and the breaks between them that have no time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from gatherings.intake.draft import Doubt, Remark, quoted, remark
from gatherings.intake.entry import Entry
from gatherings.intake.prose.bodies import Body
from gatherings.intake.prose.columns import Column
from gatherings.intake.prose.pauses import with_pauses
from gatherings.intake.prose.telling import Told, told_by


def entries_of(bodies: Sequence[Body], day: date, track: str, remarks: list[Remark]) -> Iterator[Entry]:
    """The entries of a section, with the breaks between them."""
    timed = [list(_entries(body, day, track, remarks)) for body in bodies[:-1]]
    timed.append(_last_entries(bodies[-1], timed, day, track, remarks))
    for n, (body, entries) in enumerate(zip(bodies, timed, strict=True)):
        following = next((later[0] for later in timed[n + 1 :] if later), None)
        if not entries:
            continue
        if body.pauses:
            yield from with_pauses(entries, body.pauses, following, remarks)
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
            told = told_by([(Column("title"), text)], [])
            yield _entry(body, told, day, column.name if len(spread) > 1 else "")
        return
    cells = list(body.row.cells)
    lines = list(body.lines)
    if body.title is not None:
        cells = [(Column(""), cell) for cell in body.title.cells if cell] + cells
    told = told_by(cells, lines)
    if not told.title:
        remarks.append(remark(Doubt.LINE_NOT_READ, body.row.number, text=quoted(body.row.line.words)))
        return
    yield _entry(body, told, day, track or told.track)


def _entry(body: Body, told: Told, day: date, track: str) -> Entry:
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
