"""The grammar of patterns.toml: patterns of concepts, and what a message costs them that has more than they explain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from typing import Any, Final

from dialogs.understanding.lexicon import read_data

LEVELS: Final = ("sure", "likely", "plain", "alone", "only", "exact")
LEARNT: Final = "learnt"


@dataclass(frozen=True, slots=True)
class Item:
    """One of these concepts; `is_later` when it must stand after the item before it."""

    concepts: frozenset[str]
    is_later: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """The items that must all be there, the concepts that must not, and how strict it is about the rest."""

    intent: str
    level: str
    written: str
    items: tuple[Item, ...]
    needed: frozenset[str]
    forbidden: frozenset[str]
    is_question: bool
    is_whole: bool
    free: frozenset[str]

    def may_fit(self, present: frozenset[str], everywhere: frozenset[str]) -> bool:
        """Whether the items without a choice are there, and nothing forbidden stands anywhere in the message."""
        return self.needed <= present and self.forbidden.isdisjoint(everywhere)


@dataclass(frozen=True, slots=True)
class Costs:
    """What it costs a pattern when the message has more than it explains."""

    unused: Mapping[str, float]
    signals: Mapping[str, float]
    small: Mapping[str, float]
    usual: float
    strange: Mapping[str, tuple[float, float]]  # by level: an unknown word, a word of other matters
    far: float
    near: float
    beside: float
    alone_asks: frozenset[str]
    lone: tuple[float, float, float]
    threshold: float
    nearly: float
    certain: float
    certain_whole: float
    by_pattern: frozenset[str]
    veto: float
    lead: float
    lead_to_change: float
    lead_nearly: float
    told: float
    split: float
    asking: frozenset[str]


@dataclass(frozen=True)
class Grammar:
    """All that patterns.toml says."""

    patterns: tuple[Pattern, ...]
    costs: Costs
    slots: Mapping[str, tuple[str, ...]]
    never: Mapping[str, frozenset[str]]

    def needing(self, present: frozenset[str]) -> list[Pattern]:
        """The patterns that may fit by the concept they need that fewest need, in their order; those with only choices
        always.
        """
        places = chain(self._by_need[""], *(self._by_need.get(concept, ()) for concept in present))
        return [self.patterns[place] for place in sorted(places)]

    @cached_property
    def _by_need(self) -> Mapping[str, list[int]]:
        needed_by = Counter(concept for pattern in self.patterns for concept in pattern.needed)
        found: dict[str, list[int]] = {"": []}
        for place, pattern in enumerate(self.patterns):
            rarest = min(pattern.needed, key=lambda concept: (needed_by[concept], concept), default="")
            found.setdefault(rarest, []).append(place)
        return found


def items_of(written: str) -> tuple[tuple[Item, ...], frozenset[str]]:
    """The items of a written pattern, and what it forbids."""
    items: list[Item] = []
    forbidden: set[str] = set()
    is_later = False
    for word in written.split():
        if word == ">":
            is_later = True
        elif word.startswith("-"):
            forbidden.add(word[1:])
        else:
            items.append(Item(frozenset(word.split("|")), is_later))
            is_later = False
    return tuple(items), frozenset(forbidden)


def patterns_of(intent: str, table: Mapping[str, Any]) -> Iterator[Pattern]:
    everywhere = frozenset(str(table.get("forbid", "")).split())
    for level in LEVELS:
        for written in table.get(level, ()):
            items, forbidden = items_of(written)
            needed = frozenset[str]().union(*(item.concepts for item in items if len(item.concepts) == 1))
            yield Pattern(
                intent,
                level,
                written,
                items,
                needed,
                forbidden | everywhere,
                is_question=table.get("question", False),
                is_whole=table.get("whole", False),
                free=frozenset(str(table.get("free", "")).split()),
            )


def learnt_pattern(intent: str) -> Pattern:
    """The pattern of an intent that only the examples speak for: it asks for nothing, and has what it is never for."""
    none: frozenset[str] = frozenset()
    never = grammar().never[intent]
    return Pattern(intent, LEARNT, "", (), none, never, is_question=False, is_whole=False, free=none)


@cache
def grammar() -> Grammar:
    """The grammar, read once."""
    data = read_data("patterns.toml")
    costs, signals, rest = data.pop("costs"), data.pop("signals"), data.pop("rest")
    return Grammar(
        patterns=tuple(pattern for intent, table in data.items() for pattern in patterns_of(intent, table)),
        costs=Costs(
            unused=costs,
            signals=signals,
            small=rest["small"],
            usual=rest["usual"],
            strange={level: tuple(rest[level]) for level in LEVELS},
            far=rest["far"],
            near=rest["near"],
            beside=rest["beside"],
            alone_asks=frozenset(str(rest["asks"]).split()),
            lone=tuple(rest["lone"]),
            threshold=rest["threshold"],
            nearly=rest["nearly"],
            certain=rest["certain"],
            certain_whole=rest["certain_whole"],
            by_pattern=frozenset(str(rest["by_pattern"]).split()),
            veto=rest["veto"],
            lead=rest["lead"],
            lead_to_change=rest["lead_to_change"],
            lead_nearly=rest["lead_nearly"],
            told=rest["told"],
            split=rest["split"],
            asking=frozenset(str(rest["asking"]).split()),
        ),
        slots={intent: tuple(table["slots"].split()) for intent, table in data.items()},
        never={intent: frozenset(str(table.get("never", "")).split()) for intent, table in data.items()},
    )
