"""The table of an export: one row a block, its columns parted by tabs."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time
from typing import Final

from gatherings.intake.columns import column_of
from gatherings.intake.dates import Calendar, Heading, read_heading
from gatherings.intake.draft import Doubt, Reason, Remark, Source, quoted, remark
from gatherings.intake.entry import Entry
from gatherings.intake.hours import Hours, Unclear, read_hours, read_length, starts_with_hours
from gatherings.intake.public import one_line, without_addresses

COLUMNS: Final = frozenset({"start", "end", "length", "title", "text", "notes", "assigned", "room", "track"})
USUAL_COLUMNS: Final = ("start", "length", "title", "text")
_GAP: Final = re.compile(r"\s*[↓⬇⇣]\s*(.*)")
_BEGINS_AS_LENGTH: Final = re.compile(r"-?\d+(?:[.,]\d+)?\s?(?:h|t|m)\w*\b", re.IGNORECASE)
_LEGEND: Final = "■"
_PARAGRAPHS: Final = re.compile(r"(?<=\S) {2,}(?=\S)")
_LOOSE_ROW: Final = re.compile(r"(\S+(?:\s?[-–—]\s?\d\S*)?)\s+((?:\d+ ?[ht]\b ?)?(?:\d+ ?m(?:in)?\b)?)\s*(\S.*)")
_TAB_OF_SPACES: Final = re.compile(r"\s{2,}")
MOST_WORDS_OF_A_BARE_HEADING: Final = 12


def _columns(cells: list[str]) -> list[str]:
    return [column if (column := column_of(cell)) in COLUMNS else "" for cell in cells]


def is_header(line: str) -> bool:
    """Whether the line names the columns of a table."""
    return ("\t" in line and {"start", "title"} <= set(_columns(line.split("\t")))) or _is_loose_header(line)


def _is_loose_header(line: str) -> bool:
    """Whether it names the usual columns, and its tabs have become spaces."""
    return "\t" not in line and tuple(_columns(line.split())) == USUAL_COLUMNS


def has_own_columns(line: str) -> bool:
    """Whether a table's heading has a column that only an export has; others are tables that somebody wrote."""
    columns = _columns(line.split("\t" if "\t" in line else None))
    return bool({"length", "notes", "text"} & set(columns))


def is_own_row(line: str) -> bool:
    """Whether it is a row of the usual columns: start, length and title."""
    cells = line.split("\t")
    if len(cells) < len(("start", "length", "title")) or not starts_with_hours(cells[0]) or not cells[2].strip():
        return False
    return _BEGINS_AS_LENGTH.match(cells[1].strip()) is not None


class TableReader:
    """Reads tables, one after the other; `title` is what the first heading says beside the date."""

    def __init__(self, source: Source, calendar: Calendar) -> None:
        self.source, self.calendar = source, calendar
        self.title = ""
        self.entries: list[Entry] = []
        self.remarks: list[Remark] = []
        self._columns: tuple[str, ...] = USUAL_COLUMNS
        self._day: date | None = None
        self._latest: time | None = None
        self._is_loose = False

    @property
    def titles(self) -> frozenset[str]:
        """The titles so far, as they are compared."""
        return frozenset(one_line(entry.title).casefold() for entry in self.entries)

    def read(self, lines: tuple[tuple[int, str], ...]) -> None:
        is_first = True
        for number, line in lines:
            if not line.strip().strip("-") or line.lstrip().startswith(_LEGEND):
                continue
            self._read_line(number, line, is_first=is_first)
            is_first = False

    def _read_line(self, number: int, line: str, *, is_first: bool) -> None:
        heading = _heading(line, is_first=is_first)
        if heading:
            self._take_heading(number, heading)
        elif is_header(line):
            self._take_header(number, line)
        elif "\t" in line:
            self._is_loose = False
            self._take_cells(number, line.split("\t"))
        else:
            self._take_loose(number, line)

    def _take_heading(self, number: int, heading: Heading) -> None:
        self.title = self.title or one_line(heading.title)
        if heading.written or heading.number:
            self._day = self.calendar.day_of(heading, number)
            self._latest = None

    def _take_header(self, number: int, line: str) -> None:
        names = line.split() if _is_loose_header(line) else line.split("\t")
        self._columns = tuple(_columns(names))
        for name, column in zip(names, self._columns, strict=True):
            if not column and name.strip():
                self.remarks.append(remark(Doubt.COLUMN_NOT_READ, number, name=quoted(name)))

    def _take_cells(self, number: int, cells: list[str]) -> None:
        values = self._values(cells)
        try:
            hours = read_hours(values.get("start", ""))
            if hours:
                self._take_row(number, hours, values)
            elif not self._take_between_rows(number, cells, values):
                self._leave(number, " ".join(cells))
        except Unclear as unclear:
            raise self.source.refusal(unclear.reason, line=number, text=unclear.text) from None

    def _values(self, cells: list[str]) -> dict[str, str]:
        """The cells by column; what stands beyond the last column belongs to that one."""
        last = len(self._columns) - 1
        cells = [*cells[:last], " ".join(cells[last:]).rstrip()]
        return {column: cell.strip() for column, cell in zip(self._columns, cells, strict=False) if column}

    def _take_row(self, number: int, hours: Hours, values: dict[str, str]) -> None:
        if not without_addresses(one_line(values.get("title", "")))[0]:
            raise Unclear(Reason.NO_TITLE, " ".join(values.values()))
        if self._latest and hours.start < self._latest:
            raise self.source.refusal(
                Reason.BACKWARDS, line=number, text=quoted(values["start"]), before=f"{self._latest:%H:%M}"
            )
        self._latest = hours.start
        self._day = self._day or self.calendar.day_unsaid(number)
        self.entries.append(_entry(number, self._day, hours, values))

    def _take_between_rows(self, number: int, cells: list[str], values: dict[str, str]) -> bool:
        """Takes a gap, the heading of a day, or the rest of a description that had a line break; or says no."""
        filled = [cell.strip() for cell in cells if cell.strip()]
        gap = _GAP.fullmatch(filled[0])
        heading = read_heading(" ".join(filled))
        if gap and self.entries:
            self.entries[-1] = replace(self.entries[-1], gap=read_length(gap[1]))
        elif heading.is_of_a_day:
            self._take_heading(number, heading)
        elif self.entries and len(filled) == 1 and filled[0] == values.get("text"):
            self.entries[-1] = replace(self.entries[-1], text=f"{self.entries[-1].text} {filled[0]}")
        else:
            return False
        return True

    def _take_loose(self, number: int, line: str) -> None:
        """Takes a row whose tabs have become spaces, or what goes on below it; the details tell where a title ends
        that one space parts from its description.
        """
        found = _LOOSE_ROW.fullmatch(line.strip()) if starts_with_hours(line) else None
        if found and self._columns == USUAL_COLUMNS:
            self._is_loose = True
            start, length, rest = found.groups()
            self._take_cells(number, [start, length, *_TAB_OF_SPACES.split(rest, maxsplit=1)])
        elif self._is_loose and (_TAB_OF_SPACES.match(line) or _GAP.match(line)):
            self._take_cells(number, ["", "", "", line.strip()])
        else:
            self._leave(number, line)

    def _leave(self, number: int, text: str) -> None:
        self.remarks.append(remark(Doubt.LINE_NOT_READ, number, text=quoted(text)))


def _heading(line: str, *, is_first: bool) -> Heading | None:
    """The heading that the line is: by its "#", as the first line of the file, or by naming a day and nothing else."""
    if line.lstrip().startswith("#"):
        return read_heading(line.strip().strip("#"))
    if "\t" in line or starts_with_hours(line) or len(line.split()) > MOST_WORDS_OF_A_BARE_HEADING:
        return None
    heading = read_heading(line)
    return heading if heading.is_of_a_day or is_first else None


def _entry(number: int, day: date, hours: Hours, values: dict[str, str]) -> Entry:
    end = read_hours(f"{values['start']} – {values['end']}") if values.get("end") and hours.end is None else hours
    if end is None:
        raise Unclear(Reason.NO_SUCH_TIME, values["end"])
    return Entry(
        line=number,
        day=day,
        start=hours.start,
        end=end.end,
        length=read_length(values.get("length", "")),
        title=values["title"],
        text=_PARAGRAPHS.sub("\n\n", values.get("text", "")),
        notes=values.get("notes", ""),
        assigned=values.get("assigned", ""),
        room=values.get("room", ""),
        track=values.get("track", ""),
    )
