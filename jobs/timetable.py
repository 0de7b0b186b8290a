"""All jobs on one screen."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Collection
from datetime import timedelta
from typing import Final

from gatherings.evaluation.likeness import group_alike
from gatherings.ports import Clock
from gatherings.store import Database
from gatherings.store.clocks import beat
from jobs.clock import Entry
from jobs.evaluations import close_evaluations
from jobs.fire_postings import fire_postings
from jobs.keep_house import keep_house
from jobs.offers import end_offers, offer_seats
from jobs.renew_cards import renew_cards

log = logging.getLogger(__name__)

TICK: Final = timedelta(seconds=1)
AHEAD: Final = 2 * TICK
"""So long before it is due a posting is written to those who get it; to ten thousand it takes a quarter of a second."""
RENEWING: Final = timedelta(seconds=20)
HOUSEKEEPING: Final = timedelta(minutes=10)


def timetable(
    database: Database,
    clock: Clock,
    *,
    channels: Collection[str] | None = None,
    replica: str,
    wake_courier: Callable[[], None],
    ticked: Callable[[], None],
    ahead: timedelta = timedelta(),
) -> list[Entry]:
    """What this process does when the clock strikes. `channels` are those in which people are reached (None: all).

    What comes due within `ahead` is written before, so that it leaves on time: to write it to thousands takes a while.
    """

    async def tick() -> None:
        """Ends what has had its time, fires what is due, and says that this replica is alive."""
        if ahead:
            wake_courier()  # what was written a tick ago is due now
        await clock.refresh()
        now, machine_now = clock.now(), clock.machine_now()
        await end_offers(database, now=now)
        await close_evaluations(database, likeness=group_alike, now=now)
        if await fire_postings(database, channels=channels, now=now, machine_now=machine_now, ahead=ahead):
            wake_courier()
        async with database.write() as tx:
            await beat(tx, replica, machine_at=machine_now, gathering_at=now)
        ticked()

    async def seats() -> None:
        await offer_seats(database, now=clock.now())

    async def cards() -> None:
        await renew_cards(database, now=clock.now(), machine_now=clock.machine_now())

    async def house() -> None:
        await keep_house(database, now=clock.now(), machine_now=clock.machine_now())

    return [
        Entry("fire_postings", TICK, _unharmed("fire_postings", tick)),
        Entry("renew_cards", RENEWING, _unharmed("renew_cards", cards)),
        Entry("offer_seats", HOUSEKEEPING, _unharmed("offer_seats", seats)),
        Entry("keep_house", HOUSEKEEPING, _unharmed("keep_house", house)),
    ]


def _unharmed(name: str, do: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
    """A job whose failure is logged and which is tried again at its next time.

    Where it fails again and again only the first has its trace: an hour without the database is not a full disk.
    """
    was_failing = False

    async def run() -> None:
        nonlocal was_failing
        try:
            await do()
        except Exception as trouble:
            told = None if was_failing else trouble
            log.exception("job_failed name=%s trouble=%s", name, type(trouble).__name__, exc_info=told)
            was_failing = True
        else:
            was_failing = False

    return run
