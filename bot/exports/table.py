"""A list before it has a format, and what a cell's text may be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

LONGEST: Final = 32_767
"""What a cell of Excel holds, in units of UTF-16."""

NOT_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")

Cell = str | int | float | date | datetime | None
"""What stands in a cell; a datetime is wall-clock time, without a zone of its own."""


@dataclass(frozen=True, slots=True)
class Table:
    """A list with a name. Each row has as many cells as there are columns."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def cell_text(text: str) -> str:
    """The text without characters that no workbook can hold."""
    return NOT_TEXT.sub("", text)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula."""
    return text.startswith(STARTS_A_FORMULA)


def cut(text: str, limit: int = LONGEST) -> str:
    """The text, cut with an ellipsis where it is longer than a cell holds."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * limit:
        return text
    return units[: 2 * (limit - 1)].decode("utf-16-le", errors="ignore") + "…"
