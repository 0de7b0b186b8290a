"""The files of SQLite: how one is opened, emptied of what was deleted, and read or written beside the service."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final, Self

import sqlalchemy as sa

BUSY_MS: Final = 60_000
PRAGMAS: Final = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "wal_autocheckpoint=0",
    "foreign_keys=ON",
    "secure_delete=ON",
)
"""Who commits flushes the log, and now and then empties it (`sqlite_engine`): SQLite would do both while we wait.

With `secure_delete` what is deleted is overwritten: writing costs no more, deleting about three times as much.
"""
EMPTYING_WAITS: Final = timedelta(seconds=5)


class Fetched(sqlite3.Cursor):
    """Has every row before the first is looked at: whoever goes through them may change them meanwhile."""

    _left: Iterator[Any] = iter(())

    def execute(self, statement: str, parameters: Sequence[Any] = ()) -> Self:  # type: ignore[override]  # as it is called
        super().execute(statement, parameters)
        self._left = iter(super().fetchall())
        return self

    def fetchone(self) -> Any:  # noqa: ANN401 (as DB-API has it)
        return next(self._left, None)

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        return list(islice(self._left, size))

    def fetchall(self) -> list[Any]:
        return list(self._left)


class Driver(sqlite3.Connection):
    """A connection of such cursors."""

    def cursor(self) -> Fetched:  # type: ignore[override]  # it makes one kind alone
        return super().cursor(Fetched)


def opened(path: str) -> Driver:
    """An open connection, in WAL mode, with foreign keys, and nothing begun."""
    driver = sqlite3.connect(
        path, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False, factory=Driver
    )
    for pragma in PRAGMAS:
        driver.execute(f"PRAGMA {pragma}")
    return driver


async def empty_log(path: str, *, waits: timedelta) -> bool:
    """Writes the log into the file and empties it; False where others held it for too long."""
    return await asyncio.to_thread(_emptied, path, waits)


def _emptied(path: str, waits: timedelta) -> bool:
    driver = sqlite3.connect(path, timeout=waits.total_seconds(), isolation_level=None)
    try:
        [busy, *_] = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        driver.close()
    return not busy


async def vacuum(path: str, *, waits: timedelta) -> bool:
    """Writes the file anew, without what was deleted, and empties the log; False where others held it for too long."""
    return await asyncio.to_thread(_vacuumed, path, waits)


def _vacuumed(path: str, waits: timedelta) -> bool:
    driver = sqlite3.connect(path, timeout=waits.total_seconds(), isolation_level=None)
    try:
        driver.execute("VACUUM")
    except sqlite3.OperationalError:
        return False
    finally:
        driver.close()
    return _emptied(path, waits)


@contextmanager
def reading_file(path: Path) -> Iterator[sa.Connection]:
    """What a database that may be in use holds at one instant; nobody waits for it."""
    with _opened_beside(lambda: sqlite3.connect(path, timeout=BUSY_MS / 1000, isolation_level=None)) as connection:
        connection.exec_driver_sql("BEGIN")
        yield connection


@contextmanager
def writing_file(path: Path) -> Iterator[sa.Connection]:
    """A file that nobody else knows of yet. It is not on the disk until somebody puts it there."""
    with _opened_beside(lambda: sqlite3.connect(path, isolation_level=None)) as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=OFF")
        connection.exec_driver_sql("PRAGMA synchronous=OFF")
        connection.exec_driver_sql("BEGIN")
        yield connection
        connection.exec_driver_sql("COMMIT")


@contextmanager
def keeping_file(path: Path) -> Iterator[sa.Connection]:
    """A file that is only looked at, and of which nothing is changed."""
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    with _opened_beside(lambda: sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
        yield connection


@contextmanager
def _opened_beside(open_file: Callable[[], sqlite3.Connection]) -> Iterator[sa.Connection]:
    """A connection of its own, in which each statement waits; for commands that do nothing else meanwhile."""
    engine = sa.create_engine("sqlite://", creator=open_file, poolclass=sa.NullPool)
    with engine.connect() as connection:
        yield connection
