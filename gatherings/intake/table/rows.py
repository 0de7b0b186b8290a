"""The rows of a table, one after the other: blocks, days, gaps, and what goes on from the row above."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Final

from gatherings.intake.columns import is_total
from gatherings.intake.dates import read_heading
from gatherings.intake.draft import Doubt, Reason, Remark, Row, Source, quoted, remark
from gatherings.intake.entry import Entry
from gatherings.intake.hours import Unclear, after, read_length
from gatherings.intake.public import one_line
from gatherings.intake.table.block import entry_of, has_title
from gatherings.intake.table.cells import Span, read_span, without_midnight
from gatherings.intake.table.days import Days, day_heading
from gatherings.intake.table.layout import Layout, layout_of

Values = Mapping[str, str]
_GAP: Final = re.compile(r"\s*[↓⬇⇣]\s*(.*)")
_LABEL: Final = re.compile(r"^.{1,20}:")
BESIDE: Final = ("room", "track", "assigned")
SAYS_MORE: Final = ("text", "assigned", "notes", "room", "track", "kind")


class RowReader:
    """Reads the rows of one table after the other; `title` is what stands above the first of them."""

    def __init__(self, source: Source, days: Days) -> None:
        self.source, self.days = source, days
        self.title = ""
        self.entries: list[Entry] = []
        self.remarks: list[Remark] = []
        self.has_notes = False
        self._layout: Layout | None = None
        self._first = 0

    def read(self, name: str, rows: Sequence[Row], guessed: Layout | None = None) -> None:
        """Reads the rows of a sheet; `guessed` is their layout where they have no headings."""
        self._layout = guessed
        self._first = len(self.entries)
        self.days.begin(name, rows[0].line)
        for row in rows:
            layout = layout_of(row)
            if layout:
                self.take_headings(row.line, layout)
            elif self._layout is None:
                self.take_above(row.line, [cell.strip() for cell in row.cells if cell.strip()])
            else:
                self.take(row.line, self._layout.values(row), row.cells)
        self.remarks += self.days.remarks()

    def take_headings(self, line: int, layout: Layout) -> None:
        """Takes the names of the columns for the rows below."""
        self._layout = layout
        self.has_notes = self.has_notes or layout.has_notes
        self.remarks += [remark(Doubt.COLUMN_NOT_READ, line, name=quoted(name)) for name in layout.unknown]

    def take_above(self, line: int, cells: Sequence[str]) -> None:
        """Takes a row above the headings: a title, a day, or both."""
        heading = read_heading(" ".join(map(without_midnight, cells)))
        if heading.written or heading.number:
            self.days.take(replace(heading, title=""), line)
        if heading.title and not self.title and not _LABEL.match(cells[0]):
            self.title = one_line(heading.title)
        elif not (heading.written or heading.number):
            self.remarks.append(remark(Doubt.LINE_NOT_READ, line, text=quoted(" ".join(cells))))

    def take(self, line: int, values: Values, cells: Sequence[str]) -> None:
        """Takes a row below the headings. Raises Unreadable with its number."""
        try:
            span = read_span(values.get("start", ""))
            if span:
                self._take_block(line, span, values)
            elif not self._take_between(line, values, cells):
                self._take_without_time(line, values, cells)
        except Unclear as unclear:
            raise self.source.refusal(unclear.reason, line=line, text=unclear.text) from None

    def _take_block(self, line: int, span: Span, values: Values) -> None:
        values = _with_a_title(values)
        if not has_title(values):
            if any(values.get(column) for column in SAYS_MORE):
                raise Unclear(Reason.NO_TITLE, " ".join(values.values()))
            self._leave(line, values["start"])
            return
        is_dated = "day" in values or span.day is not None
        day = self._day(line, span, values)
        if not is_dated:
            self._refuse_backwards(line, day, span.start, values)
        self._add(line, span, values)

    def _day(self, line: int, span: Span, values: Values) -> date:
        if "day" in values:
            self.days.take_cell(values["day"], line)
        elif span.day is not None:
            self.days.take_cell(span.day.isoformat(), line)
        return self.days.day_at(line)

    def _refuse_backwards(self, line: int, day: date, start: time, values: Values) -> None:
        """A time before the one above is a mistake, unless it is of another room or track."""
        if len(self.entries) == self._first:
            return
        above = self.entries[-1]
        assert above.start is not None
        is_beside = (values.get("room", ""), values.get("track", "")) != (above.room, above.track)
        if day == above.day and start < above.start and not is_beside:
            raise self.source.refusal(
                Reason.BACKWARDS, line=line, text=quoted(values["start"]), before=f"{above.start:%H:%M}"
            )

    def _add(self, line: int, span: Span, values: Values) -> None:
        self.title = self.title or values.get("gathering", "")
        is_in_hours = self._layout is not None and self._layout.is_in_hours
        entry, remarks = entry_of(line, self.days.day_at(line), span, values, is_in_hours=is_in_hours)
        self.entries.append(entry)
        self.remarks += remarks

    def _take_between(self, line: int, values: Values, cells: Sequence[str]) -> bool:
        """Takes the row of a day, a gap, a total, or the rest of a description; or says no."""
        filled = [cell.strip() for cell in cells if cell.strip()]
        if not filled:
            return True
        gap = _GAP.fullmatch(filled[0])
        day = day_heading(" ".join(filled)) if "title" not in values or len(filled) == 1 else None
        if gap and self.entries:
            self.entries[-1] = replace(self.entries[-1], gap=read_length(gap[1]))
        elif day is not None and not (day.number and not day.written and filled[0].isdigit()):
            self.days.take(day, line)
        elif set(values) == {"day"}:
            self.days.take_cell(values["day"], line)
        elif any(map(is_total, filled)):
            return True
        elif set(values) == {"text"} and len(self.entries) > self._first:
            self.entries[-1] = replace(self.entries[-1], text=f"{self.entries[-1].text}\n{values['text']}".strip())
        else:
            return False
        return True

    def _take_without_time(self, line: int, values: Values, cells: Sequence[str]) -> None:
        """Takes a block that is held beside the one above, or right after it; leaves the row otherwise."""
        above = self.entries[-1] if len(self.entries) > self._first else None
        said = values.get("start", "")
        if said and any(map(str.isdigit, said)) and values.get("title"):
            raise Unclear(Reason.TIME_UNREADABLE, said)
        if above is None or said or "title" not in values or "day" in values:
            self._leave(line, " ".join(cells))
        elif values.get("length") and (follows := _end_of(above)) is not None:
            self._add(line, Span(follows), values)
        elif any(values.get(column) for column in BESIDE) and above.start is not None:
            self._add(line, Span(above.start, above.end), {**values, "length": values.get("length", "")})
            self._with_length_of(above)
        else:
            self._leave(line, " ".join(cells))

    def _with_length_of(self, above: Entry) -> None:
        """The entry that was added last is as long as the one above, where nothing else is said."""
        if self.entries[-1].length is None:
            self.entries[-1] = replace(self.entries[-1], length=above.length)

    def _leave(self, line: int, text: str) -> None:
        self.remarks.append(remark(Doubt.LINE_NOT_READ, line, text=quoted(text)))


def _with_a_title(values: Values) -> Values:
    """With the kind as title, where a row says no more: "12:00 | | Lunsj"."""
    if "title" in values or "kind" not in values:
        return values
    return {**{column: text for column, text in values.items() if column != "kind"}, "title": values["kind"]}


def _end_of(entry: Entry) -> time | None:
    if entry.end is None and entry.length is not None and entry.start is not None:
        return after(entry.start, entry.length) if entry.length > timedelta() else entry.start
    return entry.end
