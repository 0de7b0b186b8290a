"""A programme to be read, in Markdown: a table for each day. What it does not show stands in a comment of each row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from bot.exports.lists import yes_or_no
from bot.exports.markdown import escaped, escaped_alone
from bot.exports.table import cell_text
from dialogs.phrases import Voice
from gatherings.gathering import Gathering
from gatherings.intake.aside import people_text, write_aside
from gatherings.programme import Block

BREAK: Final = "<br>"
Column = tuple[str, Callable[[Block], str]]


def programme_markdown(gathering: Gathering, blocks: Sequence[Block], *, voice: Voice) -> bytes:
    """The file, in UTF-8."""
    columns = _columns(blocks, voice)
    parts = [f"# {escaped_alone(one_line(gathering.title))}"]
    for day, of_day in groupby(blocks, key=lambda block: block.day):
        parts += [f"## {voice.day(day, today=date.min)}", "\n".join(_table(list(of_day), columns, voice))]
    return ("\n\n".join(parts) + "\n").encode()


def _columns(blocks: Sequence[Block], voice: Voice) -> list[Column]:
    """What is shown: the rooms, tracks and streams only where there are some."""
    asked: tuple[tuple[bool, Column], ...] = (
        (True, ("start", lambda block: _span(block, voice))),
        (True, ("title", _title)),
        (True, ("assigned", lambda block: escaped(one_line(people_text(block.people))))),
        (any(block.room for block in blocks), ("room", lambda block: escaped(one_line(block.room or "")))),
        (any(block.track for block in blocks), ("track", lambda block: escaped(one_line(block.track or "")))),
        (
            any(block.streamed is not None for block in blocks),
            ("streamed", lambda block: yes_or_no(block.streamed, voice) or ""),
        ),
    )
    return [column for is_shown, column in asked if is_shown]


def one_line(text: str) -> str:
    return " ".join(cell_text(text).split())


def _table(blocks: Sequence[Block], columns: Sequence[Column], voice: Voice) -> list[str]:
    heads = [voice(f"export.programme.short.{name}") for name, _ in columns]
    rows = [[shown(block) for _, shown in columns] for block in blocks]
    hidden = [f"<!-- samband {write_aside(block)} -->" for block in blocks]
    marked = [[*row[:-1], f"{row[-1]} {aside}".lstrip()] for row, aside in zip(rows, hidden, strict=True)]
    return [_row(heads), _row(["---"] * len(heads)), *map(_row, marked)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _span(block: Block, voice: Voice) -> str:
    return voice.span(block.start, block.end)


def _title(block: Block) -> str:
    """The title, and the text below it."""
    text = block.text.split("\n") if block.text else []
    return BREAK.join([f"**{escaped(one_line(block.title))}**", *(escaped(one_line(line)) for line in text)])
