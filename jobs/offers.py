"""Seats for those who wait: ends the offers that nobody answered in time, and offers what is free."""

from __future__ import annotations

import logging
from datetime import datetime

from gatherings.actions.registration import get_locked
from gatherings.actions.seats import end_lapsed_offers, offer_free_seats
from gatherings.store import Database
from gatherings.store.registrations import list_with_lapsed_offers, list_with_waiting

log = logging.getLogger(__name__)


async def end_offers(database: Database, *, now: datetime) -> int:
    """How many offers were ended; each gathering in a transaction of its own."""
    async with database.read() as tx:
        gatherings = await list_with_lapsed_offers(tx, now=now)
    ended = 0
    for gathering_id in gatherings:
        async with database.write() as tx:
            left = await end_lapsed_offers(tx, await get_locked(tx, gathering_id), now=now)
        log.info("offers_ended gathering=%s count=%d", gathering_id, len(left))
        ended += len(left)
    return ended


async def offer_seats(database: Database, *, now: datetime) -> int:
    """How many were offered a seat that became free where nobody looked: two records of one person became one."""
    async with database.read() as tx:
        gatherings = await list_with_waiting(tx, now=now)
    offered = 0
    for gathering_id in gatherings:
        async with database.write() as tx:
            offered += len(await offer_free_seats(tx, await get_locked(tx, gathering_id), now=now))
    return offered
