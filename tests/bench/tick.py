"""A planning tick where nothing is due, with 10 gatherings and with 10,000: the table may grow, the tick may not."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median

from gatherings.agenda import Agenda
from gatherings.gathering import GatheringId, Network, NetworkId
from gatherings.postings.plan import plan
from gatherings.programme import BlockId
from gatherings.store import Database
from gatherings.store.migrate import migrate
from gatherings.store.networks import add_network
from gatherings.store.tables import gathering as gathering_table
from gatherings.store.tables import posting as posting_table
from jobs.fire_postings import fire_postings
from tests.builders import at, gathering

TICKS = 200


async def measure_ticks(folder: Path) -> list[str]:
    """Lines to print."""
    few, many = [await _measure(folder, count) for count in (10, 10_000)]
    return [
        f"tick      {few:6.2f} ms with 10 gatherings, {many:6.2f} ms with 10,000: {many / few:.2f} times (aim: flat)",
    ]


async def _measure(folder: Path, count: int) -> float:
    """Milliseconds of a tick, median."""
    database = Database.at(f"sqlite:///{folder / f'tick{count}.db'}")
    await migrate(database)
    await _fill(database, count)
    now = at("00:00") - timedelta(days=30)
    walls = []
    for _ in range(TICKS):
        began = time.perf_counter()
        await fire_postings(database, now=now, machine_now=now)
        walls.append(time.perf_counter() - began)
    await database.close()
    return 1000 * median(walls)


async def _fill(database: Database, count: int) -> None:
    template = gathering()
    async with database.write() as tx:
        await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"))
        rows, postings = [], []
        for number in range(count):
            one = replace(
                template,
                id=GatheringId(f"g{number}"),
                programme=tuple(replace(b, id=BlockId(f"{number}:{b.id}")) for b in template.programme),
            )
            rows.append({
                "id": one.id, "network_id": "n1", "slug": one.id, "title": one.title, "starts_on": one.starts_on,
                "ends_on": one.ends_on, "timezone": one.timezone, "language": "nb", "lead_minutes": 5,
                "is_cancelled": False, "version": 1,
            })  # fmt: skip
            postings += [{
                "id": p.key, "key": p.key, "gathering_id": p.gathering_id, "block_id": p.block_id, "kind": p.kind.value,
                "audience": p.audience.value, "due_at": p.due_at, "useful_until": p.useful_until, "rank": int(p.rank),
                "state": "planned", "facts": dict(p.facts), "settled_at": None,
            } for p in plan(Agenda(one))]  # fmt: skip
        await tx.execute(gathering_table.insert(), rows)
        await tx.execute(posting_table.insert(), postings)
