"""Which organisation an e-mail address belongs to, where its domain says so for certain."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from gatherings.organisations.forms import key_of, known_words, labels_of, words_of
from gatherings.organisations.index import Index, index_of
from gatherings.organisations.organisation import Organisation

# Norid's rules keep these for municipalities, each under its own name.
MUNICIPAL: Final = (("kommune", "no"), ("herad", "no"))


def organisations_of_domain(email: str, among: Iterable[Organisation]) -> tuple[Organisation, ...]:
    """Those that an e-mail address or its domain belongs to: several where namesakes share a form, none if unsure.

    An organisation's own domains count before what follows from a municipality's name.
    """
    before, _, domain = email.strip().rpartition("@")
    labels = () if "@" in before else labels_of(domain)
    if not labels:
        return ()
    index = index_of(tuple(among))
    return _owners(labels, index) or _municipal(labels, index)


def is_shared(labels: tuple[str, ...]) -> bool:
    """Whether a domain is nobody's in particular: a mail host's, or the one below which all municipalities are."""
    return ".".join(labels) in known_words().shared_domains


def _owners(labels: tuple[str, ...], index: Index) -> tuple[Organisation, ...]:
    """The owners of the longest of its domains that anybody owns."""
    domains = (labels[start:] for start in range(len(labels) - 1))
    own = (index.by_domain.get(".".join(domain), ()) for domain in domains if not is_shared(domain))
    return next(filter(None, own), ())


def _municipal(labels: tuple[str, ...], index: Index) -> tuple[Organisation, ...]:
    *_, label = ("", *labels[:-2])
    words = tuple(filter(None, label.split("-")))
    if labels[-2:] not in MUNICIPAL or not words:
        return ()
    return _named(words, index) or _told_apart(words, index)


def _named(words: tuple[str, ...], index: Index) -> tuple[Organisation, ...]:
    return tuple(one for one in index.by_key.get(key_of(words), ()) if _is_municipality(one))


def _told_apart(words: tuple[str, ...], index: Index) -> tuple[Organisation, ...]:
    """By two letters of a county after the name: heroy-no.kommune.no."""
    counties = known_words().county_codes.get(words[-1], frozenset())
    return tuple(one for one in _named(words[:-1], index) if one.county in counties)


def _is_municipality(organisation: Organisation) -> bool:
    """Whether it has a municipality's number, or calls itself one."""
    words = words_of(organisation.name)
    return organisation.number is not None or words[-1] in known_words().municipal
