"""The municipalities of Norway, as of 2024. Source and licence: `gatherings/data/README.md`."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from gatherings.organisations.organisation import Organisation, OrganisationId


@cache
def municipalities() -> tuple[Organisation, ...]:
    """All 357, by number."""
    text = (files("gatherings.data") / "municipalities.csv").read_text(encoding="utf-8")
    return tuple(_municipality(row) for row in csv.DictReader(text.splitlines()))


def _municipality(row: dict[str, str]) -> Organisation:
    return Organisation(
        id=OrganisationId(f"no-{row['number']}"),
        name=row["name"],
        other_names=tuple(name for name in row["other_names"].split("|") if name),
        number=row["number"],
        county=row["county"],
    )
