"""Forgets what has served its time: replay keys, tried codes, hearts that stopped beating."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from gatherings.store import Database
from gatherings.store.clocks import forget_beats
from gatherings.store.organisers import forget_tries
from gatherings.store.people import forget_replays

REPLAYS_LIVE: Final = timedelta(days=2)
TRIES_LIVE: Final = timedelta(days=2)


async def keep_house(database: Database, *, now: datetime, machine_now: datetime) -> None:
    """Deletes what is older than it needs to be; replay keys go by machine time, the rest by gathering time."""
    async with database.write() as tx:
        await forget_replays(tx, before=machine_now - REPLAYS_LIVE)
        await forget_tries(tx, before=now - TRIES_LIVE)
        await forget_beats(tx, machine_now=machine_now)
