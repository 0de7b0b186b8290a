"""How well each pattern of the grammar fits what was heard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from dialogs.understanding.grammar import Item, Pattern, grammar
from dialogs.understanding.heard import Heard, Span
from dialogs.understanding.statements import statements

BY_THEMSELVES: Final = frozenset({"alone", "only"})
EXACT: Final = "exact"
USED_UNIT: Final = 0.05  # what each unit that a pattern explains is worth when candidates are compared
MOST_CLAUSES: Final = 6  # read by themselves
ENOUGH_UNITS: Final = 3  # a pattern that explains more units than this minds an unknown word less
TOLD, SPLIT = "(told, not asked)", "(several clauses)"
BY_LEVEL: Final = {"sure": 0.04, "likely": 0.02, "plain": 0.0, "alone": 0.0, "only": 0.0, "exact": 0.06}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pattern that fits: the spans it explains, its confidence, and what lowered that ("bussen": 0.4)."""

    pattern: Pattern
    spans: tuple[Span, ...]
    confidence: float
    lowered_by: Mapping[str, float] = field(default_factory=dict)

    @property
    def rank(self) -> float:
        explained = len({place for span in self.spans for place in span.places})
        return self.confidence + USED_UNIT * explained + BY_LEVEL[self.pattern.level]


def candidates_for(heard: Heard) -> Iterator[Candidate]:
    """The patterns that fit the whole of what was heard, or one clause of it, each with its confidence."""
    everywhere = heard.concepts
    for spans in readable(heard):
        by_concept: dict[str, list[Span]] = defaultdict(list)
        for span in spans:
            by_concept[span.concept].append(span)
        present = frozenset(by_concept)
        for pattern in grammar().needing(present):
            if pattern.may_fit(present, everywhere):
                chosen = assign(pattern.items, by_concept, ())
                if chosen is not None:
                    yield weigh(pattern, chosen, heard)


def readable(heard: Heard) -> Iterator[list[Span]]:
    """The spans that are read together: all, and those of each of the first clauses where there are several."""
    spans = sorted(heard.spans, key=lambda span: span.first)
    yield spans
    parts = {heard.parts[span.first] for span in spans}
    if len(parts) > 1:
        for part in sorted(parts)[:MOST_CLAUSES]:
            yield [span for span in spans if heard.parts[span.first] == part]


def assign(
    items: tuple[Item, ...], by_concept: Mapping[str, list[Span]], chosen: tuple[Span, ...]
) -> tuple[Span, ...] | None:
    """A span for each item, none of them overlapping, in the order asked for; None where there is no such choice."""
    if len(chosen) == len(items):
        return chosen
    item = items[len(chosen)]
    for concept in item.concepts:
        for span in by_concept.get(concept, ()):
            if is_free(span, chosen) and not (item.is_later and span.first <= chosen[-1].last):
                found = assign(items, by_concept, (*chosen, span))
                if found is not None:
                    return found
    return None


def is_free(span: Span, chosen: tuple[Span, ...]) -> bool:
    return all(span.last < other.first or other.last < span.first for other in chosen)


def weigh(pattern: Pattern, spans: tuple[Span, ...], heard: Heard) -> Candidate:
    """The candidate with its confidence: 1 less what was mended in its words, less the cost of all it leaves out."""
    costs = {heard.written(place, place): cost for place, cost in left_out(pattern, spans, heard)}
    if pattern.is_question and is_told(spans, heard):
        costs[TOLD] = grammar().costs.told
    clauses = {heard.units[span.first].clause for span in spans}
    if len(clauses) > 1:
        costs[SPLIT] = grammar().costs.split * (len(clauses) - 1)
    mended = sum((1 - span.sureness) / 2 for span in spans)
    return Candidate(pattern, spans, max(0.0, 1 - mended - sum(costs.values())), costs)


def is_told(spans: tuple[Span, ...], heard: Heard) -> bool:
    """Whether the spans stand in statements alone, and none of them asks."""
    clauses = {heard.units[span.first].clause for span in spans}
    return clauses <= statements(heard) and grammar().costs.asking.isdisjoint(span.concept for span in spans)


def left_out(pattern: Pattern, spans: tuple[Span, ...], heard: Heard) -> Iterator[tuple[int, float]]:
    """The places that the pattern does not explain, with what each costs."""
    costs = grammar().costs
    used = {place for span in spans for place in span.places}
    unknown, foreign = costs.strange[pattern.level]
    unknown *= min(1.0, ENOUGH_UNITS / len(used))
    sentences = {heard.units[place].sentence for place in used}
    asked = {place for span in spans if span.concept not in WHEN for place in span.places} or used
    parts = {heard.parts[place] for place in asked}
    found = {place: span.concept for span in heard.spans if span.concept in LARGE for place in span.places}
    named = {place for span in heard.of("place") for place in span.places}
    is_lone = costs.alone_asks.isdisjoint(span.concept for span in spans)
    far, near, beside = costs.lone if is_lone else (costs.far, costs.near, costs.beside)
    for place, unit in enumerate(heard.units):
        if place in used:
            continue
        if place in found:
            cost = unused_cost({found[place]}, pattern)
        elif not unit.concepts.isdisjoint(pattern.free):
            cost = costs.small[pattern.level]
        elif not unit.concepts.isdisjoint(costs.signals):
            cost = max(costs.signals.get(concept, 0.0) for concept in unit.concepts)
        elif unit.is_filler:
            cost = costs.small[pattern.level]
        elif (unit.is_unknown or unit.is_foreign) and place not in named:
            cost = unknown if unit.is_unknown else foreign
        else:
            cost = unused_cost(unit.concepts | ({"place"} if place in named else set()), pattern)
        if cost:
            is_far, is_near = unit.sentence not in sentences, heard.parts[place] not in parts
            share = 1.0 if pattern.is_whole else far if is_far else near if is_near else 1.0
            cost = cost if share == 1.0 else min(cost * share, beside)
            beside -= cost if share < 1.0 else 0.0
            yield place, cost


WHEN: Final = frozenset({"TIME", "DAY"})
"""Where one of these stands alone in its part, the rest of that part tells why: "tannlege kl 14, hva mister jeg"."""
LARGE: Final = frozenset(
    {"TITLE", "PERSON", "TIME", "DAY", "MINUTES", "MUNICIPALITY", "URL", "CODE", "MESSAGE", "EMAIL", "NAMED"}
)
ALONE_UNUSED: Final = 0.41
ALONE_FREE: Final = 0.02


def unused_cost(concepts: set[str] | frozenset[str], pattern: Pattern) -> float:
    """What a unit of ours costs that the pattern leaves out: the least that one of its concepts costs."""
    costs = grammar().costs
    least = min(costs.unused.get(concept, costs.usual) for concept in concepts if concept != "foreign")
    is_strict = pattern.level == EXACT or (pattern.level in BY_THEMSELVES and least > ALONE_FREE)
    return max(least, ALONE_UNUSED) if is_strict else least
