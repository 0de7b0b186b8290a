"""The two clocks. The only file that reads the time."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from gatherings.ports import Clock
from gatherings.store import Database
from gatherings.store.clocks import Rehearsal, begin_rehearsal, find_rehearsal

_FORM: Final = re.compile(r"(?P<at>[^@]+)(@(?P<speed>[0-9]+(\.[0-9]+)?))?")
FASTEST: Final = 86_400
"""A day a second: what comes due is still told apart."""
YEARS: Final = range(1970, 3000)


def machine_now() -> datetime:
    """The machine's time: tokens, leases, Retry-After, pacing."""
    return datetime.now(UTC)  # noqa: TID251 (here and nowhere else)


class ClockNotUnderstood(ValueError):  # noqa: N818
    """The setting is not an ISO time with a zone, with or without a speed of at most a day a second."""


@dataclass(frozen=True, slots=True)
class Start:
    """When a rehearsal begins and how fast it runs: `2024-05-06T08:50+02:00@60`, `@0` stands still, no `@` is 1."""

    setting: str
    at: datetime
    speed: float

    @classmethod
    def read(cls, setting: str) -> Start:
        """Raises ClockNotUnderstood."""
        form = _FORM.fullmatch(setting.strip())
        try:
            at = datetime.fromisoformat(form["at"].strip()) if form else None
        except ValueError:
            at = None
        if form is None or at is None or at.tzinfo is None or at.year not in YEARS:
            raise ClockNotUnderstood(setting)
        speed = float(form["speed"] or 1)
        if speed > FASTEST:
            raise ClockNotUnderstood(setting)
        return cls(setting.strip(), at.astimezone(UTC), speed)


class SystemClock:
    """Gathering time is the machine's time."""

    async def refresh(self) -> None:
        """Nothing to fetch."""

    def now(self) -> datetime:
        return machine_now()

    def machine_now(self) -> datetime:
        return machine_now()

    async def sleep_until(self, machine_at: datetime) -> None:
        await _sleep_until(machine_at)


class RehearsalClock:
    """Gathering time as the database has it: one for all replicas, going on after a restart.

    Its first look begins the rehearsal where the setting is new; after that it follows what others set.
    """

    def __init__(self, database: Database, start: Start, *, machine: Callable[[], datetime] = machine_now) -> None:
        self._database, self._machine = database, machine
        self._rehearsal = Rehearsal(start.setting, start.at, machine(), start.speed)
        self._is_begun = False

    async def refresh(self) -> None:
        """Takes over what another process has set; begins the rehearsal where it is new."""
        if not self._is_begun:
            async with self._database.write() as tx:
                self._rehearsal = await begin_rehearsal(tx, self._rehearsal)
            self._is_begun = True
            return
        async with self._database.read() as tx:
            self._rehearsal = await find_rehearsal(tx) or self._rehearsal

    def now(self) -> datetime:
        return self._rehearsal.now(self._machine())

    def machine_now(self) -> datetime:
        return self._machine()

    async def sleep_until(self, machine_at: datetime) -> None:
        await _sleep_until(machine_at)


async def _sleep_until(machine_at: datetime) -> None:
    await asyncio.sleep(max(0.0, (machine_at - machine_now()).total_seconds()))


async def clock_of(setting: str | None, database: Database) -> Clock:
    """Gathering time: the machine's, or a rehearsal's as the database has it. Raises ClockNotUnderstood."""
    if setting is None:
        return SystemClock()
    clock = RehearsalClock(database, Start.read(setting))
    await clock.refresh()
    return clock
