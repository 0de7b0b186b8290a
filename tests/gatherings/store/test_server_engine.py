"""On a server: what is prepared means what it means to SQLAlchemy, and nobody is given a connection that is gone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Final

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError

from gatherings.store import Database, Tx
from gatherings.store.database import database_url
from gatherings.store.server_engine import server_engine
from gatherings.store.tables import network
from tests.doubles.statements import listening
from tests.gatherings.store.things import ADD, OF_ID, OF_IDS, OF_MANY, THING
from tests.gatherings.store.watching import seen

WAIT: Final = sa.select(sa.func.pg_sleep(sa.bindparam("seconds", type_=sa.Float)))
ONE: Final = sa.select(sa.bindparam("number", type_=sa.Integer))
PROCESS: Final = sa.select(sa.func.pg_backend_pid())
ISOLATION: Final = sa.select(sa.func.current_setting("transaction_isolation"))
ADD_NETWORK: Final = sa.insert(network)
NETWORKS: Final = sa.select(network.c.id)

FULL: Final[dict[str, Any]] = {
    "at": datetime(2027, 4, 15, 7, 0, 0, 123456, UTC),
    "day": date(2027, 4, 15),
    "hour": time(9, 30),
    "told": {"navn": 'Åse "Ås" %s', "tall": [1, None, 2.5, "{}"]},
    "is_so": True,
    "many": -(2**63),
}
THINGS: Final = [FULL, dict.fromkeys(FULL), {**FULL, "told": [], "is_so": False, "many": 2**63 - 1, "at": None}]


@pytest.fixture
async def server(postgres_address: str) -> AsyncIterator[Database]:
    database = Database.at(postgres_address)
    yield database
    await database.close()


@pytest.fixture
async def tx(server: Database) -> AsyncIterator[Tx]:
    """An empty table, in a transaction of which nothing is kept."""
    async with server.trial() as tx:
        await tx.run_sync(THING.create)
        yield tx


@pytest.mark.parametrize("thing", THINGS)
async def test_rows_are_written_and_read_as_sqlalchemy_does_it(tx: Tx, thing: dict[str, Any]) -> None:
    await tx.execute(ADD, {"id": "prepared", **thing})
    await tx.run_sync(lambda connection: connection.execute(ADD, {"id": "plain", **thing}))
    for one in ("prepared", "plain"):
        said = {"id": one}
        prepared = (await tx.execute(OF_ID, said)).one()._asdict()
        plain = await tx.run_sync(lambda connection: connection.execute(OF_ID, said).one()._asdict())  # noqa: B023
        assert prepared == plain == {**said, **thing, "seven": "7 %"}


async def test_how_many_rows_were_changed_is_told(tx: Tx) -> None:
    for number in range(3):
        await tx.execute(ADD, {"id": str(number), "many": 1})
    changed = [(await tx.execute(OF_MANY, {"old": 1, "new": 2})).rowcount for _ in range(2)]
    assert changed == [3, 0]


async def test_a_list_of_values_is_written_anew_each_time(tx: Tx) -> None:
    for number in range(4):
        await tx.execute(ADD, {"id": str(number), "many": number})
    found = [sorted(await tx.scalars(OF_IDS, {"ids": ids})) for ids in (["0"], ["1", "2", "3"], [])]
    assert found == [[0], [1, 2, 3], []]


async def test_an_error_is_sqlalchemys_and_the_transaction_is_broken_by_it(tx: Tx) -> None:
    await tx.execute(ADD, {"id": "a"})
    with pytest.raises(IntegrityError, match="duplicate key"):
        await tx.execute(ADD, {"id": "a"})
    with pytest.raises(DBAPIError, match="aborted"):
        await tx.execute(OF_ID, {"id": "a"})


async def test_who_listens_to_statements_hears_it(server: Database) -> None:
    with listening(server) as said:
        async with server.write() as tx:
            await tx.execute(ONE, {"number": 1})
    assert [one.split()[0] for one in said] == ["SELECT"]


async def test_what_was_looked_up_without_changing_anything_leaves_no_transaction_open(server: Database) -> None:
    for _ in range(2):
        async with server.read() as tx:
            assert (await tx.scalar(ONE, {"number": 7})) == 7
    async with server.read() as tx:
        idle = sa.text("SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'")
        assert (await tx.scalar(idle)) == 0


async def test_whoever_is_cancelled_in_the_middle_leaves_nobody_their_answer(server: Database) -> None:
    async def wait() -> None:
        async with server.write() as tx:
            await tx.execute(WAIT, {"seconds": 30})

    waiting = asyncio.create_task(wait())
    async with server.read() as tx:
        await seen(tx, "wait_event = 'PgSleep'")
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    async with server.write() as one, server.write() as two:
        assert [await tx.scalar(ONE, {"number": 7}) for tx in (one, two)] == [7, 7]


async def test_a_statement_that_finds_its_server_gone_is_told_so_and_the_next_transaction_has_another(
    server: Database, postgres_cleaner: psycopg.Connection
) -> None:
    async def look_twice() -> None:
        async with server.write() as tx:
            await tx.execute(ONE, {"number": 1})
            _send_away(postgres_cleaner)
            await tx.execute(ONE, {"number": 2})

    with pytest.raises(DBAPIError) as lost:
        await look_twice()
    assert lost.value.connection_invalidated
    async with server.write() as tx:
        assert (await tx.scalar(ONE, {"number": 3})) == 3


async def test_nobody_is_given_a_connection_to_which_the_server_has_said_farewell(
    server: Database, postgres_cleaner: psycopg.Connection
) -> None:
    async with server.write() as one, server.write() as two:
        for tx in (one, two):
            await tx.execute(ONE, {"number": 1})
    _send_away(postgres_cleaner)
    async with server.write() as one, server.write() as two:
        assert [await tx.scalar(ONE, {"number": 7}) for tx in (one, two)] == [7, 7]


async def test_whoever_has_only_looked_is_not_told_that_the_server_has_left_meanwhile(
    server: Database, postgres_cleaner: psycopg.Connection
) -> None:
    async with server.read() as tx:
        await tx.scalar(ONE, {"number": 1})
        _send_away(postgres_cleaner)
    async with server.read() as tx:
        assert await tx.scalar(ONE, {"number": 2}) == 2


async def test_a_connection_stays_open_from_one_transaction_to_the_next_however_they_are_kept(server: Database) -> None:
    used = set[int | None]()
    for opening in (server.write, server.read, server.trial, server.write):
        async with opening() as tx:
            used.add(await tx.scalar(PROCESS))
    assert len(used) == 1


async def test_how_somebody_has_set_a_connection_is_not_how_the_next_one_finds_it(server: Database) -> None:
    async with server.snapshot() as tx:
        assert await tx.scalar(ISOLATION) == "repeatable read"
    async with server.write() as tx:
        assert await tx.scalar(ISOLATION) == "read committed"


@pytest.mark.parametrize("is_prepared", [True, False])
async def test_what_was_done_before_a_rollback_is_not_kept_and_what_is_done_after_it_is(
    server: Database, *, is_prepared: bool
) -> None:
    async def add(tx: Tx, name: str) -> None:
        values = {"id": name, "slug": name, "title": name}
        await (tx.execute(ADD_NETWORK, values) if is_prepared else tx.execute(ADD_NETWORK.values(**values)))

    async with server.write() as tx:
        await add(tx, "before")
        await tx.rollback()
        await add(tx, "after")
    async with server.read() as tx:
        assert list(await tx.scalars(NETWORKS)) == ["after"]


async def test_where_somebody_has_swallowed_an_error_nothing_is_kept_and_the_next_transaction_is_whole(
    server: Database,
) -> None:
    values = {"id": "a", "slug": "a", "title": "a"}
    async with server.write() as tx:
        await tx.execute(ADD_NETWORK, values)
        with pytest.raises(IntegrityError):
            await tx.execute(ADD_NETWORK, values)
    async with server.write() as tx:
        assert list(await tx.scalars(NETWORKS)) == []
        await tx.execute(ADD_NETWORK, values)
    async with server.read() as tx:
        assert list(await tx.scalars(NETWORKS)) == ["a"]


async def test_who_comes_when_all_connections_are_in_use_has_the_first_that_is_free(postgres_address: str) -> None:
    engine, came = server_engine(database_url(postgres_address), size=1), list[str]()

    async def come(name: str) -> None:
        async with engine.begin() as tx:
            came.append(name)
            assert await tx.scalar(ONE, {"number": 7}) == 7

    await asyncio.gather(*(come(name) for name in "abc"))
    await engine.dispose()
    assert came == ["a", "b", "c"]


async def test_an_engine_that_was_closed_opens_anew(server: Database) -> None:
    for _ in range(2):
        async with server.write() as tx:
            assert await tx.scalar(ONE, {"number": 7}) == 7
        await server.close()


def _send_away(cleaner: psycopg.Connection) -> None:
    """Everybody else, who are gone when this returns."""
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    cleaner.execute(f"SELECT pg_terminate_backend(pid, 10000) {others}".encode())


@pytest.mark.parametrize(("asked_after", "asked"), [(3600.0, 0), (0.0, 2)])
async def test_only_a_connection_that_nobody_has_used_for_a_while_is_asked(
    postgres_address: str, tmp_path: Path, asked_after: float, asked: int
) -> None:
    """What is said to the server the driver itself writes down."""
    engine, told = server_engine(database_url(postgres_address), size=2, asked_after=asked_after), tmp_path / "told"
    with told.open("w") as file:
        async with engine.begin() as tx:
            driver = (await tx.get_raw_connection()).driver_connection
            assert isinstance(driver, psycopg.AsyncConnection)
            driver.pgconn.trace(file.fileno())
        for _ in range(2):
            async with engine.begin() as tx:
                await tx.execute(ONE, {"number": 1})
        await engine.dispose()
    said = told.read_text()
    assert ("BEGIN" in said, said.count('";"')) == (True, asked)
