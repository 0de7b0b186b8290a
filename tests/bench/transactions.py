"""What a transaction costs in which one thing is looked up, one after the other: ours, and the driver alone."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from pathlib import Path
from typing import Final

import psycopg

from bot.serving import spare_the_collector
from gatherings.gathering import GatheringId
from gatherings.store import Database
from gatherings.store.gatherings import get_edition
from tests.bench.figures import Figure
from tests.bench.stores import migrated, postgres

TRANSACTIONS: Final = 1000
ROUNDS: Final = 7
NOWHERE: Final = GatheringId("none")
LOOK: Final = "SELECT edition FROM gathering WHERE id = "

Act = Callable[[], Awaitable[None]]


async def measure(folder: Path) -> list[Figure]:
    spare_the_collector()  # as the service does when it begins
    return [*await _compare("SQLite", _on_sqlite(folder)), *await _compare("PostgreSQL", _on_postgres())]


async def _compare(store: str, opened: AbstractAsyncContextManager[tuple[Act, Act]]) -> list[Figure]:
    costs: dict[str, list[float]] = {"ours": [], "the driver alone": []}
    async with opened as both:
        for number in range(ROUNDS + 1):
            for who, act in zip(costs, both, strict=True):
                used = time.process_time()
                for _ in range(TRANSACTIONS):
                    await act()
                if number:  # the first prepares
                    costs[who].append(1000 * (time.process_time() - used) / TRANSACTIONS)
    return [Figure(f"CPU of a transaction with one look-up, {store}, {who}", "ms", cost) for who, cost in costs.items()]


@asynccontextmanager
async def _on_sqlite(folder: Path) -> AsyncIterator[tuple[Act, Act]]:
    file = folder / "transactions.db"
    async with migrated(f"sqlite:///{file}") as database:
        with closing(sqlite3.connect(file, isolation_level=None)) as driver:

            async def alone() -> None:
                driver.execute("BEGIN IMMEDIATE")
                driver.execute(f"{LOOK}?", (NOWHERE,)).fetchall()
                driver.execute("COMMIT")

            yield _ours(database), alone


@asynccontextmanager
async def _on_postgres() -> AsyncIterator[tuple[Act, Act]]:
    with postgres() as address:
        async with migrated(address) as database, await psycopg.AsyncConnection.connect(address) as driver:

            async def alone() -> None:
                async with driver.cursor() as cursor:
                    await cursor.execute(f"{LOOK}%s", (NOWHERE,))
                    await cursor.fetchall()
                await driver.commit()

            yield _ours(database), alone


def _ours(database: Database) -> Act:
    async def ours() -> None:
        async with database.write() as tx:
            await get_edition(tx, NOWHERE)

    return ours
