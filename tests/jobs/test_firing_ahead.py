from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from gatherings.store import Database
from gatherings.store.posting_tables import delivery, posting
from jobs.fire_postings import fire_postings
from jobs.timetable import timetable
from tests.builders import at, gathering
from tests.doubles.clocks import StoppedClock
from tests.route import Route

MACHINE, SECOND = at("12:00"), timedelta(seconds=1)


async def test_what_is_written_ahead_leaves_when_it_is_due(database: Database) -> None:
    route = Route(database)
    await route.save(gathering())
    await route.follow("a")
    written = await fire_postings(database, now=at("08:55") - SECOND, machine_now=MACHINE, ahead=SECOND)
    async with database.read() as tx:
        rows = await tx.execute(select(posting.c.key, delivery.c.visible_at).join(posting))
        leaves = {row.key: row.visible_at for row in rows}
    assert leaves["block:velkommen"] == MACHINE + SECOND
    assert written == len(leaves)
    assert await fire_postings(database, now=at("08:55"), machine_now=MACHINE + SECOND, ahead=SECOND) == 0


async def test_the_courier_is_woken_when_what_was_written_ahead_is_due(database: Database) -> None:
    woken: list[str] = []
    told = {"replica": "r", "wake_courier": lambda: woken.append("woken"), "ticked": lambda: woken.append("ticked")}
    clock = StoppedClock(at("08:00"))
    [tick, *_] = timetable(database, clock, ahead=SECOND, **told)  # type: ignore[arg-type]
    await tick.do()
    assert woken == ["woken", "ticked"]
