"""The card of an open registration shows how many have signed up: renewed when that changes, once a minute at most."""

from __future__ import annotations

import logging
from datetime import datetime

from gatherings.postings.renewed import EVERY, renewal_of_opening, what_opening_shows
from gatherings.store import Database, Tx
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.store.postings import add_postings
from gatherings.store.renewals import Opening, list_openings, note_shown

log = logging.getLogger(__name__)


async def renew_cards(database: Database, *, now: datetime, machine_now: datetime) -> int:
    """How many cards are to be renewed, each in a transaction of its own. What has changed too lately waits."""
    today = now.date()
    async with database.read() as tx:
        changed = [one for one in await list_openings(tx, today=today) if await _shows(tx, one, now) != one.shows]
    renewed = 0
    for one in changed:
        async with database.write() as tx:
            for locked in await list_openings(tx, today=today, only=one.id):
                renewed += await _renew(tx, locked, now=now, machine_now=machine_now)
    return renewed


async def _renew(tx: Tx, one: Opening, *, now: datetime, machine_now: datetime) -> bool:
    shows, before = await _shows(tx, one, now), one.renewed_at
    if shows == one.shows or (before is not None and machine_now - before < EVERY):
        return False
    number = machine_now.strftime("%Y-%m-%dT%H:%M:%S")
    await add_postings(tx, [renewal_of_opening(one.posting, number=number, now=now)])
    await note_shown(tx, one.id, one.posting, shows=shows, at=machine_now)
    log.info("card_renewed key=%s", one.posting.key)
    return True


async def _shows(tx: Tx, one: Opening, now: datetime) -> str:
    gathering = await get_gathering_by_id(tx, one.posting.gathering_id)
    return what_opening_shows(one.signed_up, gathering, now=now)
