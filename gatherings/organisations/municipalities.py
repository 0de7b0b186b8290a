"""The municipalities of Norway, as of 2024. Source and licence: `gatherings/data/README.md`."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from gatherings.organisations.organisation import Organisation, OrganisationId


@cache
def municipalities() -> tuple[Organisation, ...]:
    """All 357, by number."""
    text = (files("gatherings.data") / "municipalities.csv").read_text(encoding="utf-8")
    return tuple(_municipality(row) for row in csv.DictReader(text.splitlines()))


def with_other_municipalities(members: Sequence[Organisation]) -> list[Organisation]:
    """These, and the municipalities that are not among them as no members: somebody from there may come."""
    known = {one.id for one in members}
    return [*members, *(replace(one, is_member=False) for one in municipalities() if one.id not in known)]


@cache
def shared_names() -> frozenset[str]:
    """The names that two municipalities have."""
    counts = Counter(one.name for one in municipalities())
    return frozenset(name for name, count in counts.items() if count > 1)


def _municipality(row: dict[str, str]) -> Organisation:
    return Organisation(
        id=OrganisationId(f"no-{row['number']}"),
        name=row["name"],
        other_names=tuple(name for name in row["other_names"].split("|") if name),
        number=row["number"],
        county=row["county"],
    )
