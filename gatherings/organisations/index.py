"""Organisations made ready for searching."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from typing import Final, TypeVar

from gatherings.organisations.forms import key_of, known_words, labels_of, words_of
from gatherings.organisations.organisation import Organisation

Item = TypeVar("Item")

SHORTEST_PART: Final = 4  # letters; shorter words of a name are not suggested by
MOST_NAMES: Final = 4  # of one organisation, that are also known written one after another
NETWORKS_KEPT: Final = 16


@dataclass(frozen=True, slots=True)
class Index:
    """Leads from folded names, numbers, domains and counties to organisations.

    `parts` are the words of names of several words; `plain` has the names in lower case only, by id.
    """

    by_key: Mapping[str, tuple[Organisation, ...]]
    by_part: Mapping[str, tuple[Organisation, ...]]
    by_number: Mapping[str, tuple[Organisation, ...]]
    by_domain: Mapping[str, tuple[Organisation, ...]]
    regions: Mapping[str, frozenset[str]]
    plain: Mapping[str, frozenset[str]]
    places: Mapping[str, int]

    def named(self, words: tuple[str, ...]) -> tuple[Organisation, ...]:
        """Those of that name, "kommune" after it or not; only those spelled as the words are, where there are such."""
        core = known_words().without_municipal(words)
        hits = self.by_key.get(key_of(words)) or self.by_key.get(key_of(core)) or ()
        as_spelled = tuple(hit for hit in hits if "".join(core) in self.plain[hit.id])
        return as_spelled or hits

    def numbered(self, digits: str) -> tuple[Organisation, ...]:
        return self.by_number.get(digits.zfill(4), ()) if len(digits) in {3, 4} else ()


@lru_cache(maxsize=NETWORKS_KEPT)
def index_of(among: tuple[Organisation, ...]) -> Index:
    """The index of these organisations, kept for the next question."""
    return Index(
        by_key=_grouped((key, one) for one in among for key in keys_of(one)),
        by_part=_grouped((part, one) for one in among for part in _parts_of(one)),
        by_number=_grouped((one.number, one) for one in among if one.number),
        by_domain=_grouped((".".join(labels_of(domain)), one) for one in among for domain in one.domains),
        regions=_regions_of(among),
        plain={one.id: frozenset("".join(_core(name)) for name in one.names) for one in among},
        places={one.id: place for place, one in enumerate(among)},
    )


def keys_of(organisation: Organisation) -> Iterator[str]:
    """The folded forms of each name, with and without "kommune", and of all its names in a row, in any order."""
    for name in organisation.names:
        yield from filter(None, (key_of(words_of(name)), key_of(_core(name))))
    if 1 < len(organisation.names) <= MOST_NAMES:
        for size in range(2, len(organisation.names) + 1):
            yield from (key_of(words_of(" ".join(names))) for names in permutations(organisation.names, size))


def _core(name: str) -> tuple[str, ...]:
    return known_words().without_municipal(words_of(name))


def _parts_of(organisation: Organisation) -> Iterator[str]:
    for name in organisation.names:
        words = _core(name)
        if len(words) > 1:
            yield from (key_of([word]) for word in words if len(word) >= SHORTEST_PART)


def _regions_of(among: Iterable[Organisation]) -> dict[str, frozenset[str]]:
    own = {key_of(words_of(one.county)): frozenset({one.county}) for one in among if one.county}
    return {**known_words().regions, **own}


def _grouped(pairs: Iterable[tuple[str, Item]]) -> dict[str, tuple[Item, ...]]:
    """The items by key, in order, each once."""
    found: dict[str, dict[Item, None]] = defaultdict(dict)
    for key, item in pairs:
        found[key][item] = None
    return {key: tuple(items) for key, items in found.items()}
