"""The lines of a text that hold an entry of a programme: hours with a title, or hours alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from gatherings.intake.dates import MONTHS, WEEKDAYS
from gatherings.intake.invitation.stamps import SHORT_WEEKDAYS
from gatherings.intake.prose.clocks import LONGEST_LINE, Clocks, Trust, leading, trailing, whole
from gatherings.intake.prose.columns import Column, Columns, columns_of
from gatherings.intake.prose.days import DayMark, read_day
from gatherings.intake.prose.lines import Line
from gatherings.intake.prose.words import is_closing, is_company

MOST_WORDS_BEFORE_HOURS: Final = 12
MOST_WORDS_IN_HOURS_LINE: Final = 14
FIRST_CELLS: Final = 3
TIMES_IN_A_LINE: Final = 3

_I: Final = re.IGNORECASE
_MONTH: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY: Final = "|".join(sorted(WEEKDAYS | SHORT_WEEKDAYS, key=len, reverse=True))
_DATE_FIRST = (
    rf"\d{{1,2}}\.\s*(?:{_MONTH})\b\.?(?:\s*20\d{{2}})?|\d{{1,2}}\.\d{{1,2}}\.(?:20)?\d{{2}}|\d{{1,2}}\.\d{{1,2}}\."
    r"|\d{1,2}/\d{1,2}(?:[/-](?:20)?\d{2})?|20\d{2}-\d{2}-\d{2}|(?:dag|day)\s+\d"
)
_DAY_FIRST: Final = re.compile(
    rf"^(?P<day>(?:(?:{_WEEKDAY})\b\.?,?\s*(?:den\s+)?(?:{_DATE_FIRST}|\d{{1,2}}\.\d{{1,2}}(?=\s+kl))?|{_DATE_FIRST}))"
    r"[\s,:–—-]+(?P<rest>(?:kl\.?\s*)?\d.*)$",
    _I,
)
_LEADS_ON: Final = re.compile(
    r"(?:,|\b(?:og|til|fra|frå|innen|innan|før|etter|senest|seinast|by|before|from|after|and|to|until|vi|we|igjen|again"
    r"|møtes|møtest|tlf|telefon|kr|side|versjon|version|ca|rundt|omkring))$",
    _I,
)
_INDEX: Final = re.compile(r"^#?\d{1,2}[.)]?$")
_INDEX_FIRST: Final = re.compile(
    r"^(?:(?:[Ss]ak|PS|[Pp]kt\.?|[Pp]unkt|[Ii]tem)\s+[\d/.-]+:?|\d{1,2}[.)]?)\s+(?=\d{1,2}[.:]\d{2}\b|\d{4}\b)"
)
_MIDST: Final = re.compile(
    r"^(?P<before>.*?\S)[\s,(–-]+"
    r"(?P<hours>(?:ca\.?\s*)?(?:kl\.?|klokk[ae]n?|fra kl\.?|frå kl\.?|at|from)\s*\d[\d.:]*(?:\s*[ap]m)?"
    r"(?:\s*(?:[-–—]|til|to)\s*(?:kl\.?\s*)?\d[\d.:]*(?:\s*[ap]m)?)?\)?)\s*(?P<after>\S.*)$",
    _I,
)
_SURE_TIME: Final = re.compile(
    r"(?<![\d.:/])(?:kl\.?\s*)?\d{1,2}[.:]\d{2}(?!\d|[.:/]\d|\s*(?:kr|%))(?:\s*[-–—]\s*(?:kl\.?\s*)?\d{1,2}[.:]\d{2})?",
    _I,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line with hours. `cells` are what stands beside them, each with its column; `day` is one named on the line;
    `is_first`: the hours stand before the words.
    """

    line: Line
    clocks: Clocks
    cells: tuple[tuple[Column, str], ...] = ()
    day: DayMark | None = None
    is_first: bool = True

    @property
    def number(self) -> int:
        return self.line.number

    @property
    def words(self) -> str:
        return " ".join(text for _, text in self.cells)

    @property
    def is_bare(self) -> bool:
        return not self.words.strip()


def expanded(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, those that hold several rows cut to one each."""
    for line in lines:
        yield from _cut_cells(line) or _cut_run(line) or [line]


def read_rows(lines: Sequence[Line]) -> dict[int, Row]:
    """The rows, by the position of their line."""
    found: dict[int, Row] = {}
    columns: Columns | None = None
    for position, line in enumerate(lines):
        header = columns_of(line)
        if header:
            columns = header
        elif row := read_row(line, columns):
            found[position] = row
        elif line.depth:
            columns = None
    return found


def read_row(line: Line, columns: Columns | None = None) -> Row | None:
    """The row that the line is."""
    if len(line.cells) > 1:
        return _of_cells(line, columns) or _of_text(line)
    return _of_text(line)


def _of_cells(line: Line, columns: Columns | None) -> Row | None:
    cells = line.cells
    at = next((n for n, cell in enumerate(cells[:FIRST_CELLS]) if whole(cell)), None)
    if at is None or not all(_may_stand_before(cell) for cell in cells[:at]):
        at = next((n for n, cell in enumerate(cells) if n and whole(cell)), None)
        if at is None or (columns and len(columns) > at and columns[at].field not in ("start", "")):
            return None
    clocks = whole(cells[at])
    assert clocks
    known = columns if columns and len(columns) >= len(cells) else tuple(Column("") for _ in cells)
    beside = [(column, cell) for n, (column, cell) in enumerate(zip(known, cells, strict=False)) if n != at and cell]
    if clocks.end is None and at + 1 < len(cells) and (end := whole(cells[at + 1])) and end.start > clocks.start:
        clocks = replace(clocks, end=end.start, trust=Trust.SURE)
        beside = [(column, cell) for column, cell in beside if cell != cells[at + 1]]
    day = next((mark for cell in cells[:at] if cell and (mark := read_day(Line(line.number, cell)))), None)
    kept = tuple((column, cell) for column, cell in beside if not _is_of_frame(column, cell, day))
    return Row(line, clocks, kept, day, is_first=all(map(_may_stand_before, cells[:at])))


def _may_stand_before(cell: str) -> bool:
    return not cell or _INDEX.match(cell) is not None or read_day(Line(0, cell)) is not None


def _is_of_frame(column: Column, cell: str, day: DayMark | None) -> bool:
    """Whether a cell is a running number, or the day of the row."""
    if column.field == "number" or _INDEX.match(cell):
        return column.field not in ("length", "title", "text")
    if column.field == "day" or day is None or column.field:
        return column.field == "day"
    mark = read_day(Line(0, cell))
    return mark is not None and not mark.title


def _of_text(line: Line) -> Row | None:
    text = _INDEX_FIRST.sub("", line.text)
    dated = _DAY_FIRST.match(text)
    clocks = leading(dated["rest"]) if dated and dated["day"].strip() else None
    day = read_day(Line(line.number, dated["day"])) if dated and clocks and clocks.after else None
    if clocks and day:
        return Row(line, clocks, _cells(clocks.after), day)
    if (clocks := leading(text)) is not None:
        return Row(line, clocks, _cells(clocks.after))
    return _told_last(line, text) or _told_midst(line, text)


def _cells(text: str) -> tuple[tuple[Column, str], ...]:
    return tuple((Column(""), cell.strip()) for cell in text.split("\t") if cell.strip())


def _told_last(line: Line, text: str) -> Row | None:
    if len(text.split()) > MOST_WORDS_BEFORE_HOURS or (text.endswith(".") and not is_company(text)):
        return None
    clocks = trailing(text.replace("\t", "  ") if len(line.cells) > len(("title", "hours")) else text)
    if clocks is None or _LEADS_ON.search(clocks.before):
        return None
    return Row(line, clocks, _cells(clocks.before), is_first=False)


def _told_midst(line: Line, text: str) -> Row | None:
    """ "Middag kl. 19.00 på Fjordhotellet", "Programmet avsluttes kl. 15.30 med kaffe"."""
    found = _MIDST.match(text) if len(text) <= LONGEST_LINE else None
    if not found or len(text.split()) > MOST_WORDS_IN_HOURS_LINE or not (is_company(text) or is_closing(text)):
        return None
    clocks = leading(found["hours"])
    if clocks is None or clocks.after:
        return None
    return Row(line, clocks, _cells(f"{found['before']} {found['after'].rstrip('.')}"), is_first=False)


def _cut_cells(line: Line) -> list[Line]:
    """The rows of a table row whose cells hold several lines each, the first of them hours."""
    parts = [cell.split("  ") for cell in line.cells]
    first = parts[0]
    if min(len(parts), len(first)) <= 1 or not all(whole(part) for part in first):
        return []
    filled = [[""] * len(first) if cells == [""] else cells for cells in parts]
    if any(len(cells) != len(first) for cells in filled):
        return []
    return [replace(line, text="\t".join(cells)) for cells in zip(*filled, strict=True)]


def _cut_run(line: Line) -> list[Line]:
    """The rows of a programme that has run together on one line."""
    times = list(_SURE_TIME.finditer(line.text))
    if len(times) < TIMES_IN_A_LINE or len(line.cells) > FIRST_CELLS:
        return []
    begins = [found.start() for found in times]
    pieces = [line.text[a:b].strip(" ,;•·") for a, b in zip(begins, [*begins[1:], len(line.text)], strict=True)]
    rows = [leading(piece) for piece in pieces]
    starts = [row.start for row in rows if row and row.after]
    if len(starts) < len(pieces) or starts != sorted(set(starts)):
        return []
    lead = line.text[: begins[0]].strip(" :–-")
    made = [replace(line, text=lead)] if lead else []
    return [*made, *(replace(line, text=piece, is_apart=False) for piece in pieces)]
