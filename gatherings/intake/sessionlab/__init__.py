"""Reads SessionLab's export as text: a table of the blocks, then their details with the organisers' notes."""

from __future__ import annotations

from gatherings.intake.assembly import assemble
from gatherings.intake.dates import Calendar
from gatherings.intake.draft import Draft, Source
from gatherings.intake.sessionlab.details import DetailsReader
from gatherings.intake.sessionlab.merging import Merging
from gatherings.intake.sessionlab.parts import is_own_time_line, split_parts
from gatherings.intake.sessionlab.table import TableReader, has_own_columns, is_header, is_own_row

ROWS_THAT_TELL = 2


def sniff(source: Source) -> bool:
    """Whether the text has a table as SessionLab writes it, or its details."""
    lines = source.lines
    if any(map(is_own_time_line, lines)):
        return True
    headers = [line for line in lines if is_header(line)]
    if headers:
        return any(map(has_own_columns, headers))
    return sum(map(is_own_row, lines)) >= ROWS_THAT_TELL


def read(source: Source) -> tuple[Draft]:
    """The draft of the gathering, the only one. Raises Unreadable with the line that cannot be right."""
    calendar = Calendar(source)
    table = TableReader(source, calendar)
    details = DetailsReader(source, calendar)
    for part in split_parts(source.lines):
        calendar.begin_part()
        if part.is_details:
            details.read(part, titles=table.titles)
        else:
            table.read(part.lines)
    merging = Merging(source, calendar, table.entries, details.entries)
    entries = merging.entries()
    draft = assemble(
        source,
        table.title or details.title,
        entries,
        [*calendar.remarks, *table.remarks, *details.remarks, *merging.remarks],
    )
    return (draft,)
