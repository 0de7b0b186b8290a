"""Reads a wish out of a text: words to concepts, concepts to patterns, the best pattern to an intent with its slots."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial
from math import exp
from typing import Final
from zoneinfo import ZoneInfo

from dialogs.understanding.follow_up import ASKED_ABOUT, Context, followed_up, pointed_at_block, spans_pointing_back
from dialogs.understanding.grammar import grammar, learnt_pattern
from dialogs.understanding.heard import Heard, hear
from dialogs.understanding.language import is_norwegian, language_heard
from dialogs.understanding.learnt.features import Features, features_of
from dialogs.understanding.learnt.weights import Opinion, opinion_of
from dialogs.understanding.mentions import find_mentions
from dialogs.understanding.message import find_message
from dialogs.understanding.names import Names, names_of
from dialogs.understanding.orders import find_orders
from dialogs.understanding.parts import cuts_of
from dialogs.understanding.patterns import Candidate, candidates_for
from dialogs.understanding.slots import slots_of
from dialogs.understanding.spoken import find_times
from dialogs.understanding.wish import LOOKUPS, NONE, Wish

__all__ = ["Context", "Names", "Reading", "explain", "names_of", "understand"]

MOST_CANDIDATES: Final = 5
MOST_GUESSES: Final = 2
SURE: Final = 0.8
"""As sure as each half of a message must be to be taken as a wish of its own."""
WHOLE: Final = frozenset({"only", "exact"})
BARE: Final = WHOLE | {"alone"}
NOT_HALF: Final = frozenset({NONE, "greeting", "thanks"})


class Examples:
    """What the examples speak for. They are asked only where the patterns leave it open."""

    def __init__(self, heard: Heard, candidates: tuple[Candidate, ...]) -> None:
        self._heard, self._candidates = heard, candidates

    @cached_property
    def features(self) -> Features:
        """What they are asked with."""
        return looked_at(self._heard, self._candidates)

    @cached_property
    def opinion(self) -> Opinion:
        return opinion_of(self.features)


@dataclass(frozen=True)
class Reading:
    """How a text was understood: the wish, what was heard, the best candidate of each intent, best first, and what the
    examples speak for.
    """

    wish: Wish
    heard: Heard
    candidates: tuple[Candidate, ...]
    examples: Examples


def understand(text: str, *, names: Names, now: datetime, zone: ZoneInfo, context: Context | None = None) -> Wish:
    """The wish in a text; its intent is "none" where nothing of ours is meant. `now` is aware UTC.

    `context` is the last answer, to which the text may point back.
    """
    return explain(text, names=names, now=now, zone=zone, context=context).wish


def explain(text: str, *, names: Names, now: datetime, zone: ZoneInfo, context: Context | None = None) -> Reading:
    """The wish in a text, with all that led to it."""
    return explained(text, partial(alone, names=names, now=now, zone=zone), context)


def explained(text: str, alone: Callable[[str], Reading], context: Context | None) -> Reading:
    """The reading of a text whose parts are each read `alone`: in its context, and as two wishes where it is two."""

    def read(part: str, before: Context | None) -> Reading:
        return _in_context(alone(part), before)

    whole = read(text, context)
    return _with_wish(whole, _with_second(whole, read, context))


def alone(text: str, *, names: Names, now: datetime, zone: ZoneInfo) -> Reading:
    """The text read by itself, as one wish. Of `now` it looks at the date in the zone, and at nothing else."""
    return _weighed(heard_in(text, names=names, now=now, zone=zone))


def heard_in(text: str, *, names: Names, now: datetime, zone: ZoneInfo) -> Heard:
    """The units of a text with all that is found in them: times, names, a message to pass on, an order."""
    heard = hear(text)
    find_times(heard, names=names, now=now, zone=zone)
    find_mentions(heard, names)
    find_message(heard)
    find_orders(heard)
    return heard


def _weighed(heard: Heard) -> Reading:
    candidates = best_of_each_intent(heard)
    examples = Examples(heard, candidates)
    return Reading(decided(candidates, examples, heard), heard, candidates[:MOST_CANDIDATES], examples)


def looked_at(heard: Heard, candidates: tuple[Candidate, ...]) -> Features:
    """The features that the examples are asked with."""
    return features_of(heard, candidates[:MOST_CANDIDATES])


def _in_context(reading: Reading, context: Context | None) -> Reading:
    """The reading, with what the message leaves out taken from the last answer."""
    if context is None:
        return reading
    wish = followed_up(reading.wish, reading.heard, context)
    pointing = list(spans_pointing_back(reading.heard, context)) if wish.intent == NONE else []
    if pointing:
        pointed = _weighed(replace(reading.heard, spans=[*reading.heard.spans, *pointing]))
        if pointed.wish.intent in ASKED_ABOUT:
            return replace(pointed, wish=pointed_at_block(pointed.wish, context))
    return _with_wish(reading, wish)


def _with_wish(reading: Reading, wish: Wish) -> Reading:
    return reading if wish is reading.wish else replace(reading, wish=wish)


def _with_second(whole: Reading, read: Callable[[str, Context | None], Reading], context: Context | None) -> Wish:
    """The wish of the whole, or the two wishes of its halves where each is sure and one of them changes nothing."""
    best, most = whole.wish, 0.0
    for left, right in cuts_of(whole.heard):
        first = read(left, context).wish
        if not _is_half(first):
            continue
        second = read(right, _context_within(first))
        sureness = first.confidence + second.wish.confidence
        if _go_together(first, second) and sureness > most:
            best, most = replace(first, text=whole.wish.text, also=second.wish), sureness
    return best


def _context_within(first: Wish) -> Context:
    """What the second half of a message may point back to: the first."""
    topic, person = first.slots.get("topic"), first.slots.get("person")
    return Context(
        first.intent,
        first.slots,
        topic=None if topic is None else str(topic),
        person=None if person is None else str(person),
    )


def _go_together(first: Wish, second: Reading) -> bool:
    """Whether they are two wishes, one of which changes nothing. A bare "lunsjen" is one only after a lookup."""
    wish = second.wish
    if (first.intent, first.slots) == (wish.intent, wish.slots) or not (_is_half(first) and _is_half(wish)):
        return False
    if first.intent in LOOKUPS:
        return True
    is_bare = bool(second.candidates) and second.candidates[0].pattern.level in BARE
    return wish.intent in LOOKUPS and not is_bare


def _is_half(wish: Wish) -> bool:
    """Whether it is sure enough to be half of a message; what changes something must be certain."""
    needed = SURE if wish.intent in LOOKUPS else grammar().costs.certain
    return wish.intent not in NOT_HALF and wish.confidence >= needed


def best_of_each_intent(heard: Heard) -> tuple[Candidate, ...]:
    best: dict[str, Candidate] = {}
    for candidate in candidates_for(heard):
        known = best.get(candidate.pattern.intent)
        if known is None or candidate.rank > known.rank:
            best[candidate.pattern.intent] = candidate
    return tuple(sorted(best.values(), key=lambda candidate: -candidate.rank))


def decided(candidates: tuple[Candidate, ...], examples: Examples, heard: Heard) -> Wish:
    """The wish of a pattern that is certain, unless the examples speak clearly for something else, or for nothing, and
    it is not the whole message; else the one that they speak for. An order that few examples have is a pattern's alone.

    Where neither does, nothing is meant, with the one or two intents that nearly were.
    """
    costs = grammar().costs
    best = next((c for c in candidates if c.confidence >= costs.threshold), None)
    if best is not None and best.pattern.intent in costs.by_pattern:
        return _wish(best, heard, best.confidence)
    certain = next((c for c in candidates if is_certain(c)), None)
    if certain is not None and (is_whole(certain) or not _is_vetoed(certain, examples.opinion, heard)):
        return _wish(certain, heard, certain.confidence)
    opinion = examples.opinion
    needed = costs.lead if opinion.intent in LOOKUPS else costs.lead_to_change
    learnt = next((c for c in candidates if c.pattern.intent == opinion.intent), _without_pattern(opinion.intent))
    if opinion.lead >= needed and _may_be(opinion.intent, heard):
        return _wish(learnt, heard, _sureness(opinion.lead - needed))
    return _doubt(candidates, learnt if opinion.lead >= costs.lead_nearly else None, heard)


def _is_vetoed(certain: Candidate, opinion: Opinion, heard: Heard) -> bool:
    """Whether the examples speak clearly for something else, which it may be."""
    return opinion.lead_over(certain.pattern.intent) > grammar().costs.veto and _may_be(opinion.intent, heard)


def _may_be(intent: str, heard: Heard) -> bool:
    return grammar().never[intent].isdisjoint(heard.concepts)


def is_certain(candidate: Candidate) -> bool:
    """Whether a pattern decides by itself."""
    costs = grammar().costs
    return candidate.confidence >= (costs.certain_whole if is_whole(candidate) else costs.certain)


def is_whole(candidate: Candidate) -> bool:
    """Whether the pattern is the message and next to nothing besides: "7. mai", "lunsj?"."""
    return candidate.pattern.level in WHOLE


def _without_pattern(intent: str) -> Candidate:
    """An intent that no pattern saw: its slots are read from all that was heard."""
    return Candidate(learnt_pattern(intent), (), 0.0)


def _sureness(lead: float) -> float:
    """A lead as a confidence: from the threshold where it just suffices, nearly 1 where it is large."""
    least = grammar().costs.threshold
    return least + (1 - least) * (1 - exp(-lead))


def _doubt(candidates: tuple[Candidate, ...], learnt: Candidate | None, heard: Heard) -> Wish:
    """No wish, and the one or two that were nearly read: what the examples speak for first."""
    likeliest = sorted(candidates, key=lambda c: -c.confidence)
    near = [learnt] if learnt is not None else []
    near += [c for c in likeliest if c.confidence >= grammar().costs.nearly]
    guesses = list({c.pattern.intent: _wish(c, heard, c.confidence) for c in reversed(near)}.values())[::-1]
    doubt = likeliest[0].confidence if likeliest else 0.0
    language, norwegian = language_heard(heard), is_norwegian(heard)
    return Wish(NONE, {}, round(1 - doubt, 3), language, heard.text, norwegian, guesses=tuple(guesses[:MOST_GUESSES]))


def _wish(candidate: Candidate, heard: Heard, confidence: float) -> Wish:
    return Wish(
        candidate.pattern.intent,
        slots_of(candidate, heard),
        round(confidence, 3),
        language_heard(heard),
        heard.text,
        is_norwegian(heard),
    )
