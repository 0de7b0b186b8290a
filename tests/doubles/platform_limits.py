"""The limits that Teams keeps: to one conversation, and for one app in one tenant."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

PER_CONVERSATION = ((7, timedelta(seconds=1)), (60, timedelta(seconds=30)), (1_800, timedelta(hours=1)))
PER_TENANT = ((50, timedelta(seconds=1)),)


@dataclass
class Window:
    """At most `count` in any stretch of `length`."""

    count: int
    length: timedelta
    hits: deque[datetime] = field(default_factory=deque)

    def wait(self, now: datetime) -> timedelta:
        """How long until one more is taken; nothing where it is taken now."""
        while self.hits and self.hits[0] <= now - self.length:
            self.hits.popleft()
        return timedelta() if len(self.hits) < self.count else self.hits[0] + self.length - now


Windows = defaultdict[str, list[Window]]


class PlatformLimits:
    """Counts what is taken, and says how long to wait."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._conversations: Windows = defaultdict(lambda: [Window(*limit) for limit in PER_CONVERSATION])
        self._tenants: Windows = defaultdict(lambda: [Window(*limit) for limit in PER_TENANT])

    def take(self, *, conversation: str, tenant: str) -> int | None:
        """The whole seconds of a Retry-After; None where it is taken."""
        now, windows = self._now(), [*self._conversations[conversation], *self._tenants[tenant]]
        wait = max(window.wait(now) for window in windows)
        if wait > timedelta():
            return max(1, math.ceil(wait.total_seconds()))
        for window in windows:
            window.hits.append(now)
        return None
