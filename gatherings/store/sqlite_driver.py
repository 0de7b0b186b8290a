"""SQLite for SQLAlchemy's aiosqlite dialect, with a thread only where SQLite can make us wait.

aiosqlite sends every call of a cursor to a thread and back: forty hops in a turn, half of its CPU (`make bench`; see
docs/decisions/0011). What runs inside a transaction takes microseconds and is run at once. Only COMMIT (it waits for
the disk) and a BEGIN that finds the file locked by another process go to a thread.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, Self

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
        self._connection, self._cursor = connection, connection._conn.cursor()  # noqa: SLF001 (its own)

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> Self:
        if statement.startswith("BEGIN"):
            await self._connection.begin(statement)
        else:
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


async def copy_file(path: str, copy: str, *, without: Sequence[str]) -> None:
    """Copies a database that may be in use, without the rows of some tables, which leave no trace in the copy.

    Whole, or not at all. Raises FileExistsError, OSError.
    """
    await asyncio.to_thread(_copied, path, Path(copy), without)


def _copied(path: str, copy: Path, without: Sequence[str]) -> None:
    if copy.exists():
        raise FileExistsError(copy)
    unfinished = copy.with_name(f"{copy.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        _copy_into(unfinished, path, without)
    except sqlite3.OperationalError as trouble:
        raise OSError(str(trouble)) from trouble
    unfinished.rename(copy)


def _copy_into(unfinished: Path, path: str, without: Sequence[str]) -> None:
    with (
        closing(sqlite3.connect(path, timeout=BUSY_MS / 1000)) as source,
        closing(sqlite3.connect(unfinished, isolation_level=None)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        for table in without:
            target.execute(f"DELETE FROM {table}")  # noqa: S608 (a table of ours)
        target.execute("VACUUM")
