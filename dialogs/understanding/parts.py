"""A message with two wishes in it, cut where the second may begin. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dialogs.understanding.follow_up import words_for
from dialogs.understanding.heard import Heard

MOST_CUTS: Final = 4
FEWEST_UNITS: Final = 3
JOINS: Final = "joins"
WHOLE: Final = frozenset({"TITLE", "PERSON", "MESSAGE", "SET_TO", "NAMED", "MINUTES", "TIME"})


def cuts_of(heard: Heard) -> Iterator[tuple[str, str]]:
    """The two halves of a message, for each place where a second wish may begin: a new clause, or after "og".

    Never inside a name, a title, a time, or a message to be passed on.
    """
    if len(heard.units) < FEWEST_UNITS or heard.of("MESSAGE") or heard.of("SET_TO"):
        return
    within = {place for span in heard.spans if span.concept in WHOLE for place in range(span.first + 1, span.last + 1)}
    found = 0
    for place in range(1, len(heard.units)):
        before, here = heard.units[place - 1], heard.units[place]
        joins = here.folded in words_for(JOINS) and place + 1 < len(heard.units)
        if place in within or not (joins or here.clause != before.clause):
            continue
        yield heard.text[: heard.tokens[before.last].end], heard.text[heard.tokens[here.first].start :]
        found += 1
        if found == MOST_CUTS:
            return
