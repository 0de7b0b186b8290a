"""How many transactions an engine has open at once, and who waits for one."""

from __future__ import annotations

import asyncio
from typing import Final

WAITS: Final = 60
"""Seconds for a connection that others have."""


class Places:
    """As many as an engine has connections."""

    def __init__(self, count: int) -> None:
        self._free = asyncio.Semaphore(count)

    async def take(self) -> bool:
        """Whether one was free at once; whoever waits is served in turn. Raises TimeoutError after a minute."""
        if not self._free.locked():
            return await self._free.acquire()
        async with asyncio.timeout(WAITS):
            await self._free.acquire()
        return False

    def give_back(self) -> None:
        self._free.release()
