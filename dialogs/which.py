"""Which gathering a question is about. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from dialogs.understanding.tokens import words_of
from gatherings.gathering import GatheringId
from gatherings.store.gatherings import Listed

REMEMBERED: Final = timedelta(days=30)
"""How long after its last day a gathering can still be asked about when nothing else is on."""

SHORTEST_TITLE: Final = 9
YEAR_DIGITS: Final = 4
LONGEST_ENDING: Final = 3

FOLLOWED: Final = timedelta(days=7)
"""How long after its last day a gathering that is followed still comes first."""


def find_named(text: str, listed: Sequence[Listed]) -> GatheringId | None:
    """The one gathering whose title the words have in them ("meld meg på vårsamlinga"); None where none is, or two are.

    A year at the end of a title need not be said, nor does a title have to stand in its bare form.
    """
    said = words_of(text)
    named = [one for one in listed if (title := _bare_title(one.title)) and _has(said, title)]
    longest = max((len(_bare_title(one.title)) for one in named), default=0)
    found = [one.id for one in named if len(_bare_title(one.title)) == longest]
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=1_000)
def _bare_title(title: str) -> tuple[str, ...]:
    """The words of a title without its years; none where it is so short that it may be any word."""
    words = tuple(word for word in words_of(title) if not (word.isdigit() and len(word) == YEAR_DIGITS))
    return words if sum(map(len, words)) >= SHORTEST_TITLE else ()


def _has(said: tuple[str, ...], title: tuple[str, ...]) -> bool:
    """Whether the words of a title stand together, the last with an ending of its own at most."""
    size = len(title)
    runs = (said[start : start + size] for start in range(len(said) - size + 1))
    return any(
        run[:-1] == title[:-1] and run[-1].startswith(title[-1]) and len(run[-1]) - len(title[-1]) <= LONGEST_ENDING
        for run in runs
    )


def decide_gatherings(
    listed: Sequence[Listed],
    *,
    chosen: GatheringId | None,
    follows: GatheringId | None,
    today: date,
) -> tuple[Listed, ...]:
    """The gathering that is meant; several where that is not clear, none where there is none.

    In this order: the one just chosen, the one that the conversation follows, those that are on today, those that come
    next, the one that was last. Of those that are on or come next the ones that the person is registered for, if any.
    One that is cancelled only where it was chosen or is followed, or where there is no other: that it is cancelled is
    then the answer.
    """
    for known in (chosen, follows):
        found = tuple(one for one in listed if one.id == known and one.ends_on >= today - FOLLOWED)
        if found:
            return found
    held = [one for one in listed if not one.is_cancelled]
    running = tuple(one for one in held if one.starts_on <= today <= one.ends_on)
    coming = [one for one in held if one.starts_on > today]
    next_ones = tuple(one for one in coming if one.starts_on == coming[0].starts_on)
    return _own(running) or _own(next_ones) or _last(held or listed)


def _own(listed: tuple[Listed, ...]) -> tuple[Listed, ...]:
    """Those that the person is registered for, where there are any; else all."""
    return tuple(one for one in listed if one.is_theirs) or listed


def _last(listed: Sequence[Listed]) -> tuple[Listed, ...]:
    latest = max(listed, key=lambda one: one.ends_on, default=None)
    return () if latest is None else (latest,)
