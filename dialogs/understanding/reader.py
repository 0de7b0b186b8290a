"""Reads a wish out of a text: words to concepts, concepts to patterns, the best pattern to an intent with its slots."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from dialogs.understanding.heard import Heard, hear
from dialogs.understanding.language import is_norwegian, language_heard
from dialogs.understanding.mentions import find_mentions
from dialogs.understanding.message import find_message
from dialogs.understanding.names import Names, names_of
from dialogs.understanding.orders import find_orders
from dialogs.understanding.patterns import Candidate, candidates_for, grammar
from dialogs.understanding.slots import slots_of
from dialogs.understanding.spoken import find_times
from dialogs.understanding.wish import NONE, Wish

__all__ = ["Names", "Reading", "explain", "names_of", "understand"]

MOST_CANDIDATES: Final = 5


@dataclass(frozen=True)
class Reading:
    """How a text was understood: the wish, what was heard, and the best candidate of each intent, best first."""

    wish: Wish
    heard: Heard
    candidates: tuple[Candidate, ...]


def understand(text: str, *, names: Names, now: datetime, zone: ZoneInfo) -> Wish:
    """The wish in a text; its intent is "none" where nothing of ours is meant. `now` is aware UTC."""
    return explain(text, names=names, now=now, zone=zone).wish


def explain(text: str, *, names: Names, now: datetime, zone: ZoneInfo) -> Reading:
    """The wish in a text, with all that led to it."""
    heard = hear(text)
    find_times(heard, names=names, now=now, zone=zone)
    find_mentions(heard, names)
    find_message(heard)
    find_orders(heard)
    candidates = best_of_each_intent(heard)
    return Reading(wish_of(candidates, heard), heard, candidates[:MOST_CANDIDATES])


def best_of_each_intent(heard: Heard) -> tuple[Candidate, ...]:
    best: dict[str, Candidate] = {}
    for candidate in candidates_for(heard):
        known = best.get(candidate.pattern.intent)
        if known is None or candidate.rank > known.rank:
            best[candidate.pattern.intent] = candidate
    return tuple(sorted(best.values(), key=lambda candidate: -candidate.rank))


def wish_of(candidates: tuple[Candidate, ...], heard: Heard) -> Wish:
    """The wish of the best candidate that is sure enough."""
    language = language_heard(heard)
    sure = (c for c in candidates if c.confidence >= grammar().costs.threshold)
    best = next(sure, None)
    if best is None:
        doubt = candidates[0].confidence if candidates else 0.0
        return Wish(NONE, {}, round(1 - doubt, 3), language, heard.text, is_norwegian(heard))
    confidence = round(best.confidence, 3)
    return Wish(best.pattern.intent, slots_of(best, heard), confidence, language, heard.text, is_norwegian(heard))
