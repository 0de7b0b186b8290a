"""The records of a CSV text, with their lines."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from gatherings.intake.columns import column_of
from gatherings.intake.draft import Row, Sheet

MOST_COLUMNS: Final = 60
MOST_ROWS: Final = 5000
LOOKED_AT: Final = 50
TAB: Final = "\t"
SEPARATORS: Final = f",;{TAB}"
_QUOTED_HEADING: Final = re.compile(r'\s*"(?:[^"]|"")*"([,;\t])')


def sheet_of(text: str) -> tuple[Sheet, ...]:
    """The text as a sheet where it is a table.

    Where commas or semicolons part it, that is where most of its first lines have as many cells. Tabs also stand in
    what people write, in SessionLab's text, and in tables pasted into either: with tabs it must be rows under headings
    of ours, and nothing else.
    """
    mark = _separator(text)
    if mark not in text:
        return ()
    try:
        rows = tuple(islice(records(text), MOST_ROWS))
    except csv.Error:
        return ()
    if not rows:
        return ()
    is_table = _is_nothing_but_rows(rows) if mark == TAB else _is_even(rows[:LOOKED_AT])
    return (Sheet(1, "", rows),) if is_table else ()


def _is_even(rows: Sequence[Row]) -> bool:
    width, count = max(Counter(len(row.cells) for row in rows).items(), key=lambda found: found[1], default=(0, 0))
    return width > 1 and count * 2 > len(rows)


def _is_nothing_but_rows(rows: Sequence[Row]) -> bool:
    headings = set(map(column_of, rows[0].cells)) if rows else set()
    return headings >= {"start", "title"} and all(len(row.cells) > 1 for row in rows)


def records(text: str) -> Iterator[Row]:
    """Each record that is not empty, with the line on which it begins."""
    reader = csv.reader(io.StringIO(text), delimiter=_separator(text))
    begin = 1
    for record in reader:
        cells = tuple(record[:MOST_COLUMNS])
        if any(cell.strip() for cell in cells):
            yield Row(begin, cells)
        begin = reader.line_num + 1


def _separator(text: str) -> str:
    """What parts the first heading from the second, where it is quoted; else what most of the first lines have, the
    oftener the better.
    """
    if found := _QUOTED_HEADING.match(text):
        return found[1]
    counts: Counter[str] = Counter()
    for line in text.split("\n")[:LOOKED_AT]:
        counts.update({mark: 1000 + line.count(mark) for mark in SEPARATORS if mark in line})
    return counts.most_common(1)[0][0] if counts else ","
