"""SQLite called in the loop: nothing is told as done before it is on the disk, and nobody else waits for that."""

from __future__ import annotations

import asyncio
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from gatherings.store import Database
from gatherings.store.database import spare_the_disk
from gatherings.store.sqlite_engine import EMPTIES_LOG_AFTER, put_on_disk
from gatherings.store.sqlite_files import opened
from gatherings.store.tables import secret


class Disk:
    """The machine's own, which counts what is flushed, can hold it up, and can be broken."""

    def __init__(self) -> None:
        self.flushes = 0
        self.may_go_on, self.is_broken = threading.Event(), False
        self.may_go_on.set()

    def __call__(self, file: int) -> None:
        self.flushes += 1
        if not self.may_go_on.wait(10):
            raise AssertionError("nobody let it go on")
        if self.is_broken:
            raise OSError("the disk is gone")
        put_on_disk(file)


@pytest.fixture
def disk() -> Iterator[Disk]:
    disk = Disk()
    yield disk
    disk.may_go_on.set()


async def add(database: Database, name: str) -> None:
    async with database.write() as tx:
        await tx.execute(insert(secret).values(name=name, value="1"))


async def names(database: Database) -> set[str]:
    async with database.read() as tx:
        return {str(name) for name in await tx.scalars(select(secret.c.name))}


async def begun(disk: Disk, flushes: int) -> None:
    """Returns when so many have begun."""
    async with asyncio.timeout(10):
        while disk.flushes < flushes:  # noqa: ASYNC110 (it is a thread that counts)
            await asyncio.sleep(0)


async def test_it_is_done_when_it_is_on_the_disk_and_one_flush_serves_all_who_wait(
    sqlite_address: str, disk: Disk
) -> None:
    database = Database.at(sqlite_address, flush=disk)
    disk.may_go_on.clear()
    first = asyncio.create_task(add(database, "first"))
    await begun(disk, 1)
    others = [asyncio.create_task(add(database, f"other {number}")) for number in range(10)]
    while len(await names(database)) < 11:  # noqa: ASYNC110 (each is in the log, and the writer is the next one's)
        await asyncio.sleep(0)
    assert not any(task.done() for task in (first, *others))
    disk.may_go_on.set()
    await asyncio.gather(first, *others)
    assert disk.flushes == 2
    await database.close()


async def test_what_was_told_before_the_power_failed_is_on_the_disk(sqlite_address: str, tmp_path: Path) -> None:
    file = Path(sqlite_address.removeprefix("sqlite:///"))
    log = file.with_name(f"{file.name}-wal")
    on_disk, told, seen = [b""], set[str](), list[tuple[set[str], bytes]]()

    def flush(_: int) -> None:
        written = log.read_bytes()
        time.sleep(0.001)  # others write meanwhile
        on_disk.append(written)

    async def add_and_tell(name: str) -> None:
        await add(database, name)
        told.add(name)
        seen.append((set(told), on_disk[-1]))

    database = Database.at(sqlite_address, flush=flush)
    await asyncio.gather(*(add_and_tell(f"{number}") for number in range(60)))
    for number, (names_told, kept) in enumerate(seen):
        left = Path(shutil.copyfile(file, tmp_path / f"{number}.db"))
        left.with_name(f"{left.name}-wal").write_bytes(kept)
        with closing(opened(str(left))) as after:
            assert names_told <= {name for (name,) in after.execute("SELECT name FROM secret")}
    assert 2 < len(on_disk) < 60
    await database.close()


async def test_what_the_disk_refuses_is_not_told_as_done(sqlite_address: str, disk: Disk) -> None:
    database = Database.at(sqlite_address, flush=disk)
    disk.is_broken = True
    with pytest.raises(OSError, match="the disk is gone"):
        await add(database, "first")
    disk.is_broken = False
    await add(database, "second")
    await database.close()


async def test_who_changes_nothing_waits_for_no_disk(sqlite_address: str, disk: Disk) -> None:
    database = Database.at(sqlite_address, flush=disk)
    async with database.write() as tx:
        await tx.execute(select(secret))
        await tx.execute(update(secret).where(secret.c.name == "nobody").values(value="2"))
    assert disk.flushes == 0
    await database.close()


async def test_what_may_be_lost_with_the_power_waits_for_no_disk_and_is_there(sqlite_address: str, disk: Disk) -> None:
    database = Database.at(sqlite_address, flush=disk)
    async with database.write() as tx:
        await tx.execute(insert(secret).values(name="asked last", value="1"))
        spare_the_disk(tx)
    assert (disk.flushes, await names(database)) == (0, {"asked last"})
    await add(database, "registered")
    assert disk.flushes == 1
    await database.close()


async def test_rows_may_be_changed_while_they_are_gone_through(sqlite_address: str) -> None:
    database = Database.at(sqlite_address)
    for name in "abc":
        await add(database, name)
    seen = []
    async with database.write() as tx:
        for name in await tx.scalars(select(secret.c.name).order_by(secret.c.name)):
            seen.append(name)
            await tx.execute(update(secret).where(secret.c.name == name).values(name=f"{name}{name}"))
    assert (seen, await names(database)) == (["a", "b", "c"], {"aa", "bb", "cc"})
    await database.close()


async def test_the_loop_comes_round_between_one_transaction_and_the_next(sqlite_address: str) -> None:
    database, rounds = Database.at(sqlite_address), list[int]()
    asks, loop = 0, asyncio.get_running_loop()

    def come_round() -> None:
        rounds.append(asks)
        if asks < 20:
            loop.call_soon(come_round)

    async def ask() -> None:
        nonlocal asks
        async with database.write() as tx:
            await tx.execute(select(secret))
            asks += 1

    await ask()
    loop.call_soon(come_round)
    await asyncio.gather(*(ask() for _ in range(19)))
    assert max(later - earlier for earlier, later in pairwise(rounds)) == 1
    await database.close()


async def test_the_log_does_not_grow_for_ever(sqlite_address: str) -> None:
    database = Database.at(sqlite_address)
    sizes = []
    assert database.file is not None
    for turn in range(12):
        async with database.write() as tx:
            for number in range(EMPTIES_LOG_AFTER // 2):
                await tx.execute(insert(secret).values(name=f"{turn}.{number}", value="x" * 500))
        sizes.append(database.file.with_name(f"{database.file.name}-wal").stat().st_size)
    assert sizes[-1] < 2 * sizes[2]
    await database.close()


async def test_who_finds_the_file_locked_waits_and_the_loop_does_not(sqlite_address: str) -> None:
    database, other = Database.at(sqlite_address), opened(sqlite_address.removeprefix("sqlite:///"))
    other.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(add(database, "late"))
    for _ in range(5):
        assert await names(database) == set()
    assert not waiting.done()
    other.execute("COMMIT")
    await waiting
    assert await names(database) == {"late"}
    other.close()
    await database.close()


async def test_who_gives_up_waiting_for_the_file_leaves_nothing_begun(sqlite_address: str) -> None:
    database, other = Database.at(sqlite_address), opened(sqlite_address.removeprefix("sqlite:///"))
    await add(database, "before")
    other.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(add(database, "never"))
    await names(database)
    waiting.cancel()
    await asyncio.sleep(0)
    other.execute("COMMIT")
    await asyncio.gather(waiting, return_exceptions=True)
    other.execute("PRAGMA busy_timeout=0")
    other.execute("BEGIN IMMEDIATE")
    other.execute("ROLLBACK")
    assert await names(database) == {"before"}
    other.close()
    await database.close()
