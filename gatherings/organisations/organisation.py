"""An organisation, and what to call it where others have the same name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NewType

OrganisationId = NewType("OrganisationId", str)


@dataclass(frozen=True, slots=True)
class Organisation:
    """A member of a network, most often a municipality.

    `number` is a municipality's four digits, None for others. `domains`, in lower case, are those of its e-mail
    addresses, beside what follows from a municipality's name. The last two are for invoices alone.
    """

    id: OrganisationId
    name: str
    other_names: tuple[str, ...] = ()
    number: str | None = None
    county: str | None = None
    domains: tuple[str, ...] = ()
    is_member: bool = True
    organisation_number: str | None = None
    invoice_reference: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.other_names)


def label_of(organisation: Organisation, among: Iterable[Organisation]) -> str:
    """The name, with the county where another one among them is called the same: "Herøy (Nordland)"."""
    own = organisation.name.casefold()
    has_namesake = any(other.id != organisation.id and other.name.casefold() == own for other in among)
    return f"{organisation.name} ({organisation.county})" if has_namesake and organisation.county else organisation.name
