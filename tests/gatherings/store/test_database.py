"""Transactions under load: nothing is lost, nothing is locked for good."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from gatherings.gathering import Network, NetworkId
from gatherings.store import Database, DatabaseNotSupported
from gatherings.store.clocks import get_secret
from gatherings.store.networks import add_network, list_networks
from gatherings.store.tables import secret
from tests.builders import ORGANISATIONS

WRITES = 60

COUNT_UP = """
import asyncio, sys
from sqlalchemy import select, update
from gatherings.store import Database
from gatherings.store.tables import secret
from tests.builders import ORGANISATIONS

async def main() -> None:
    database = Database.at(sys.argv[1])
    for _ in range(int(sys.argv[2])):
        async with database.write() as tx:
            value = await tx.scalar(select(secret.c.value).where(secret.c.name == "count").with_for_update())
            await tx.execute(update(secret).where(secret.c.name == "count").values(value=str(int(value) + 1)))
    await database.close()

asyncio.run(main())
"""


class Broken(Exception):  # noqa: N818 (a sentence, as everywhere)
    """Something went wrong halfway."""


async def count(database: Database) -> str:
    async with database.read() as tx:
        return str(await tx.scalar(select(secret.c.value).where(secret.c.name == "count")))


async def add_and_break(database: Database) -> None:
    async with database.write() as tx:
        await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"), members=ORGANISATIONS)
        raise Broken


async def test_what_is_raised_in_a_transaction_takes_everything_back(database: Database) -> None:
    with pytest.raises(Broken):
        await add_and_break(database)
    async with database.read() as tx:
        assert await list_networks(tx) == []


async def test_two_processes_that_read_then_write_at_once_lose_nothing(
    database: Database, database_address: str
) -> None:
    async with database.write() as tx:
        await get_secret(tx, "count", made="0")
    running = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", COUNT_UP, database_address, str(WRITES))
        for _ in range(2)
    ]
    assert [await process.wait() for process in running] == [0, 0]
    assert await count(database) == str(2 * WRITES)


async def count_up(database: Database, *, yields: int = 0) -> None:
    """Reads, lets others come between, and writes."""
    async with database.write() as tx:
        query = select(secret.c.value).where(secret.c.name == "count")
        value = str(await tx.scalar(query.with_for_update()))
        for _ in range(yields):
            await asyncio.sleep(0)
        await tx.execute(secret.update().where(secret.c.name == "count").values(value=str(int(value) + 1)))


async def test_who_would_read_to_write_waits_for_another_process_that_has_begun_to(
    database: Database, database_address: str
) -> None:
    async with database.write() as tx:
        await get_secret(tx, "count", made="0")
    other = Database.at(database_address)
    await count_up(other)  # it is open
    await asyncio.gather(count_up(database, yields=20), count_up(other))
    await other.close()
    assert await count(database) == "3"


async def test_many_writers_of_one_process_lose_nothing(database: Database) -> None:
    async with database.write() as tx:
        await get_secret(tx, "count", made="0")
    await asyncio.gather(*(count_up(database) for _ in range(WRITES)))
    assert await count(database) == str(WRITES)


async def test_a_transaction_that_is_cancelled_leaves_nothing_and_holds_nothing(database: Database) -> None:
    begun = asyncio.Event()

    async def hang() -> None:
        async with database.write() as tx:
            await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"), members=ORGANISATIONS)
            begun.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(hang())
    await begun.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    async with database.write() as tx:
        await add_network(tx, Network(NetworkId("n2"), "fjord", "Et annet"), members=ORGANISATIONS)
        assert [network.id for network in await list_networks(tx)] == ["n2"]


async def test_a_reader_sees_what_is_committed_while_somebody_writes(database: Database) -> None:
    async with database.write() as tx:
        await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"), members=ORGANISATIONS)
        async with database.read() as other:
            assert await list_networks(other) == []


async def test_the_folder_of_a_new_file_is_made(tmp_path: Path) -> None:
    await Database.at(f"sqlite:///{tmp_path}/var/samband.db").close()
    assert (tmp_path / "var").is_dir()


@pytest.mark.parametrize("address", ["mysql://host/name", "no address", ""])
def test_another_kind_of_database_is_refused(address: str) -> None:
    with pytest.raises(DatabaseNotSupported):
        Database.at(address)
