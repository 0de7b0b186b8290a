"""Reads a programme in Markdown: a table for each day, with the day in a heading above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from gatherings.intake import invitation
from gatherings.intake.assembly import assemble
from gatherings.intake.draft import Draft, Row, Source
from gatherings.intake.table.block import ASIDE
from gatherings.intake.table.days import Days
from gatherings.intake.table.layout import Layout, layout_of
from gatherings.intake.table.rows import RowReader

_RULE: Final = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_PIECES: Final = re.compile(r"\\.|\||[^\\|]+|\\$")
_ASIDE: Final = re.compile(r"\s*<!--\s*samband\s+(\S+)\s*-->\s*$")
_TITLE: Final = re.compile(r"\*\*((?:\\.|[^*\\])+)\*\*(?:<br\s*/?>(.*))?", re.IGNORECASE)
_MARKS: Final = re.compile(r"\\(.)|(<br\s*/?>)", re.IGNORECASE)
_EMPHASIS: Final = re.compile(r"(?<![\w\\*])(\*{1,3})(?=[^\s*])((?:\\.|[^\\*])+)(?<!\s)\1(?![\w*])")
_HEADING: Final = re.compile(r"#{1,6}\s+(.*?)\s*#*\s*")


def sniff(source: Source) -> bool:
    """Whether it has such a table; an invitation that has one is an invitation."""
    lines = source.lines
    has_table = any(_layout(lines, number) for number in range(len(lines)))
    return has_table and (_is_ours(source) or not invitation.sniff(source))


def read(source: Source) -> tuple[Draft]:
    """The draft of the one gathering. Raises Unreadable with the line that cannot be right."""
    reader = RowReader(source, Days(source))
    layout: Layout | None = None
    for number, line in enumerate(source.lines):
        if found := _layout(source.lines, number):
            layout = found
            reader.take_headings(number + 1, layout)
        elif not line.strip() or _is_rule(line):
            continue
        elif layout and line.lstrip().startswith("|"):
            _take_row(reader, layout, number + 1, line)
        else:
            layout = None
            _take_above(reader, source, number + 1, line)
    entries = reader.days.moved(reader.entries)
    draft = assemble(source, reader.title, entries, [*reader.remarks, *reader.days.remarks()])
    return (replace(draft, has_notes=reader.has_notes),)


def _is_ours(source: Source) -> bool:
    return any(_ASIDE.search(cell) for line in source.lines if "<!--" in line for cell in _cells(line))


def _is_rule(line: str) -> bool:
    return "--" in line and _RULE.fullmatch(line.strip()) is not None


def _layout(lines: list[str], number: int) -> Layout | None:
    """The layout of the table whose headings stand on that line; None where none do."""
    if "|" not in lines[number] or number + 1 == len(lines) or not _is_rule(lines[number + 1]):
        return None
    return layout_of(Row(number + 1, tuple(map(_plain, _cells(lines[number])))))


def _cells(line: str) -> list[str]:
    """The cells of a row, still with their marks."""
    cells = [""]
    for piece in _PIECES.findall(line.strip().removeprefix("|")):
        if piece == "|":
            cells.append("")
        else:
            cells[-1] += piece
    return [cell.strip() for cell in (cells if cells[-1].strip() else cells[:-1])]


def _plain(text: str) -> str:
    """The words without emphasis, and without the marks that keep them from being something else."""
    return _MARKS.sub(lambda found: "\n" if found[2] else found[1], _EMPHASIS.sub(r"\2", text))


def _take_row(reader: RowReader, layout: Layout, number: int, line: str) -> None:
    values = dict(_values(layout, _cells(line)))
    reader.take(number, values, tuple(value for column, value in values.items() if column != ASIDE))


def _values(layout: Layout, cells: list[str]) -> Iterator[tuple[str, str]]:
    """What stands in each column, where something does; under a title its text, after them all what is hidden."""
    for column, cell in zip(layout.columns, cells, strict=False):
        aside = _ASIDE.search(cell)
        if aside:
            yield ASIDE, aside[1]
            cell = cell[: aside.start()]  # noqa: PLW2901 (what is left of it)
        if column == "title" and (found := _TITLE.fullmatch(cell)):
            yield "title", _plain(found[1])
            yield from (("text", _plain(text)) for text in [found[2]] if text)
        elif column and cell.strip():
            yield column, _plain(cell)


def _take_above(reader: RowReader, source: Source, number: int, line: str) -> None:
    """Takes a heading, or a line of words. The first heading of ours is the title, whatever date stands in it."""
    heading = _HEADING.fullmatch(line.strip())
    words = _plain(heading[1] if heading else line.strip())
    if heading and not reader.title and _is_ours(source):
        reader.title = words
    elif words:
        reader.take_above(number, [words])
