"""Everything of one process, put together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from aiohttp import web

from bot.courier import Courier
from bot.reached import Reached
from jobs.clock import AlarmClock


@dataclass(frozen=True)
class House:
    """Everything of one process, put together: the web application, and what runs beside it."""

    app: web.Application
    courier: Courier
    alarm: AlarmClock | None
    reached: Reached

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """The clock rings and the courier carries for as long as the context lasts; neither where it keeps no jobs."""
        if self.alarm is None:
            yield
            return
        carrying = asyncio.create_task(self.courier.run(), name="courier")
        try:
            with self.alarm:
                yield
        finally:
            self.courier.stop()
            with suppress(asyncio.CancelledError):
                await carrying
