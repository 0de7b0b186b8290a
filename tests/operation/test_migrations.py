"""The tables up, down and up again with rows in all of them; and killed on the way, at every kind of step."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from sqlalchemy import MetaData, inspect, select

from gatherings.store import Database
from gatherings.store.migrate import VERSIONS, is_migrated, migrate, migrate_back
from gatherings.store.stepping import list_differences
from tests.gatherings.filled import fill
from tests.operation.rig import KILLED, Rig

FIRST = "0001"
Rows = Mapping[str, list[dict[str, Any]]]

UP_POINTS = (
    "statement ALTER TABLE",
    "statement CREATE TABLE registration",
    "statement CREATE TABLE evaluation_secret",
    "statement CREATE TABLE not_understood",
    "statement UPDATE alembic_version",
    "commit 1",
)
DOWN_POINTS = (
    "statement DROP TABLE not_understood",
    "statement DROP TABLE registration",
    "statement ALTER TABLE",
    "statement UPDATE alembic_version",
    "commit 1",
)


async def rows_in(database: Database) -> Rows:
    """Every row of every table as it is now, whatever the revision."""
    async with database.read() as tx:
        return await tx.run_sync(_reflected)


def _reflected(connection: Any) -> Rows:
    found = MetaData()
    found.reflect(connection)
    tables = [table for table in found.sorted_tables if table.name != VERSIONS]
    return {
        table.name: sorted((dict(row._mapping) for row in connection.execute(select(table))), key=repr)
        for table in tables
    }


def as_far_as(known: Rows, rows: Rows) -> Rows:
    """The rows with the tables and columns that are known."""
    return {
        name: sorted(({key: row[key] for key in known[name][0]} for row in rows[name]), key=repr)
        for name in known
        if known[name]
    }


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.e2e)])
def address(request: pytest.FixtureRequest, new_address: Callable[[str], str]) -> str:
    """A database of its own, with rows in every table."""
    made = new_address(request.param)
    asyncio.run(_done(made, migrate))
    asyncio.run(_done(made, fill))
    return made


async def _done(address: str, do: Any) -> Any:
    database = Database.at(address)
    try:
        return await do(database)
    finally:
        await database.close()


async def test_up_down_and_up_again_keeps_what_the_older_tables_hold(address: str) -> None:
    await _done(address, _up_and_down)


async def _up_and_down(database: Database) -> None:
    whole = await rows_in(database)
    await migrate_back(database, to=FIRST)
    low = await rows_in(database)
    assert {name: len(rows) for name, rows in low.items()} == {name: len(whole[name]) for name in low}
    assert as_far_as(low, low) == as_far_as(low, whole)
    await migrate(database)
    assert (await is_migrated(database), await list_differences(database)) == (True, [])
    assert as_far_as(low, await rows_in(database)) == as_far_as(low, low)


async def test_down_to_nothing_and_up_again(address: str) -> None:
    await _done(address, _to_nothing)


async def _to_nothing(database: Database) -> None:
    await migrate_back(database, to="base")
    async with database.read() as tx:
        left = await tx.run_sync(lambda connection: inspect(connection).get_table_names())
    await migrate(database)
    assert (left, await list_differences(database)) == ([VERSIONS], [])


@pytest.mark.e2e
def test_a_migration_that_is_killed_has_not_begun_and_is_done_the_next_time(rig: Rig, address: str) -> None:
    for point in DOWN_POINTS:
        before = asyncio.run(_done(address, rows_in))
        assert rig("back", FIRST, address=address, at=point).code == KILLED, point
        assert asyncio.run(_done(address, rows_in)) == before, point
        assert asyncio.run(_done(address, is_migrated)), point
    assert rig("back", FIRST, address=address).code == 0
    low = asyncio.run(_done(address, rows_in))
    for point in UP_POINTS:
        assert rig("migrate", address=address, at=point).code == KILLED, point
        assert asyncio.run(_done(address, rows_in)) == low, point
    assert rig("run", address=address).code == 1, "it serves on tables of another version"
    assert rig("migrate", address=address).code == 0
    assert asyncio.run(_done(address, list_differences)) == []
    assert as_far_as(low, asyncio.run(_done(address, rows_in))) == as_far_as(low, low)


@pytest.mark.e2e
def test_a_migration_that_is_killed_after_its_commit_is_done(rig: Rig, address: str) -> None:
    assert rig("back", FIRST, address=address).code == 0
    assert rig("migrate", address=address, at="committed 1").code == KILLED
    assert asyncio.run(_done(address, is_migrated))
    assert rig("migrate", address=address).code == 0
