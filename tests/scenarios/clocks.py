"""Clocks that we move: in the test, or in the database as a rehearsal does."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clock import RehearsalClock, Start, machine_now
from bot.commands.clocks import move
from gatherings.store import Database
from gatherings.store.clocks import find_rehearsal


class HandClock:
    """Gathering time is where we put it; machine time is real, and further on with each tick."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.passed = timedelta()

    async def refresh(self) -> None:
        """Nothing to fetch."""

    def now(self) -> datetime:
        return self.at

    async def put(self, at: datetime) -> None:
        """It is that time from now on."""
        self.at = at

    def machine_now(self) -> datetime:
        return machine_now() + self.passed

    async def sleep_until(self, machine_at: datetime) -> None:
        """At once: the platform's time passes with the ticks."""


class RehearsedClock(HandClock):
    """Gathering time is that of a rehearsal, which stands still in the database until somebody moves it."""

    def __init__(self, database: Database, at: datetime) -> None:
        super().__init__(at)
        self._database = database
        self._rehearsal = RehearsalClock(database, Start.read(f"{at.isoformat()}@0"))

    async def refresh(self) -> None:
        await self._rehearsal.refresh()
        self.at = self._rehearsal.now()

    async def put(self, at: datetime) -> None:
        """As `samband clock set` does it."""
        async with self._database.read() as tx:
            begun = await find_rehearsal(tx)
        assert begun is not None, "a rehearsal begins with the scene"
        await move(self._database, begun, lambda _: at)
        await self.refresh()
