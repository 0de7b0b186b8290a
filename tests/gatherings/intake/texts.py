"""Programmes to read, written out, and short ways to tell what was read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gatherings.intake import Draft, Unreadable
from gatherings.intake.formats import read_programme
from gatherings.programme import Block

SAMPLES = Path(__file__).parents[3] / "gatherings" / "samples"
HEADING = "# Vårsamling 15. april 2027"
COLUMNS = "KL.\tLENGDE\tTITTEL\tBESKRIVELSE"


def programme(*rows: str, heading: str = HEADING, details: str = "") -> str:
    """A table with these rows, the first of them on line 4, and the details after it."""
    after = f"\n{HEADING} - block details\n\n{details}" if details else ""
    return "\n".join([heading, "", COLUMNS, *rows, after])


def read(text: str, *, day: date | None = None) -> Draft:
    return read_programme(text.encode(), filename="program.txt", day=day)


def refusal(data: str | bytes, *, day: date | None = None) -> tuple[str, object]:
    """The refusal's own name and the line that it names."""
    raw = data.encode() if isinstance(data, str) else data
    with pytest.raises(Unreadable) as refused:
        read_programme(raw, filename="program.txt", day=day)
    told = refused.value.args_of_sentence
    assert told["file"] == "program.txt"
    return refused.value.key.removeprefix("intake.refusal."), told.get("line")


def warnings(draft: Draft) -> list[tuple[str, int | None]]:
    return [(remark.key.removeprefix("intake.warning."), remark.line) for remark in draft.warnings]


def hours(block: Block) -> str:
    """ "09:00-09:45 length", with a question mark where no end is known."""
    return f"{block.start:%H:%M}-{'?' if block.end is None else f'{block.end:%H:%M}'} {block.end_source}"


def summary(block: Block) -> tuple[str, str, str, bool | None, tuple[str, ...]]:
    """When, of what kind, its title, streamed or not, and the people with their roles and organisations."""
    people = tuple(
        ", ".join(part for part in (person.name, person.role, person.organisation) if part) for person in block.people
    )
    return hours(block).removesuffix(" length"), block.kind.value, block.title, block.streamed, people
