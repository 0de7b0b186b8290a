"""What is sent and not waited for: it goes with what comes next, in its order, and stands or falls with the rest."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Final, cast

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from gatherings.actions.registration import sign_up
from gatherings.people import PersonId
from gatherings.store import Database, Tx
from gatherings.store.tables import network
from gatherings.terms import Mode
from tests.builders import FJORDBY
from tests.gatherings.actions.scene import Scene
from tests.gatherings.store.watching import seen

ADD: Final = sa.insert(network)
TITLES: Final = sa.select(network.c.title).order_by(network.c.title)
RENAME: Final = sa.update(network).where(network.c.id == sa.bindparam("the_id")).values(title=sa.bindparam("new"))
OF_ID: Final = sa.select(network.c.title).where(network.c.id == sa.bindparam("the_id"))
LOCK: Final = OF_ID.with_for_update()


class Undone(Exception):  # noqa: N818 (it is no error)
    """Raised to take a transaction back."""


def send(tx: Tx, *names: str) -> None:
    for name in names:
        tx.send(ADD, {"id": name, "slug": name, "title": name})


async def titles(database: Database) -> list[str]:
    async with database.read() as tx:
        return list(await tx.scalars(TITLES))


async def test_what_is_asked_next_sees_it(database: Database) -> None:
    async with database.write() as tx:
        send(tx, "a", "b")
        assert (await tx.execute(OF_ID, {"the_id": "b"})).scalar() == "b"
        assert list(await tx.scalars(TITLES)) == ["a", "b"]


@pytest.mark.parametrize("names", ["a", "abc"])
async def test_a_commit_takes_it_along(database: Database, names: str) -> None:
    async with database.write() as tx:
        send(tx, *names)
    assert await titles(database) == list(names)


async def test_several_are_done_in_their_order(database: Database) -> None:
    async with database.write() as tx:
        send(tx, "a")
        for new in ("b", "c"):
            tx.send(RENAME, {"the_id": "a", "new": new})
    assert await titles(database) == ["c"]


async def test_many_rows_at_once_come_after_it(database: Database) -> None:
    async with database.write() as tx:
        send(tx, "a")
        await tx.execute(RENAME, [{"the_id": "a", "new": new} for new in ("b", "c")])
    assert await titles(database) == ["c"]


@pytest.mark.parametrize("is_asked_at_once", [True, False])
async def test_its_answer_is_there_whenever_it_is_asked_for(database: Database, *, is_asked_at_once: bool) -> None:
    async with database.write() as tx:
        send(tx, "a")
        renamed, found = tx.send(RENAME, {"the_id": "a", "new": "b"}), tx.send(OF_ID, {"the_id": "a"})
        if not is_asked_at_once:
            await tx.scalars(TITLES)
        assert ((await renamed.result()).rowcount, (await found.result()).scalar()) == (1, "b")


async def test_it_falls_with_its_transaction(database: Database) -> None:
    with pytest.raises(Undone):
        await _send_and_undo(database.write(), "a")
    async with database.trial() as tx:
        send(tx, "b")
    async with database.write() as tx:
        send(tx, "c")
    assert await titles(database) == ["c"]


async def test_it_falls_with_the_savepoint_in_which_it_was_sent_and_with_no_other(database: Database) -> None:
    async with database.write() as tx:
        send(tx, "a")
        with pytest.raises(Undone):
            await _send_and_undo(_nested(tx), "b")
        async with tx.begin_nested():
            send(tx, "c")
    assert await titles(database) == ["a", "c"]


async def _send_and_undo(within: AbstractAsyncContextManager[Tx], name: str) -> None:
    async with within as tx:
        send(tx, name)
        raise Undone


@asynccontextmanager
async def _nested(tx: Tx) -> AsyncIterator[Tx]:
    async with tx.begin_nested():
        yield tx


async def test_what_it_breaks_is_broken_at_the_latest_with_the_commit_and_nothing_of_it_stands(
    database: Database,
) -> None:
    with pytest.raises(IntegrityError):
        async with database.write() as tx:
            send(tx, "a", "b", "b")
    async with database.write() as tx:
        send(tx, "c")
    assert await titles(database) == ["c"]


async def test_what_breaks_in_the_middle_breaks_what_is_asked_next(database: Database) -> None:
    async def send_twice() -> None:
        async with database.write() as tx:
            send(tx, "a", "a", "b")
            await tx.execute(OF_ID, {"the_id": "b"})

    with pytest.raises(IntegrityError):
        await send_twice()
    assert await titles(database) == []


@pytest.fixture
async def server(postgres_address: str) -> AsyncIterator[Database]:
    database = Database.at(postgres_address)
    yield database
    await database.close()


async def test_who_is_cancelled_while_a_lock_that_was_sent_is_waited_for_leaves_nobody_their_answer(
    server: Database,
) -> None:
    async with server.write() as tx:
        send(tx, "a")

    async def lock() -> None:
        async with server.write() as tx:
            held = tx.send(LOCK, {"the_id": "a"})
            await tx.execute(OF_ID, {"the_id": "a"})
            await held.result()

    async with server.write() as holding:
        await holding.execute(LOCK, {"the_id": "a"})
        waiting = asyncio.create_task(lock())
        await seen(holding, "wait_event_type = 'Lock'")
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    async with server.write() as one, server.write() as two:
        assert [(await tx.execute(OF_ID, {"the_id": "a"})).scalar() for tx in (one, two)] == ["a", "a"]


async def test_what_was_sent_to_a_server_that_has_gone_is_told_so_and_the_next_transaction_has_another(
    server: Database, postgres_cleaner: psycopg.Connection
) -> None:
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"

    async def send_too_late(names: str) -> None:
        async with server.write() as tx:
            await tx.scalars(TITLES)
            postgres_cleaner.execute(f"SELECT pg_terminate_backend(pid, 10000) {others}".encode())
            send(tx, *names)

    for names in ("a", "ab"):  # with the commit, and with the commit and another
        with pytest.raises(DBAPIError) as lost:
            await send_too_late(names)
        assert lost.value.connection_invalidated
    async with server.write() as tx:
        send(tx, "c")
    assert await titles(server) == ["c"]


async def test_who_signs_up_waits_for_the_server_once_with_the_lock_and_once_with_the_commit(
    server: Database, tmp_path: Path
) -> None:
    """What goes to and fro the driver itself writes down: the server says so each time that it has done what it was
    told and waits for more. The first time is the BEGIN, for which nobody else waits.
    """
    scene, told = Scene(server), tmp_path / "told"
    made = await scene.open(capacity=1)
    for number in range(12):  # until what is prepared is prepared
        await scene.sign_up(f"p{number}")
    await scene.arrive("berit")
    asked = await scene.application(Mode.ROOM, FJORDBY)
    with told.open("w") as file:
        async with server.write() as tx:
            driver = (await cast("AsyncConnection", tx).get_raw_connection()).driver_connection
            assert isinstance(driver, psycopg.AsyncConnection)
            driver.pgconn.trace(file.fileno())
            await sign_up(tx, made.id, PersonId("berit"), asked, now=scene.now)
        driver.pgconn.untrace()
    assert told.read_text().count("ReadyForQuery") == 3
