"""The alarm clock: the only file that imports APScheduler. It remembers nothing; the table of postings does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Final, Self

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

# Measured in docs/decisions: with the defaults 1,000 jobs due in one second were all lost.
_DEFAULTS: Final = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the timetable: what to do, and how often. `name` is the job's file, id and log name."""

    name: str
    every: timedelta
    do: Callable[[], Awaitable[None]]


class AlarmClock:
    """Rings each entry at its interval, once at a time, for as long as it runs."""

    def __init__(self, timetable: list[Entry]) -> None:
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=_DEFAULTS)
        self._is_stopped = False
        for entry in timetable:
            trigger = IntervalTrigger(seconds=entry.every.total_seconds(), timezone=UTC)
            self._scheduler.add_job(self._until_stopped(entry.do), trigger, id=entry.name, name=entry.name)

    def _until_stopped(self, do: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        """The same; where the clock is stopped in the middle of it that is no failure, and not logged as one."""

        async def run() -> None:
            try:
                await do()
            except asyncio.CancelledError:
                if not self._is_stopped:
                    raise

        return run

    def __enter__(self) -> Self:
        self._scheduler.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_stopped = True
        self._scheduler.shutdown(wait=False)
