"""A list out of a spreadsheet: text in columns under headings, or one thing a line. Rows know their lines."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from io import StringIO
from typing import Final

from gatherings.errors import Refusal
from gatherings.intake.decoding import LARGEST_MEGABYTES, text_of
from gatherings.intake.draft import Reason, Unreadable, quoted
from gatherings.organisations.forms import key_of, words_of

DELIMITERS: Final = ";\t,"
NOT_LISTS: Final = (Reason.PICTURE, Reason.DOCUMENT, Reason.BINARY)
_SAID_DELIMITER: Final = re.compile(r"\Asep=[^\n]?(?=\n)")  # Excel writes it above the headings

Headings = Mapping[str, frozenset[str]]


class ListReason(StrEnum):
    """Why a list is not read. Each is a sentence in the phrases, under `intake.refusal.list`."""

    NOT_TEXT = "not_text"
    TOO_LARGE = "too_large"
    NO_HEADINGS = "no_headings"
    TWO_COLUMNS = "two_columns"
    TOO_MANY_CELLS = "too_many_cells"
    BROKEN_QUOTES = "broken_quotes"


class UnreadableList(Refusal):
    """The list is refused as a whole; nothing of it has been kept."""

    def __init__(self, reason: ListReason, **args: str | int) -> None:
        self.key = f"intake.refusal.list.{reason}"
        super().__init__(**args)


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells by column, those that have something in them. `line` is 1-based: where the row begins."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def read_rows(data: bytes, *, filename: str, headings: Headings, sole: str) -> list[Row]:
    """The rows of a list; where it has no headings, each line is a cell of the column `sole`.

    `headings` has for each column the folded names that it may have; other columns are not read. Raises UnreadableList
    or Unreadable, with the line where there is one.
    """
    text = _SAID_DELIMITER.sub("", _text_of(data, filename))
    line, written = next(((at, one) for at, one in enumerate(text.split("\n"), start=1) if one.strip()), (1, ""))
    delimiter = max(DELIMITERS, key=lambda mark: len(_columns(_cells(written, mark), headings)))
    first = _cells(written, delimiter)
    columns = _columns(first, headings)
    if columns:
        _refuse_two_alike(columns, first, file=filename, line=line)
        return list(_rows(text, delimiter, columns, len(first), filename))
    _refuse_columns_without_headings(text, line, filename)
    cells = [_cleaned(one).strip('"') for one in text.split("\n")]
    return [Row(at, {sole: cell}) for at, cell in enumerate(cells, start=1) if cell]


def folded_headings(names: Mapping[str, list[str]]) -> Headings:
    return {column: frozenset(key_of(words_of(name)) for name in called) for column, called in names.items()}


def _text_of(data: bytes, filename: str) -> str:
    """The text; where it is none, the refusal speaks of lists."""
    try:
        return text_of(data, filename=filename)
    except Unreadable as refused:
        if refused.key in {f"intake.refusal.{reason}" for reason in NOT_LISTS}:
            raise UnreadableList(ListReason.NOT_TEXT, file=filename) from refused
        if refused.key == f"intake.refusal.{Reason.TOO_LARGE}":
            raise UnreadableList(ListReason.TOO_LARGE, file=filename, limit=LARGEST_MEGABYTES) from refused
        raise


def _records(text: str, delimiter: str, filename: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each row that has any, and the line where it begins."""
    reader = csv.reader(StringIO(text), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = [_cleaned(cell) for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as broken:
            raise UnreadableList(ListReason.BROKEN_QUOTES, file=filename, line=line) from broken
        if any(cells):
            yield line, cells


def _cells(line: str, delimiter: str) -> list[str]:
    """The cells of one line; stray quotation marks are forgiven, as the delimiter may be another."""
    return [_cleaned(cell) for cell in next(csv.reader([line], delimiter=delimiter))]


def _columns(cells: list[str], headings: Headings) -> dict[int, str]:
    """The column that stands at each place."""
    keys = [key_of(words_of(cell)) for cell in cells]
    return {place: column for place, key in enumerate(keys) for column, known in headings.items() if key in known}


def _rows(text: str, delimiter: str, columns: Mapping[int, str], width: int, filename: str) -> Iterator[Row]:
    records = _records(text, delimiter, filename)
    next(records)
    for line, cells in records:
        if any(cells[width:]):
            raise UnreadableList(ListReason.TOO_MANY_CELLS, file=filename, line=line)
        found = {columns[place]: cell for place, cell in enumerate(cells) if cell and place in columns}
        yield Row(line, found)


def _refuse_two_alike(columns: Mapping[int, str], cells: list[str], *, file: str, line: int) -> None:
    seen: dict[str, str] = {}
    for place, column in columns.items():
        if column in seen:
            told = {"text": quoted(cells[place]), "other": quoted(seen[column])}
            raise UnreadableList(ListReason.TWO_COLUMNS, file=file, line=line, **told)
        seen[column] = cells[place]


def _refuse_columns_without_headings(text: str, line: int, filename: str) -> None:
    lines = [one for one in text.split("\n") if one.strip()]
    commas = {one.count(",") for one in lines}
    has_columns = any(mark in text for mark in ";\t") or (len(lines) > 1 and len(commas) == 1 and commas != {0})
    if has_columns:
        raise UnreadableList(ListReason.NO_HEADINGS, file=filename, line=line)


def _cleaned(cell: str) -> str:
    return " ".join(cell.split())
