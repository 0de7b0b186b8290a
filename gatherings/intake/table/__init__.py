"""Reads programmes that stand in rows: a workbook's sheets, a CSV file, with any sensible columns."""

from __future__ import annotations

from dataclasses import replace

from gatherings.intake.assembly import assemble
from gatherings.intake.draft import Doubt, Draft, Remark, Row, Sheet, Source, remark
from gatherings.intake.table.days import Days
from gatherings.intake.table.layout import ROWS_LOOKED_AT, Layout, guess_layout, layout_of
from gatherings.intake.table.rows import RowReader


def sniff(source: Source) -> bool:
    """Whether one of the sheets is a programme."""
    return any(map(_is_programme, source.sheets))


def read(source: Source) -> tuple[Draft]:
    """The draft of the one gathering that all sheets are of. Raises Unreadable with the row that cannot be right.

    Lines are those of the source's text, as everywhere; it knows the sheet and the row of each.
    """
    reader = RowReader(source, Days(source))
    remarks: list[Remark] = []
    for sheet in source.sheets:
        if _is_programme(sheet):
            _read_sheet(reader, sheet, tuple(replace(row, line=source.line_of(sheet, row)) for row in sheet.rows))
        else:
            remarks.append(remark(Doubt.SHEET_NOT_READ, name=sheet.name))
    draft = assemble(source, reader.title, reader.days.moved(reader.entries), [*remarks, *reader.remarks])
    return (replace(draft, has_notes=reader.has_notes),)


def _is_programme(sheet: Sheet) -> bool:
    return any(layout_of(row) for row in sheet.rows[:ROWS_LOOKED_AT]) or _guessed(sheet) is not None


def _guessed(sheet: Sheet) -> Layout | None:
    """The layout of a sheet without headings."""
    return None if any(map(layout_of, sheet.rows)) else guess_layout(sheet.rows)


def _read_sheet(reader: RowReader, sheet: Sheet, rows: tuple[Row, ...]) -> None:
    guessed = _guessed(sheet)
    if guessed:
        start, title = (guessed.columns.index(column) + 1 for column in ("start", "title"))
        reader.remarks.append(remark(Doubt.HEADINGS_GUESSED, rows[0].line, start=start, title=title))
    reader.read(sheet.name, rows, guessed)
