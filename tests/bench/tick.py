"""A planning tick where nothing is due, with 10, 1,000 and 100,000 gatherings: the table may grow, the tick may not."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Final

from gatherings.actions import save_and_plan
from gatherings.gathering import Network, NetworkId
from gatherings.store import Database
from gatherings.store.migrate import migrate
from gatherings.store.networks import add_network
from jobs.fire_postings import fire_postings
from tests.bench.figures import Figure, at_most, ratio
from tests.bench.filled import multiply
from tests.builders import at, block, gathering

COUNTS: Final = (10, 1_000, 100_000)
ROUNDS, TICKS = 5, 100
BEFORE: Final = at("00:00") - timedelta(days=60)
FLAT: Final = 1.5


async def measure(folder: Path) -> list[Figure]:
    """The milliseconds of a tick with so many gatherings, and how much slower it is with the most than with the fewest."""
    async with AsyncExitStack() as stack:
        databases = [await stack.enter_async_context(_filled(folder, count)) for count in COUNTS]
        for database in databases:
            await _ticks(database)
        rounds = [[await _ticks(database) for database in databases] for _ in range(ROUNDS)]
    by_count = dict(zip(COUNTS, zip(*rounds, strict=True), strict=True))
    fewest, *_, most = by_count.values()
    return [
        *(Figure(f"planning tick, {count:,} gatherings", "ms", took) for count, took in by_count.items()),
        ratio(f"planning tick, {max(COUNTS):,} gatherings by {min(COUNTS)}", most, fewest, at_most(FLAT)),
    ]


async def _ticks(database: Database) -> float:
    """Milliseconds of a tick, median."""
    walls = []
    for _ in range(TICKS):
        began = time.perf_counter()
        await fire_postings(database, now=BEFORE, machine_now=BEFORE)
        walls.append(time.perf_counter() - began)
    return 1000 * median(walls)


@asynccontextmanager
async def _filled(folder: Path, count: int) -> AsyncIterator[Database]:
    database = Database.at(f"sqlite:///{folder / f'tick{count}.db'}")
    await migrate(database)
    made = gathering(version=0, programme=(block("velkommen", "09:00", "10:00", "Velkommen"),), streams=())
    async with database.write() as tx:
        await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"))
        await save_and_plan(tx, made, now=BEFORE)
        await multiply(tx, made.id, by=count)
    yield database
    await database.close()
