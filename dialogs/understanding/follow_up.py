"""A message that points back to the last answer: "og etter det?", "hvem leder den?", "og lunsj?". Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from dialogs.understanding.heard import Heard, Span, Unit
from dialogs.understanding.lexicon import FILLER, read_data
from dialogs.understanding.tokens import words_of
from dialogs.understanding.wish import NONE, Slots, Wish

THING, PERSON, THEN, AFTER, ELLIPSIS = "thing", "person", "then", "after", "ellipsis"
POINTS: Final = ("topic", "person", "time", "day")
"""The slots that say by themselves what a question is about."""
ASKED_ABOUT: Final = frozenset({"agenda.when", "agenda.who", "agenda.where", "agenda.next", "stream.link"})
"""The lookups that can be about one block."""
MAY_BE_ELLIPTICAL: Final = frozenset({NONE, "agenda.when", "agenda.who", "agenda.day", "agenda.now"})
CONTENT: Final = frozenset({"TITLE", "TOPIC", "PERSON", "DAY", "TIME", "meal"})
ASKED_WHEN: Final = frozenset({"agenda.now", "agenda.when"})
SHORT: Final = 4  # units of a message in which "da" points to a time

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """The last answer, while it is fresh: the wish that was answered, and the block and the person it was about."""

    intent: str
    slots: Slots = field(default_factory=dict)
    topic: str | None = None
    block: str | None = None
    person: str | None = None

    @property
    def points(self) -> dict[str, str]:
        """The slots that name the block: its title, and its id, since two blocks may have one title."""
        named = {"topic": self.topic, "block": self.block}
        return {name: value for name, value in named.items() if value is not None}


@cache
def words_for(part: str) -> frozenset[Words]:
    """The words and phrases of a part of follow_ups.toml, folded."""
    table: Mapping[str, str] = read_data("follow_ups.toml")[part]
    return frozenset(words_of(phrase) for written in table.values() for phrase in written.split(","))


def followed_up(wish: Wish, heard: Heard, context: Context) -> Wish:
    """The wish, with what it leaves out taken from the last answer; the same where it points back to nothing."""
    if asks_what_follows(heard):
        return _about(wish, "agenda.next", context.points) if context.points else wish
    if (other := _elliptical(wish, heard, context)) is not None:
        return other
    if wish.intent in {*ASKED_ABOUT, "agenda.now"} and _is_open(wish, heard):
        return _pointed(wish, heard, context)
    return wish


def asks_what_follows(heard: Heard) -> bool:
    """Whether the whole message asks for what comes after: "og etter det?"; small words at its end are left out."""
    words = tuple(word for unit in heard.units for word in unit.folded)
    fillers = next((n for n, unit in enumerate(reversed(heard.units)) if not unit.is_filler), len(heard.units))
    bare = tuple(word for unit in heard.units[: len(heard.units) - fillers] for word in unit.folded)
    return words in words_for(AFTER) or bare in words_for(AFTER)


def spans_pointing_back(heard: Heard, context: Context) -> Iterator[Span]:
    """Spans for the words that point to the block or the person of the last answer, as if they had been named."""
    for place, unit in enumerate(heard.units):
        if context.person is not None and _points(unit, PERSON):
            yield Span("PERSON", place, place, 0.95, context.person)
        elif context.topic is not None and _points(unit, THING):
            yield Span("TITLE", place, place, 0.95, context.topic)


def pointed_at_block(wish: Wish, context: Context) -> Wish:
    """The wish with the id of the block, where it is the one of the last answer that it points to."""
    is_about_it = context.block is not None and wish.slots.get("topic") == context.topic
    return replace(wish, slots={**wish.slots, **context.points}) if is_about_it else wish


def _pointed(wish: Wish, heard: Heard, context: Context) -> Wish:
    """The wish about the block or the person of the last answer, where a word of the message points to it."""
    if context.person is not None and _any_points(heard, PERSON):
        return _about(wish, "agenda.who" if wish.intent in ASKED_WHEN else wish.intent, {"person": context.person})
    points_to_time = len(heard.units) <= SHORT and _any_points(heard, THEN)
    if context.points and wish.intent != "agenda.now" and (points_to_time or _any_points(heard, THING)):
        return _about(wish, wish.intent, context.points)
    return wish


def _is_open(wish: Wish, heard: Heard) -> bool:
    """Whether the wish leaves out what it is about; the end of a thing is that of the day only where nothing points."""
    if wish.slots.get("topic") == "slutt" and not heard.of("TOPIC"):
        return not any(name in wish.slots for name in POINTS if name != "topic")
    return not any(name in wish.slots for name in POINTS)


def _elliptical(wish: Wish, heard: Heard, context: Context) -> Wish | None:
    """The last question, about what is named now: "og lunsj?" after "hvor er verkstedet?"; None where it is not so."""
    words = [word for unit in heard.units for word in unit.folded]
    begins = any(tuple(words[:length]) in words_for(ELLIPSIS) for length in (1, 2, 3))
    if not begins or context.intent not in ASKED_ABOUT or wish.intent not in MAY_BE_ELLIPTICAL:
        return None
    named = [span for span in heard.spans if span.concept in CONTENT]
    about = {place for span in named for place in span.places}
    opening = max(length for length in (1, 2, 3) if tuple(words[:length]) in words_for(ELLIPSIS))
    rest = [unit for place, unit in enumerate(heard.units) if place not in about and unit.first >= opening]
    if not named or any(unit.concepts != {FILLER} for unit in rest):
        return None
    slots = _named_now(named)
    return _about(wish, context.intent, slots) if slots else None


def _named_now(named: Iterable[Span]) -> dict[str, str | int]:
    by_slot = {"TITLE": "topic", "TOPIC": "topic", "PERSON": "person"}
    return {by_slot[s.concept]: s.value for s in named if s.concept in by_slot and s.value is not None}


def _points(unit: Unit, part: str) -> bool:
    """Whether a unit points back, as a whole or by one of its words: "det", "er det"."""
    return unit.folded in words_for(part) or any((word,) in words_for(part) for word in unit.folded)


def _any_points(heard: Heard, part: str) -> bool:
    return any(_points(unit, part) for unit in heard.units)


def _about(wish: Wish, intent: str, slots: Slots) -> Wish:
    return replace(wish, intent=intent, slots=dict(slots), confidence=max(wish.confidence, 0.9))
