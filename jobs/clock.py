"""The alarm clock: the only file that imports APScheduler. It remembers nothing; the table of postings does."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Self

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

# Measured in docs/decisions: with the defaults 1,000 jobs due in one second were all lost.
_DEFAULTS: Final = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
SECOND: Final = timedelta(seconds=1)
A_WHOLE_SECOND: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""What rings each second rings on the second: blocks begin on one, and are not said up to a second late."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the timetable: what to do, and how often. `name` is the job's file, id and log name."""

    name: str
    every: timedelta
    do: Callable[[], Awaitable[None]]


class AlarmClock:
    """Rings each entry at its interval, once at a time, for as long as it runs."""

    def __init__(self, timetable: list[Entry]) -> None:
        logging.getLogger("apscheduler.executors.default").addFilter(_is_no_stop)
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=_DEFAULTS)
        for entry in timetable:
            begins = A_WHOLE_SECOND if entry.every <= SECOND else None
            trigger = IntervalTrigger(seconds=entry.every.total_seconds(), start_date=begins, timezone=UTC)
            self._scheduler.add_job(entry.do, trigger, id=entry.name, name=entry.name)

    def __enter__(self) -> Self:
        self._scheduler.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._scheduler.shutdown(wait=False)


def _is_no_stop(record: logging.LogRecord) -> bool:
    """Whether it is worth a line: that a job is cancelled as the clock stops, begun or not, is no failure."""
    return not (record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError))
