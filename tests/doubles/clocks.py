"""Clocks that go when they are told to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

START = datetime(2027, 4, 15, 7, 0, tzinfo=UTC)


@dataclass
class HandClock:
    """Stands at `at` until it is moved forward. Call it for the time."""

    at: datetime = START

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **length: float) -> None:
        self.at += timedelta(**length)


@dataclass
class StoppedClock:
    """Gathering time and machine time, each standing where it was set. Whoever waits for machine time sets it."""

    gathering_at: datetime = START
    machine_at: datetime = START

    async def refresh(self) -> None:
        """Nothing to fetch."""

    def now(self) -> datetime:
        return self.gathering_at

    def machine_now(self) -> datetime:
        return self.machine_at

    async def sleep_until(self, machine_at: datetime) -> None:
        self.machine_at = max(self.machine_at, machine_at)

    def forward(self, **length: float) -> None:
        """Both clocks."""
        self.gathering_at += timedelta(**length)
        self.machine_at += timedelta(**length)
