"""What one process has under way of one lane: loads that wait, and workers who each carry one after the other."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final

from bot.marking import Done
from bot.pace import LanePace
from bot.sending import Load

log = logging.getLogger(__name__)

IN_FLIGHT: Final = 64
"""So many sends to one tenant may be on the wire at once."""


class Crew:
    """Carries the loads of a lane at its pace, in the order in which they came.

    `carry` is how, and says what became of a load, None where that is another's to say; `landed` hears of each.
    """

    def __init__(
        self,
        pace: LanePace,
        carry: Callable[[Load, Crew], Awaitable[Done | None]],
        landed: Callable[[Done | None, Crew], None],
    ) -> None:
        self.pace, self.gate, self.workers = pace, asyncio.Lock(), set[asyncio.Task[None]]()
        self._carry, self._landed, self._waiting, self._on_the_way = carry, landed, deque[Load](), 0

    @property
    def under_way(self) -> int:
        """How many loads wait or are being carried."""
        return len(self._waiting) + self._on_the_way

    def take(self, load: Load) -> None:
        """Has it carried as soon as somebody is free."""
        self._waiting.append(load)
        if len(self.workers) < IN_FLIGHT:
            self.workers.add(asyncio.create_task(self._work()))

    def take_back(self) -> list[Load]:
        """What nobody has begun to carry; nobody will."""
        left = [*self._waiting]
        self._waiting.clear()
        return left

    async def _work(self) -> None:
        me = asyncio.current_task()
        assert me is not None, "it is one"
        try:
            while self._waiting:
                await self._carry_next()
        finally:  # at once: nobody may count on who has looked for the last time
            self.workers.discard(me)

    async def _carry_next(self) -> None:
        load, done = self._waiting.popleft(), None
        self._on_the_way += 1
        try:
            done = await self._carry(load, self)
        except Exception:  # its lease ends, and it is tried again
            log.exception("load_dropped id=%d", load.delivery.id)
        finally:
            self._on_the_way -= 1
        self._landed(done, self)
