from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, cast

import pytest

from gatherings.errors import NoSuchGathering
from gatherings.gathering import Gathering, GatheringId, Network, NetworkId, Stream
from gatherings.people import PersonId
from gatherings.programme import BlockId
from gatherings.registration import RegistrationId
from gatherings.store import Database, Tx
from gatherings.store.gatherings import (
    KEPT_AT_MOST,
    _kept,
    find_gathering,
    forget_kept,
    get_gathering_by_id,
    list_current,
    list_gatherings,
    save_gathering,
)
from gatherings.store.networks import add_network
from gatherings.store.profiles import add_person
from gatherings.store.registrations import save_registration
from gatherings.terms import Mode
from gatherings.times import DAY
from tests.builders import DAY_ONE, ORGANISATIONS, block, gathering, person, registration


async def saved(database: Database, made: Gathering | None = None) -> Gathering:
    made = made or gathering()
    async with database.write() as tx:
        await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"), members=ORGANISATIONS)
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


async def test_a_list_for_somebody_has_their_own_seats_and_nobody_elses(database: Database) -> None:
    kari, ola = PersonId("kari"), PersonId("ola")
    rows = {
        "g1": registration(person_id=kari),
        "g2": registration(person_id=kari, seat=None, waits_for=Mode.ROOM, place=1),
        "g3": registration(person_id=kari, seat=None),
        "g4": registration(person_id=ola),
    }
    await saved(database)
    async with database.write() as tx:
        await add_person(tx, person("kari"))
        await add_person(tx, person("ola"))
        for key, made in rows.items():
            await save_gathering(tx, gathering(id=GatheringId(key), slug=key, programme=(), streams=()))
            of = replace(made, id=RegistrationId(key), gathering_id=GatheringId(key))
            await save_registration(tx, of)
        lists = [await list_current(tx, from_day=DAY_ONE, person_id=who) for who in (kari, None)]
    assert [[(one.id, one.is_theirs, one.seat) for one in listed] for listed in lists] == [
        [("g1", True, Mode.ROOM), ("g2", True, None), ("g3", False, None), ("g4", False, None)],
        [(key, False, None) for key in rows],
    ]


async def test_what_was_rolled_back_is_not_remembered(database: Database) -> None:
    made = await saved(database)
    async with database.trial() as tx:
        await save_gathering(tx, replace(made, title="Aldri", version=2))
        assert (await get_gathering_by_id(tx, made.id)).title == "Aldri"
    async with database.write() as tx:
        await save_gathering(tx, replace(made, title="Ny", version=2))
    async with database.read() as tx:
        assert (await get_gathering_by_id(tx, made.id)).title == "Ny"


class Interrupted:
    """A transaction after whose first look at the gathering somebody else changes it."""

    def __init__(self, tx: Tx, change: Callable[[], Awaitable[None]]) -> None:
        self._tx, self._changes = tx, [change]
        self.dialect = tx.dialect

    async def execute(self, statement: Any, parameters: Any = None) -> Any:
        found = await self._tx.execute(statement, parameters)
        if self._changes and "gathering.title" in str(statement):
            await self._changes.pop()()
        return found


async def test_a_gathering_that_is_changed_while_it_is_read_is_read_whole(database: Database) -> None:
    made = await saved(database)
    changed = replace(made, title="Ny", programme=made.programme[:1], streams=(), version=2)

    async def change() -> None:
        async with database.write() as tx:
            await save_gathering(tx, changed)

    forget_kept()
    async with database.read() as tx:
        read = await get_gathering_by_id(cast("Tx", Interrupted(tx, change)), made.id)
    assert read in (made, changed)
    async with database.read() as tx:
        assert await get_gathering_by_id(tx, made.id) == changed


async def test_of_a_gathering_one_edition_is_kept_and_of_few_gatherings_any(database: Database) -> None:
    made = await saved(database)
    forget_kept()
    for number in range(KEPT_AT_MOST + 3):
        another = replace(made, id=GatheringId(f"x{number}"), slug=f"x{number}", programme=(), streams=())
        async with database.trial() as tx:
            await save_gathering(tx, replace(made, version=number + 2))
            await save_gathering(tx, another)
            assert (await get_gathering_by_id(tx, made.id)).version == number + 2
            assert await get_gathering_by_id(tx, another.id) == another
    assert len(_kept) == KEPT_AT_MOST
