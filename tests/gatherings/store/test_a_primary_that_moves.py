"""Where the primary has changed, the next transaction finds the new one: what was connected to the old one is let go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import bindparam, update
from sqlalchemy.exc import DBAPIError

from gatherings.store import Database
from gatherings.store.database import database_url
from gatherings.store.tables import conversation

DEMOTED = "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"
CHANGE = "UPDATE conversation SET kind = kind"
PREPARED = update(conversation).values(kind=bindparam("to"))


@pytest.mark.parametrize("is_prepared", [False, True])
async def test_who_finds_that_a_server_only_reads_connects_anew(postgres_address: str, *, is_prepared: bool) -> None:
    database = Database.at(postgres_address)
    async with database.write() as one, database.write() as two:
        for tx in (one, two):
            await tx.exec_driver_sql(DEMOTED)
    with pytest.raises(DBAPIError, match="read-only"):
        async with database.write() as tx:
            await (tx.execute(PREPARED, {"to": "personal"}) if is_prepared else tx.exec_driver_sql(CHANGE))
    for _ in range(2):
        async with database.write() as one, database.write() as two:
            await one.exec_driver_sql(CHANGE)
            await two.exec_driver_sql(CHANGE)
    await database.close()


async def test_of_the_servers_that_an_address_names_the_one_that_takes_changes_is_found(postgres_address: str) -> None:
    """One that is not there is passed over in good time."""
    socket = database_url(postgres_address).query["host"]
    named = f"postgresql://postgres@/samband?host=127.0.0.1:9&host={socket}:5432&target_session_attrs=read-write"
    database = Database.at(named)
    async with database.write() as tx:
        await tx.exec_driver_sql(CHANGE)
    await database.close()


async def test_what_an_address_says_itself_of_how_to_connect_holds(postgres_address: str) -> None:
    database = Database.at(f"{postgres_address}&options=-c%20idle_in_transaction_session_timeout%3D7s")
    async with database.read() as tx:
        said = (await tx.exec_driver_sql("SHOW idle_in_transaction_session_timeout")).scalar_one()
    await database.close()
    assert said == f"{timedelta(seconds=7).seconds}s"
