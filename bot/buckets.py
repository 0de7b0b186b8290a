"""How much is taken of one sender at once: buckets that fill again with time, and lanes that keep tenants apart.

They are in the memory of this process: with two replicas somebody has twice as much, and a restart forgets.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from weakref import WeakValueDictionary

KEYS_KEPT: Final = 10_000


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, and then `a_minute` in the long run."""

    burst: int
    a_minute: float


class Pace:
    """Keeps a rate for each key (GCRA). `now` is machine time."""

    def __init__(self, rate: Rate, *, now: Callable[[], datetime]) -> None:
        self._interval = timedelta(minutes=1) / rate.a_minute
        self._slack = self._interval * (rate.burst - 1)
        self._now = now
        self._paid_until: dict[str, datetime] = {}
        self._most = KEYS_KEPT

    def take(self, key: str) -> timedelta | None:
        """None where there is room, and then it is taken; else how long to wait."""
        now = self._now()
        paid = max(self._paid_until.get(key, now), now)
        if paid - now > self._slack:
            return paid - now - self._slack
        self._forget_the_idle(now)
        self._paid_until[key] = paid + self._interval
        return None

    def _forget_the_idle(self, now: datetime) -> None:
        """Where all are busy, the next look comes when there are twice as many: it costs a moment for each."""
        if len(self._paid_until) >= self._most:
            self._paid_until = {key: paid for key, paid in self._paid_until.items() if paid > now}
            self._most = max(KEYS_KEPT, 2 * len(self._paid_until))


class Lanes:
    """At most `width` of one key are inside at once, and `in_all` of all keys.

    The rest of a key wait in front of their lane, and nobody else waits for them.
    """

    def __init__(self, width: int, *, in_all: int) -> None:
        self._width, self._in_all = width, asyncio.Semaphore(in_all)
        self._lanes: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    @asynccontextmanager
    async def of(self, key: str) -> AsyncIterator[None]:
        """Inside, as soon as there is room."""
        lane = self._lanes.get(key)
        if lane is None:
            lane = self._lanes[key] = asyncio.Semaphore(self._width)
        async with lane, self._in_all:
            yield
