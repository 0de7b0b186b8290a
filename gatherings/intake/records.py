"""The records of a CSV text, with their lines."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Final

from gatherings.intake.draft import Row, Sheet

MOST_COLUMNS: Final = 60
MOST_ROWS: Final = 5000
LONGEST_CELL: Final = 20_000
LOOKED_AT: Final = 50
SEPARATORS: Final = ",;\t"
_QUOTED_HEADING: Final = re.compile(r'\s*"(?:[^"]|"")*"([,;\t])')


def sheet_of(text: str) -> tuple[Sheet, ...]:
    """The text as a sheet where it is a table: where most of its first lines have as many cells, and more than one."""
    if _separator(text) not in text:
        return ()
    try:
        rows = tuple(islice(records(text, longest=len(text)), MOST_ROWS))
    except csv.Error:
        return ()
    widths = Counter(len(row.cells) for row in rows[:LOOKED_AT])
    width, count = widths.most_common(1)[0] if widths else (0, 0)
    is_table = width > 1 and count * 2 > min(len(rows), LOOKED_AT)
    return (Sheet(1, "", rows),) if is_table else ()


def records(text: str, *, longest: int = LONGEST_CELL) -> Iterator[Row]:
    """Each record that is not empty, with the line on which it begins."""
    reader = csv.reader(io.StringIO(text), delimiter=_separator(text))
    begin = 1
    for record in reader:
        cells = tuple(cell[:longest] for cell in record[:MOST_COLUMNS])
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
