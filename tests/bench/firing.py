"""One block for 10,300 who follow: the transaction that claims its posting and writes a delivery for each."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

from bot.clock import machine_now
from gatherings.store import Database
from jobs.fire_postings import fire_postings
from tests.bench.figures import Figure, at_most
from tests.bench.followers import a_block, conversations, fill, plan_anew
from tests.bench.stores import STORES, database_of

FOLLOWERS: Final = 10_300
ROUNDS: Final = 5
AIMS: Final = {"SQLite": at_most(100), "PostgreSQL": at_most(200)}


async def measure(folder: Path) -> list[Figure]:
    return [await measure_on(store, folder) for store in STORES]


async def measure_on(store: str, folder: Path, *, followers: int = FOLLOWERS, rounds: int = ROUNDS) -> Figure:
    async with database_of(store, folder) as database:
        await fill(database, conversations(followers, "https://127.0.0.1"))
        walls = [await _fire(database, followers) for _ in range(rounds)]
    return Figure(f"firing one block for {followers:,}, {store}", "ms", walls, AIMS[store])


async def _fire(database: Database, followers: int) -> float:
    """The milliseconds of a tick that fires it."""
    planned = a_block()
    await plan_anew(database, planned)
    began = time.perf_counter()
    written = await fire_postings(database, now=planned.due_at, machine_now=machine_now())
    took = time.perf_counter() - began
    assert written == followers
    return 1000 * took
