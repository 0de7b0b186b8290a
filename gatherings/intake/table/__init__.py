"""Reads programmes that stand in rows: a workbook's sheets, a CSV file, with any sensible columns."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from gatherings.intake.assembly import assemble
from gatherings.intake.draft import Doubt, Draft, Remark, Sheet, Source, remark
from gatherings.intake.table.days import Days
from gatherings.intake.table.layout import ROWS_LOOKED_AT, Layout, guess_layout, layout_of
from gatherings.intake.table.rows import RowReader

A_SHEET: Final = 1_000_000  # more lines than a sheet has: an entry's line tells its sheet too


def sniff(source: Source) -> bool:
    """Whether one of the sheets is a programme."""
    return any(map(_is_programme, source.sheets))


def read(source: Source) -> tuple[Draft]:
    """The draft of the one gathering that all sheets are of. Raises Unreadable with the row that cannot be right."""
    several = len(source.sheets) > 1
    reader = RowReader(source, Days(source))
    remarks: list[Remark] = []
    for sheet in source.sheets:
        if _is_programme(sheet):
            _read_sheet(reader, source, sheet, several=several)
            remarks += [replace(one, page=sheet.number if several else None) for one in reader.remarks]
        else:
            remarks.append(remark(Doubt.SHEET_NOT_READ, name=sheet.name))
        reader.remarks = []
    draft = assemble(source, reader.title, reader.days.moved(reader.entries), [])
    warnings = (*remarks, *map(_placed, draft.warnings))
    return (replace(draft, has_notes=reader.has_notes, warnings=warnings),)


def _is_programme(sheet: Sheet) -> bool:
    return any(layout_of(row) for row in sheet.rows[:ROWS_LOOKED_AT]) or _guessed(sheet) is not None


def _guessed(sheet: Sheet) -> Layout | None:
    """The layout of a sheet without headings."""
    return None if any(map(layout_of, sheet.rows)) else guess_layout(sheet.rows)


def _read_sheet(reader: RowReader, source: Source, sheet: Sheet, *, several: bool) -> None:
    begun = len(reader.entries)
    guessed = _guessed(sheet)
    if guessed:
        start, title = (guessed.columns.index(column) + 1 for column in ("start", "title"))
        reader.remarks.append(remark(Doubt.HEADINGS_GUESSED, sheet.rows[0].line, start=start, title=title))
    named = replace(source, file=f"{source.file} ({sheet.name or sheet.number})") if several else source
    reader.read(named, sheet.name, sheet.rows, guessed)
    if several:
        for entry in range(begun, len(reader.entries)):
            known = reader.entries[entry]
            reader.entries[entry] = replace(known, line=known.line + sheet.number * A_SHEET)


def _placed(found: Remark) -> Remark:
    """The remark with its sheet, where its line tells one."""
    sheet, line = divmod(found.line or 0, A_SHEET)
    return replace(found, line=line, page=sheet) if sheet else found
