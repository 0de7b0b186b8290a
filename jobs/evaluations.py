"""Closes the evaluations whose time is out, and sees to it that nothing is left of who answered what."""

from __future__ import annotations

import logging
from datetime import datetime

from gatherings.actions.evaluation import close_evaluation
from gatherings.store import Database
from gatherings.store.closing import LEFT_ON_DISK, Likeness, list_to_close
from gatherings.store.evaluations import mark_wiped

log = logging.getLogger(__name__)


async def close_evaluations(database: Database, *, likeness: Likeness, now: datetime) -> int:
    """How many were closed, each in a transaction of its own; then the disk is wiped of the slips.

    What could not be wiped now is wiped the next time.
    """
    async with database.read() as tx:
        over = await list_to_close(tx, now=now)
    closed = 0
    for one in over:
        async with database.write() as tx:
            answered = await close_evaluation(tx, one, likeness=likeness, now=now)
        if answered is not None:
            log.info("evaluation_closed id=%s", one)
            closed += 1
    if over and await database.rewrite(LEFT_ON_DISK):
        async with database.write() as tx:
            await mark_wiped(tx, over)
    elif over:
        log.warning("evaluations_not_wiped count=%d", len(over))
    return closed
