"""How often a platform lets us write: to one conversation, and for the app in one tenant."""

from __future__ import annotations

import math
from collections import OrderedDict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from gatherings.people import ConversationId
from gatherings.store.lanes import BEYOND

KEPT_AT_MOST: Final = 20_000
SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Window:
    """At most `count` messages within `length`."""

    count: int
    length: timedelta


@dataclass(frozen=True, slots=True)
class Limits:
    """A platform's limits. `interval` lies between two sends to one tenant; `windows` hold for each conversation."""

    interval: timedelta
    windows: tuple[Window, ...]


NO_LIMITS: Final = Limits(timedelta(), ())

TEAMS_WINDOWS: Final = (
    Window(7, SECOND),
    Window(60, timedelta(seconds=30)),
    Window(1800, timedelta(hours=1)),
)
TEAMS_PER_SECOND: Final = 50
EMAIL_PER_SECOND: Final = 5
EMAIL_LIMITS: Final = Limits(timedelta(seconds=1 / EMAIL_PER_SECOND), ())
"""A mail server names no limits, and turns away who sends too fast."""

SLACK_WINDOWS: Final = (Window(1, SECOND),)
SLACK_PER_SECOND: Final = 5
"""Slack names no number for a workspace but "several hundred a minute"."""

KEPT_FOR_ANSWERS: Final = 0.2
"""The part of a tenant's rate that no broadcast uses, so that people never wait behind one."""


def teams_limits(per_second: float = TEAMS_PER_SECOND) -> Limits:
    """Teams' documented limits, with a part of the tenant's rate kept for answers."""
    return Limits(timedelta(seconds=1 / (per_second * (1 - KEPT_FOR_ANSWERS))), TEAMS_WINDOWS)


SLACK_LIMITS: Final = Limits(timedelta(seconds=1 / (SLACK_PER_SECOND * (1 - KEPT_FOR_ANSWERS))), SLACK_WINDOWS)
"""Slack's documented limits, with a part of the workspace's rate kept for answers."""


def slots_from(
    free_at: datetime, now: datetime, *, interval: timedelta, until: datetime, at_most: int
) -> list[datetime]:
    """When sends may start: the first when the lane is free, then an interval apart, none after `until`.

    The generic cell rate algorithm with no burst: whoever takes slots sets `free_at` an interval after the last.
    """
    first = max(free_at, now)
    slots = (first + interval * index for index in range(at_most))
    return [slot for slot in slots if slot <= until]


class LanePace:
    """Keeps the rate of one process's sends to one tenant, where a stall made some of them late.

    Slots keep it as long as each leaves at its own. After a stall those whose slot has gone by are there at once,
    beside those whose slot it is. They catch up at twice the pace, but a second's sends never leave in less time than
    their slots take: in no second leave more than the rate, however late some of them are.
    """

    def __init__(self, interval: timedelta) -> None:
        self._at_least = interval / 2
        many = math.ceil(SECOND / interval) if interval else 0
        self._together, self._left = many * interval, deque[datetime](maxlen=many)

    def free_at(self, now: datetime) -> datetime:
        """When the next may leave: `now`, or later."""
        left = self._left
        if not left:
            return now
        at = left[-1] + self._at_least
        if len(left) == left.maxlen:
            at = max(at, left[0] + self._together)
        if at > now + BEYOND:  # the machine's clock has been set back
            left.clear()
            return now
        return max(now, at)

    def note(self, now: datetime) -> None:
        """Counts what leaves now."""
        self._left.append(now)


class ConversationPace:
    """Remembers when this process wrote to each conversation, as far back as the longest window."""

    def __init__(self, windows: Sequence[Window]) -> None:
        self._windows = windows
        self._kept = max((window.count for window in windows), default=0)
        self._sent: OrderedDict[ConversationId, deque[datetime]] = OrderedDict()

    def free_at(self, conversation: ConversationId, now: datetime) -> datetime:
        """When the next message may go there: `now`, or the end of the window that is full."""
        sent = self._sent.get(conversation)
        if not sent:
            return now
        waits = [sent[-w.count] + w.length for w in self._windows if len(sent) >= w.count]
        return max([now, *waits])

    def note(self, conversation: ConversationId, now: datetime) -> None:
        """Counts a message that goes there now."""
        if not self._kept:
            return
        self._sent.setdefault(conversation, deque(maxlen=self._kept)).append(now)
        self._sent.move_to_end(conversation)
        if len(self._sent) > KEPT_AT_MOST:
            self._sent.popitem(last=False)
