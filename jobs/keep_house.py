"""Forgets what has served its time, as `gatherings.store.retention` says: each kind by itself, a few rows at a time."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from gatherings.store import Database
from gatherings.store.retention import RETENTION, Forget, Moment, Stored

log = logging.getLogger(__name__)

AT_ONCE: Final = 100
"""Few enough that nobody waits: SQLite runs in the same thread as the answers."""


async def keep_house(
    database: Database,
    *,
    now: datetime,
    machine_now: datetime,
    kinds: Sequence[Stored] = RETENTION,
    at_once: int = AT_ONCE,
) -> None:
    """Deletes what is older than its rule allows, on the disk as well. A rule that fails does not stop the others.

    Raises an ExceptionGroup of what failed, when all the others are done.
    """
    moment, troubles = Moment(now, machine_now), list[Exception]()
    for kind in kinds:
        if kind.forget is None:
            continue
        try:
            await _forget_all(database, kind, kind.forget, moment, at_once)
        except Exception as trouble:  # noqa: BLE001 (the other rules are as important)
            log.error("forgetting_failed table=%s trouble=%s", kind.table, type(trouble).__name__)  # noqa: TRY400
            troubles.append(trouble)
    if not await database.wipe():
        log.warning("log_not_emptied")
    if troubles:
        raise ExceptionGroup("keep_house", troubles)


async def _forget_all(database: Database, kind: Stored, forget: Forget, moment: Moment, at_once: int) -> None:
    forgotten = 0
    while True:
        async with database.write() as tx:
            some = await forget(tx, moment, at_once)
        forgotten += some
        if some < at_once:
            break
    if forgotten:
        log.info("forgotten table=%s what=%r number=%d", kind.table, kind.what, forgotten)
