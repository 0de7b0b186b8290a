"""The columns of a table that a programme was pasted from, by their headings."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from gatherings.intake.columns import column_of
from gatherings.intake.prose.days import DayMark, day_of_heading
from gatherings.intake.prose.lines import Line
from gatherings.intake.prose.words import TRACK

CALLED: Final = {"assigned": "people", "streamed": "stream", "hours": "start", "kind": "text"}
FIELDS: Final = frozenset(
    {"start", "end", "length", "title", "people", "room", "stream", "notes", "text", "day", "number", "track"}
)
UNUSED: Final = "unused"  # a column with a name of ours for which an entry of a text has no place
LONGEST_NAME: Final = 30
_MORE: Final = re.compile(r"[/(,]| og | and |  ")


class Column(NamedTuple):
    """What a column holds; of a track its name, of a day the day."""

    field: str
    name: str = ""
    day: DayMark | None = None


Columns = tuple[Column, ...]


def columns_of(line: Line) -> Columns | None:
    """The columns that the line names; None where it is no row of headings."""
    cells = line.cells
    if len(cells) < len(("start", "title")) or any(len(cell) > LONGEST_NAME for cell in cells):
        return None
    columns = tuple(_column(cell, line) for cell in cells)
    fields = [column.field for column in columns]
    is_header = "start" in fields and any(field in ("title", "people", "track", "of_day") for field in fields)
    return _one_title(columns) if is_header else None


def is_name(text: str) -> bool:
    """Whether the text is what a column is called."""
    return bool(column_of(text))


def _column(cell: str, line: Line) -> Column:
    named = column_of(cell) or column_of(_MORE.split(cell)[0])
    field = CALLED.get(named, named)
    if field and field != "track":
        return Column(field if field in FIELDS else UNUSED, cell)
    if TRACK.match(cell):
        return Column("track", " ".join(cell.split()))
    mark = day_of_heading(Line(line.number, cell, is_loud=True)) if cell else None
    return Column("of_day", cell, mark) if mark else Column("", cell)


def _one_title(columns: Columns) -> Columns:
    """The first column that may be the title is it; a second one is text. One of texts, or of an unknown name, may be
    it, too.
    """
    titles = [n for n, column in enumerate(columns) if column.field == "title"]
    spread = any(column.field in ("track", "of_day") for column in columns)
    for field in ("text", "") if not titles and not spread else ():
        titles = titles or [n for n, column in enumerate(columns) if column.field == field][:1]
    return tuple(
        column._replace(field="title" if n == titles[0] else "text") if n in titles else column
        for n, column in enumerate(columns)
    )
