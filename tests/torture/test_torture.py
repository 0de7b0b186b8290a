"""The rig in small: a hundred kills on SQLite and twenty on PostgreSQL; `make torture` does it ten thousand times."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.torture.__main__ import QUICK_DISK
from tests.torture.births import Nursery
from tests.torture.fate import IN_THE_PROCESS, ON_THE_WIRE
from tests.torture.rounds import OneRound
from tests.torture.stores import PostgresStore, SqliteStore


@pytest.fixture
def quick_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="samband-torture-", dir=QUICK_DISK))
    yield folder
    shutil.rmtree(folder)


async def test_nothing_acknowledged_is_lost_and_nothing_comes_twice_but_in_the_window(
    quick_folder: Path, postgres_address: str
) -> None:
    sqlite, postgres = SqliteStore(quick_folder), PostgresStore(postgres_address)
    async with Nursery(quick_folder, sqlite.address, postgres.address) as nursery:
        rounds = [
            OneRound(nursery, store, seed=seed, kills=kills, folder=quick_folder)
            for store, seed, kills in ((sqlite, "a", 100), (postgres, "b", 20))
        ]
        played = [await one.play() for one in rounds]
    assert [(one.verdict.lost, one.verdict.copies) for one in played] == [([], [])] * 2
    assert min(one.verdict.acknowledged for one in played) > 5
    assert sum(one.kills for one in played) >= 120
    assert {*IN_THE_PROCESS, *ON_THE_WIRE} - played[0].by_point.keys() == set()
