"""The organisations of a network: what they are, and which of them a person's words or e-mail address mean. Pure."""

from gatherings.organisations.domains import organisations_of_domain
from gatherings.organisations.finding import Found, find_by_name, find_organisations
from gatherings.organisations.home import Home, HomeDoubt, decide_home, own_id
from gatherings.organisations.municipalities import municipalities, shared_names, with_other_municipalities
from gatherings.organisations.organisation import Organisation, OrganisationId, label_of

__all__ = [
    "Found",
    "Home",
    "HomeDoubt",
    "Organisation",
    "OrganisationId",
    "decide_home",
    "find_by_name",
    "find_organisations",
    "label_of",
    "municipalities",
    "organisations_of_domain",
    "own_id",
    "shared_names",
    "with_other_municipalities",
]
