import pytest

from gatherings.errors import NoSuchGathering
from gatherings.gathering import Gathering, Network, NetworkId
from gatherings.store import Database
from gatherings.store.gatherings import find_gathering, get_gathering_by_id, list_gatherings, save_gathering
from gatherings.store.networks import add_network
from tests.builders import gathering


async def saved(database: Database) -> Gathering:
    made = gathering()
    async with database.write() as tx:
        await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"))
        await save_gathering(tx, made)
    return made


async def test_a_gathering_comes_back_as_it_was_saved(database: Database) -> None:
    made = await saved(database)
    async with database.read() as tx:
        assert await find_gathering(tx, made.slug) == made


async def test_saving_again_replaces_blocks_and_streams(database: Database) -> None:
    await saved(database)
    changed = gathering(title="Vårsamlinga", programme=gathering().programme[:2], streams=(), version=2)
    async with database.write() as tx:
        await save_gathering(tx, changed)
    async with database.read() as tx:
        assert await list_gatherings(tx) == [changed]


async def test_a_gathering_that_is_not_there_is_refused(database: Database) -> None:
    async with database.read() as tx:
        with pytest.raises(NoSuchGathering):
            await get_gathering_by_id(tx, gathering().id)


async def test_what_is_raised_in_a_transaction_takes_everything_back(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.write() as tx:
            await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"))
            _ = 1 / 0
    async with database.read() as tx:
        assert await list_gatherings(tx) == []
