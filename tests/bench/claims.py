"""Claim and mark, with nothing sent: the courier's own transactions, rows a second."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.clock import machine_now
from bot.courier import CLAIMED_AHEAD
from bot.crew import IN_FLIGHT
from bot.serving import spare_the_collector
from gatherings.store import Database
from gatherings.store.deliveries import Delivery, DeliveryState, Outcome, claim_deliveries, mark_outcomes
from gatherings.store.lanes import claim_lanes
from jobs.fire_postings import fire_postings
from tests.bench.figures import Figure, at_least
from tests.bench.followers import a_block, conversations, fill, plan_anew
from tests.bench.stores import STORES, database_of

ROWS: Final = 10_300
ROUNDS: Final = 5
AT_ONCE: Final = IN_FLIGHT + CLAIMED_AHEAD
AIMS: Final = {"SQLite": at_least(20_000), "PostgreSQL": at_least(10_000)}


async def measure(folder: Path) -> list[Figure]:
    return [figure for store in STORES for figure in await measure_on(store, folder)]


async def measure_on(store: str, folder: Path, *, rows: int = ROWS, rounds: int = ROUNDS) -> list[Figure]:
    paces, cpus = [], []
    async with database_of(store, folder) as database:
        await fill(database, conversations(rows, "https://127.0.0.1"))
        spare_the_collector()  # as the service does when it begins
        for _ in range(rounds):
            planned = a_block()
            await plan_anew(database, planned)
            await fire_postings(database, now=planned.due_at, machine_now=machine_now())
            began, used = time.perf_counter(), time.process_time()
            assert await _carry_nowhere(database) == rows
            cpus.append(1000 * (time.process_time() - used) / rows)
            paces.append(rows / (time.perf_counter() - began))
    return [
        Figure(f"claim and mark, {AT_ONCE} at once, {store}", "rows a second", paces, AIMS[store]),
        Figure(f"CPU of a claim and its mark, {store}", "ms", cpus),
    ]


async def _carry_nowhere(database: Database) -> int:
    """How many were claimed and marked as sent. Each transaction marks what the one before it has claimed."""
    count, held = 0, list[Delivery]()
    while True:
        now = machine_now()
        async with database.write() as tx:
            await mark_outcomes(tx, [_sent(one, now) for one in held])
            lanes = await claim_lanes(tx, ["teams"], machine_now=now, until=now)
            held = [one for lane in lanes for one in await claim_deliveries(tx, lane, machine_now=now, limit=AT_ONCE)]
        if not held:
            return count
        count += len(held)


def _sent(one: Delivery, at: datetime) -> Outcome:
    return Outcome(one.id, one.attempts, DeliveryState.SENT, at, receipt=f"r{one.id}")
