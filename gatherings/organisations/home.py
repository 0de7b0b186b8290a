"""Which organisation somebody comes from, by what is written of them and by their e-mail address. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from gatherings.organisations.domains import organisations_of_domain
from gatherings.organisations.finding import find_by_name
from gatherings.organisations.forms import key_of, words_of
from gatherings.organisations.municipalities import municipalities
from gatherings.organisations.organisation import Organisation, OrganisationId


class HomeDoubt(StrEnum):
    """Why somebody should look at where a person was said to come from."""

    UNKNOWN = "unknown"  # no organisation of the network: a new one, that is no member
    WHICH = "which"  # several share the name: left open
    BY_DOMAIN = "by_domain"  # the name is unknown, but the e-mail's domain is an organisation's


@dataclass(frozen=True, slots=True)
class Home:
    """An organisation, None where it is not known; `candidates` are those among which it could not be told."""

    organisation: Organisation | None = None
    doubt: HomeDoubt | None = None
    candidates: tuple[Organisation, ...] = ()


def decide_home(name: str, email: str | None, among: Sequence[Organisation]) -> Home:
    """Where somebody comes from. What is written counts before the address; among namesakes the address decides."""
    at = organisations_of_domain(email or "", among)
    if not key_of(words_of(name)):
        return _of_domain(at, email)
    named = find_by_name(name, among)
    if named:
        both = tuple(one for one in named if one in at)
        return _one_of(named) if len(both) != 1 else Home(both[0])
    if len(at) == 1:
        return Home(at[0], HomeDoubt.BY_DOMAIN)
    return _outside(find_by_name(name, municipalities()), name)


def own_id(name: str) -> OrganisationId:
    """The id that an organisation has from its name, where it is no municipality."""
    return OrganisationId(f"member-{slug_of_name(name)}")


def slug_of_name(text: str) -> str:
    return "-".join(key_of([word]) for word in words_of(text))


def _of_domain(at: tuple[Organisation, ...], email: str | None) -> Home:
    """By the address alone; where that says nothing, nothing is known and nobody need look."""
    if at:
        return _one_of(at)
    outside = organisations_of_domain(email or "", municipalities())
    return _outside(outside, "") if outside else Home()


def _one_of(found: tuple[Organisation, ...]) -> Home:
    return Home(found[0]) if len(found) == 1 else Home(None, HomeDoubt.WHICH, found)


def _outside(found: tuple[Organisation, ...], name: str) -> Home:
    """A municipality that the network has not, or an organisation that nobody has heard of: it is no member."""
    if len(found) > 1:
        return Home(None, HomeDoubt.WHICH, found)
    made = found[0] if found else Organisation(own_id(name), " ".join(name.split()))
    return Home(replace(made, is_member=False), HomeDoubt.UNKNOWN)
