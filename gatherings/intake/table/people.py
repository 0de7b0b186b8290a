"""Who holds a block, as a column of names says it, with the columns of their roles and organisations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from gatherings.intake.contributors import people_of, split_assigned
from gatherings.intake.name_words import name_words, untitled
from gatherings.intake.public import without_addresses
from gatherings.programme import Contributor

_PARTS: Final = re.compile(r"\s*(?:[;\n]|\s/\s)\s*")
_PIECES: Final = re.compile(r"\\.|;|[^\\;]+", re.DOTALL)

People = tuple[Contributor, ...]


def listed(cell: str) -> list[str]:
    """The names that an export of ours has put into one cell; some of them may be empty."""
    parts = [""]
    for piece in _PIECES.findall(cell):
        if piece == ";":
            parts.append("")
        else:
            parts[-1] += piece.removeprefix("\\")
    return [part.strip() for part in parts] if cell else []


def exact_people(values: Mapping[str, str]) -> People | None:
    """The people of an export of ours; None where somebody has changed how many there are."""
    names, roles, organisations = (listed(values.get(column, "")) for column in ("assigned", "role", "organisation"))
    if not all(names) or {len(roles), len(organisations)} - {len(names), 0}:
        return None
    rows = zip_longest(names, roles, organisations)
    return tuple(Contributor(name, role or None, organisation or None) for name, role, organisation in rows)


def people_in(values: Mapping[str, str]) -> tuple[People, str]:
    """The people of a row, and what stands among them without being one."""
    people: list[Contributor] = []
    others: list[str] = []
    for part in _PARTS.split(without_addresses(values.get("assigned", ""))[0]):
        found, rest = _told(part)
        people += found
        others += rest
    organisations = _organisations(values.get("organisation", ""), len(people))
    if not people:
        others += [one for one in organisations if one]
    placed = zip_longest(people, organisations[: len(people)])
    return tuple(replace(one, organisation=one.organisation or of) for one, of in placed), ", ".join(others)


def _told(part: str) -> tuple[People, list[str]]:
    """ "Kari Nes, rådgiver, Fjordby kommune" is one person."""
    part = untitled(part)
    told = people_of((), "", f"v/ {part}")
    names, others = split_assigned(part)
    said = {word for one in told for word in (one.name, one.role, one.organisation) if word}
    more = [name for name in names if not _is_said(name, said)]
    people = people_of((), "", "", known=(*told, *map(Contributor, more)))
    return people, [one for one in others if not _is_said(one, said)]


def _is_said(name: str, said: Iterable[str]) -> bool:
    return name_words().is_role(name) or any(word in name or name in word for word in said)


def _organisations(cell: str, people: int) -> list[str | None]:
    """One for each person: as many as they are, or the same for all."""
    parts = [part for part in _PARTS.split(cell) if part]
    if len(parts) == 1 and people > 1 and cell.count(",") == people - 1:
        parts = [part.strip() for part in cell.split(",")]
    return [*parts] if len(parts) == people or not people else [parts[0] if len(parts) == 1 else None] * people
