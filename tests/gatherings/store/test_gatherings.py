import pytest

from gatherings.errors import NoSuchGathering
from gatherings.gathering import Gathering, GatheringId, Network, NetworkId, Stream
from gatherings.programme import BlockId
from gatherings.store import Database
from gatherings.store.gatherings import (
    find_gathering,
    get_gathering_by_id,
    list_current,
    list_gatherings,
    save_gathering,
)
from gatherings.store.networks import add_network
from gatherings.times import DAY
from tests.builders import DAY_ONE, block, gathering


async def saved(database: Database, made: Gathering | None = None) -> Gathering:
    made = made or gathering()
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


async def test_links_come_back_in_one_order_whatever_the_database_sorts_by(database: Database) -> None:
    ids = [BlockId(one) for one in ("b-2", "B1", "a", "Å")]
    streams = (
        Stream("https://x.example.org"),
        *(Stream(f"https://{n}.example.org", block_id=b) for n, b in enumerate(sorted(ids))),
    )
    made = gathering(programme=tuple(block(one, "09:00", None, one) for one in ids), streams=streams)
    await saved(database, made)
    async with database.read() as tx:
        assert (await get_gathering_by_id(tx, made.id)).streams == streams


async def test_what_a_block_says_in_any_language_comes_back(database: Database) -> None:
    made = gathering(programme=(block("b", "09:00", None, "Økt «én» – 日本 🎉"),), streams=())
    await saved(database, made)
    async with database.read() as tx:
        assert await find_gathering(tx, made.slug) == made


async def test_current_are_those_that_have_not_ended_with_the_cancelled_marked(database: Database) -> None:
    await saved(database)
    past = gathering(id=GatheringId("g2"), slug="past", ends_on=DAY_ONE - DAY, programme=(), streams=())
    cancelled = gathering(id=GatheringId("g3"), slug="off", is_cancelled=True, programme=(), streams=())
    async with database.write() as tx:
        for other in (past, cancelled):
            await save_gathering(tx, other)
        listed = await list_current(tx, from_day=DAY_ONE)
    assert [(one.id, one.is_cancelled) for one in listed] == [("g3", True), ("g1", False)]
