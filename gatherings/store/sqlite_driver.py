"""SQLite for SQLAlchemy's aiosqlite dialect, with a thread only where SQLite can make us wait.

aiosqlite sends every call of a cursor to a thread and back: forty hops in a turn, half of its CPU (`make bench`; see
docs/decisions/0011). What runs inside a transaction takes microseconds and is run at once. Only COMMIT (it waits for
the disk) and a BEGIN that finds the file locked by another process go to a thread.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, Self

import sqlalchemy as sa

BUSY_MS: Final = 60_000
PRAGMAS: Final = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
"""With `secure_delete` what is deleted is overwritten: writing costs no more, deleting about three times as much."""
EMPTYING_WAITS: Final = timedelta(seconds=5)


async def connect(path: str) -> Connection:
    """An open connection, in WAL mode, with foreign keys, and nothing begun."""
    driver = await asyncio.to_thread(_opened, path)
    return Connection(driver)


def _opened(path: str) -> sqlite3.Connection:
    driver = sqlite3.connect(path, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False)
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


class Connection:
    """What the dialect asks of an aiosqlite connection."""

    def __init__(self, driver: sqlite3.Connection) -> None:
        self._conn = self._connection = driver

    isolation_level = None

    def cursor(self) -> Cursor:
        return Cursor(self)

    async def commit(self) -> None:
        if self._conn.in_transaction:
            await _in_a_thread(self._conn.commit)

    async def rollback(self) -> None:
        self._conn.rollback()

    async def close(self) -> None:
        self._conn.close()

    def stop(self) -> None:
        self._conn.close()

    async def create_function(self, name: str, arguments: int, function: Callable[..., Any], **more: bool) -> None:
        self._conn.create_function(name, arguments, function, **more)

    async def begin(self, statement: str) -> None:
        """Begins at once where nobody writes, else waits in a thread for who does."""
        self._conn.execute("PRAGMA busy_timeout=0")
        try:
            self._conn.execute(statement)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
        finally:
            self._conn.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        if not self._conn.in_transaction:
            await _in_a_thread(lambda: self._conn.execute(statement))


class Cursor:
    """What the dialect asks of an aiosqlite cursor."""

    def __init__(self, connection: Connection) -> None:
        self._cursor = connection._conn.cursor()  # noqa: SLF001 (its own)

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> Self:
        self._cursor.execute(statement, parameters)
        return self

    async def executemany(self, statement: str, parameters: Iterable[Sequence[Any]]) -> Self:
        self._cursor.executemany(statement, parameters)
        return self

    async def fetchall(self) -> list[Any]:
        return self._cursor.fetchall()

    async def close(self) -> None:
        self._cursor.close()

    @property
    def description(self) -> Any:  # noqa: ANN401 (as DB-API has it)
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        return self._cursor.lastrowid


async def _in_a_thread(act: Callable[[], object]) -> None:
    """Runs to its end even where the caller is cancelled: the connection must not be used meanwhile."""
    running = asyncio.get_running_loop().run_in_executor(None, act)
    try:
        await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait([running])
        raise


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
