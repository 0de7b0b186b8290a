"""Placeholder until the organisations branch comes in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

OrganisationId = NewType("OrganisationId", str)


@dataclass(frozen=True, slots=True)
class Organisation:
    id: OrganisationId
    name: str
    other_names: tuple[str, ...] = ()
    number: str | None = None
    county: str | None = None
    domains: tuple[str, ...] = ()
    is_member: bool = True
    organisation_number: str | None = None
    invoice_reference: str | None = None
