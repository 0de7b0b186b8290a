"""The two clocks. The only file that reads the time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from gatherings.store import Database
from gatherings.store.clocks import Rehearsal, find_rehearsal, save_rehearsal

_FORM: Final = re.compile(r"(?P<at>[^@]+)(@(?P<speed>\d+(\.\d+)?))?")


def machine_now() -> datetime:
    """The machine's time: tokens, leases, Retry-After, pacing."""
    return datetime.now(UTC)  # noqa: TID251 (here and nowhere else)


class ClockNotUnderstood(ValueError):  # noqa: N818
    """The setting is not an ISO time with a zone, with or without a speed."""


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
        if form is None or at is None or at.tzinfo is None:
            raise ClockNotUnderstood(setting)
        return cls(setting.strip(), at.astimezone(UTC), float(form["speed"] or 1))


class SystemClock:
    """Gathering time is the machine's time."""

    async def refresh(self) -> None:
        """Nothing to fetch."""

    def now(self) -> datetime:
        return machine_now()

    def machine_now(self) -> datetime:
        return machine_now()


class RehearsalClock:
    """Gathering time as the database has it: one for all replicas, going on after a restart."""

    def __init__(self, database: Database, start: Start) -> None:
        self._database, self._start = database, start
        self._rehearsal = Rehearsal(start.setting, start.at, machine_now(), start.speed)

    async def refresh(self) -> None:
        """Takes over what another process has set; begins the rehearsal where it is new."""
        async with self._database.read() as tx:
            found = await find_rehearsal(tx)
        if found is None or found.setting != self._start.setting:
            async with self._database.write() as tx:
                await save_rehearsal(tx, self._rehearsal)
        else:
            self._rehearsal = found

    def now(self) -> datetime:
        return self._rehearsal.now(machine_now())

    def machine_now(self) -> datetime:
        return machine_now()


Clock = SystemClock | RehearsalClock
