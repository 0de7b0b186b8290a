"""Finds the message that an organiser wants to be sent, and keeps its words out of the rest of the reading."""

from __future__ import annotations

from typing import Final

from dialogs.understanding.heard import Heard, Span

JOINTS: Final = frozenset({"at", "that"})
ADDRESSED: Final = frozenset({
    "alle", "adle", "elle", "aille", "all", "everyone", "everybody", "people", "know", "folk", "folka", "deltakerne",
    "deltakarane", "deltakerane", "participants", "attendees", "samtlige", "samtlege", "gjengen", "kanalen",
})  # fmt: skip
"""After "si til alle", "tell everyone" the message may follow at once."""
ABOUT: Final = frozenset({"om", "about"})
FEWEST_OF_MESSAGE: Final = 2
FIRST_UNITS: Final = 9  # the order stands near the beginning: "gi alle beskjed om at ..."


def find_message(heard: Heard) -> None:
    """Adds the span MESSAGE, where an order to announce something is followed by "at", "that" or a colon."""
    place = start_of_message(heard)
    if place is None:
        return
    last = len(heard.units) - 1
    heard.hide(range(place, last + 1))
    heard.spans.append(Span("MESSAGE", place, last, value=heard.written(place, last)))


def start_of_message(heard: Heard) -> int | None:
    """The place of the first unit of the message."""
    orders = [span.last for span in (*heard.of("announce"), *heard.of("post"))]
    if not orders:
        return None
    for place in range(min(orders) + 1, min(len(heard.units), FIRST_UNITS)):
        if heard.units[place - 1].folded[-1] in JOINTS or has_colon_before(heard, place):
            return place
    return start_without_joint(heard)


def start_without_joint(heard: Heard) -> int | None:
    """The place after a phrase that names who is to hear it: "tell everyone the bus is here"."""
    for span in heard.of("announce"):
        if heard.units[span.last].folded[-1] not in ADDRESSED:
            continue
        place = span.last + 1
        if place < len(heard.units) and heard.units[place].folded[-1] in ABOUT:
            return place + 1 if place + 1 < len(heard.units) else None
        return place if place + FEWEST_OF_MESSAGE <= len(heard.units) else None
    return None


def has_colon_before(heard: Heard, place: int) -> bool:
    """Whether a colon stands between the unit and the one before it."""
    before, unit = heard.units[place - 1], heard.units[place]
    return ":" in heard.text[heard.tokens[before.last].end : heard.tokens[unit.first].start]


def message_told(heard: Heard) -> str | None:
    """What is to be passed on where no order of ours was heard, but one was understood: all after the first colon, "at"
    or "that". None where there is none.
    """
    for place in range(1, len(heard.units)):
        if has_colon_before(heard, place) or heard.units[place - 1].folded[-1] in JOINTS:
            return heard.written(place, len(heard.units) - 1)
    return None
