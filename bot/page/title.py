"""What the page is about."""

from __future__ import annotations

import logging
from typing import Final

from dialogs.which import REMEMBERED, decide_gatherings
from gatherings.ports import Clock
from gatherings.store import Database
from gatherings.store.gatherings import list_current

log = logging.getLogger(__name__)

NO_TITLE: Final = "Samband"


async def title_of(database: Database, clock: Clock) -> str:
    """The title of the gathering that is on or comes next; the product's name where there is none, or no database."""
    try:
        async with database.read() as tx:
            listed = await list_current(tx, from_day=clock.now().date() - REMEMBERED)
    except Exception as trouble:  # noqa: BLE001 (the page itself needs no database, and says what does not answer)
        log.warning("title_not_read trouble=%s", type(trouble).__name__)
        return NO_TITLE
    meant = decide_gatherings(listed, chosen=None, follows=None, today=clock.now().date())
    return meant[0].title if meant else NO_TITLE
