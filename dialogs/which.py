"""Which gathering a question is about. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Final

from gatherings.gathering import GatheringId
from gatherings.store.gatherings import Listed

REMEMBERED: Final = timedelta(days=30)
"""How long after its last day a gathering can still be asked about when nothing else is on."""

FOLLOWED: Final = timedelta(days=7)
"""How long after its last day a gathering that is followed still comes first."""


def decide_gatherings(
    listed: Sequence[Listed],
    *,
    chosen: GatheringId | None,
    follows: GatheringId | None,
    today: date,
    registered: Collection[GatheringId] = (),
) -> tuple[Listed, ...]:
    """The gathering that is meant; several where that is not clear, none where there is none.

    In this order: the one just chosen, the one that the conversation follows, those that are on today, those that come
    next, the one that was last. Of those that are on or come next the ones that the person is registered for, if any.
    One that is cancelled only where it was chosen or is followed: that it is cancelled is then the answer.
    """
    for known in (chosen, follows):
        found = tuple(one for one in listed if one.id == known and one.ends_on >= today - FOLLOWED)
        if found:
            return found
    held = [one for one in listed if not one.is_cancelled]
    running = tuple(one for one in held if one.starts_on <= today <= one.ends_on)
    coming = [one for one in held if one.starts_on > today]
    next_ones = tuple(one for one in coming if one.starts_on == coming[0].starts_on)
    return _own(running, registered) or _own(next_ones, registered) or _last(held)


def _own(listed: tuple[Listed, ...], registered: Collection[GatheringId]) -> tuple[Listed, ...]:
    """Those that the person is registered for, where there are any; else all."""
    return tuple(one for one in listed if one.id in registered) or listed


def _last(listed: Sequence[Listed]) -> tuple[Listed, ...]:
    latest = max(listed, key=lambda one: one.ends_on, default=None)
    return () if latest is None else (latest,)
