"""A document before it has a format: what the writers are given. Every text in it is text, whatever it looks like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.exports.table import cell_text
from gatherings.gathering import Language

SECTION, PART, QUESTION = LEVELS = (2, 3, 4)
"""The levels of headings; the first is the document's own title."""
SHORT: Final = 12  # rows
WHITE: Final = re.compile(r"[^\S\u00a0\u202f]+")
"""What may be a line's end; a space that keeps two words on one line is none of it."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. `level` is one of LEVELS."""

    text: str
    level: int = SECTION


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`is_label` where it stands over what follows it, as a small heading of its own."""

    text: str
    is_label: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head. Numbers stand to the right. `percent` of the page's width; by its content where it is None."""

    name: str
    is_number: bool = False
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; its first column names the rows. Each row, and the total, has a cell for each column."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()

    @property
    def is_short(self) -> bool:
        """Whether it is kept on one page."""
        return len(self.rows) <= SHORT


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, as PNG and as SVG markup, with what it shows in words. `svg` may be empty."""

    png: bytes
    svg: str
    alternative: str


Part = Heading | Paragraph | Bullets | Table | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """The whole of it. `subtitle` stands under the title. `made_at` is an instant, aware."""

    title: str
    subtitle: str
    language: Language
    made_at: datetime
    parts: tuple[Part, ...]


def one_line(text: str) -> str:
    """The text on one line, without characters that no document can hold. A number is not parted from its thousands."""
    return WHITE.sub(" ", cell_text(text)).strip()


def some_lines(text: str) -> str:
    """The text in the lines in which it was written, without empty ones."""
    plain = cell_text(text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line for line in map(one_line, plain.split("\n")) if line)
