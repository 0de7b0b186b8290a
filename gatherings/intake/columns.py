"""What the columns of a programme, and what stands in them, are called. The words stand in `columns.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from gatherings.programme import EndSource, Kind

_BRACKETS: Final = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")
_EDGES: Final = " *.:?"
LONGEST_HEADING: Final = 80

Words = Mapping[str, str]


def column_of(cell: str) -> str:
    """The column that a heading names; empty where it names none."""
    if len(cell) > LONGEST_HEADING:
        return ""
    whole = _folded(cell)
    return _named("columns").get(whole) or _named("columns").get(_folded(_BRACKETS.sub("", whole)), "")


def is_in_hours(heading: str) -> bool:
    """Whether the numbers below it are hours, and not minutes: "Varighet (timer)"."""
    found = _BRACKETS.search(heading)
    return found is not None and column_of(found[0].strip(" ()[]")) == "hours"


def kind_named(text: str) -> Kind | None:
    """The kind that is said outright; None where it is none of ours."""
    found = _named("kinds").get(_folded(text))
    return None if found is None else Kind(found)


def end_source_named(text: str) -> EndSource | None:
    found = _named("ends").get(_folded(text))
    return None if found is None else EndSource(found)


def streamed_named(text: str) -> str | None:
    """ "yes", "no" or "unsaid"; None for other words."""
    return _named("streamed").get(_folded(text) or text.strip())


def is_total(text: str) -> bool:
    return _folded(text) in _named("totals")


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).strip(_EDGES)


@cache
def _named(part: str) -> Words:
    """What each word means."""
    table = tomllib.loads((files("gatherings.intake") / "columns.toml").read_text(encoding="utf-8"))[part]
    return {word.strip(_EDGES): meaning for meaning, words in table.items() for word in words}
