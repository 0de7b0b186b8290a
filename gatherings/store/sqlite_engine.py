"""SQLite for asyncio: statements run at once; a thread is used only where SQLite makes us wait (docs/decisions/0011).

COMMIT writes to the log alone, which takes microseconds. Then the writer is the next one's, and who has committed waits
until the log is on the disk: one flush serves all who committed before it began. So nothing that is told as done can be
lost with the power, and sixteen at once do not wait for sixteen flushes.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any, Final, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.engine import URL

from gatherings.store.places import Places
from gatherings.store.prepared import Prepared, PreparedStatements, Ran, Sent, tell
from gatherings.store.sqlite_files import BUSY_MS, opened

T = TypeVar("T")
Flush = Callable[[int], None]
"""Puts on the disk what was written to an open file. Raises OSError where the disk refuses it."""

WRITES: Final = "BEGIN IMMEDIATE"
READS: Final = "BEGIN"
READERS: Final = 4
EMPTIES_LOG_AFTER: Final = 2_000
"""So many rows are changed, and a COMMIT writes the log into the file: in a thread, for it waits for the disk twice."""


def put_on_disk(file: int) -> None:
    """As far as the machine's disk is honest."""
    os.fdatasync(file) if hasattr(os, "fdatasync") else os.fsync(file)  # macOS has the latter alone


class Inline:
    """A transaction, each statement of which has run when it returns."""

    def __init__(self, connection: sa.Connection, driver: sqlite3.Connection, prepared: PreparedStatements) -> None:
        self.sync_connection, self._driver, self._prepared = connection, driver, prepared
        self.waits_for_disk = True

    @property
    def dialect(self) -> sa.Dialect:
        return self.sync_connection.dialect

    async def execute(self, statement: Any, parameters: Any = None) -> sa.CursorResult[Any]:  # noqa: ANN401
        """Values that are given by name are given to a statement that is kept, so it is prepared."""
        if isinstance(parameters, dict) and (prepared := self._prepared.find(statement, parameters)):
            return cast("sa.CursorResult[Any]", self._run(prepared, parameters))
        return self.sync_connection.execute(statement, parameters)

    def send(self, statement: Any, parameters: dict[str, Any]) -> Sent:  # noqa: ANN401
        """As on a server, where it goes with what is waited for next. A file is waited for by nobody: it has run."""
        prepared = self._prepared.find(statement, parameters)
        assert prepared is not None, "SQLAlchemy has nothing to do for each run"
        return HasRun(self._run(prepared, parameters))

    def _run(self, prepared: Prepared, given: dict[str, Any]) -> Ran:
        """What it brought. Raises what SQLAlchemy raises, without the values: they are people's."""
        connection, text, values = self.sync_connection, prepared.text, prepared.values(given)
        cursor, ears = sqlite3.Cursor(self._driver), connection.dispatch
        tell(ears.before_cursor_execute, connection, cursor, text, values)
        try:
            rows = cursor.execute(text, values).fetchall()
        except sqlite3.Error as error:
            raise _named(error, text, connection.dialect) from error
        tell(ears.after_cursor_execute, connection, cursor, text, values)
        return prepared.brought(rows, cursor.rowcount)

    async def scalars(self, statement: Any, parameters: Any = None) -> sa.ScalarResult[Any]:  # noqa: ANN401
        return (await self.execute(statement, parameters)).scalars()

    async def scalar(self, statement: Any, parameters: Any = None) -> Any:  # noqa: ANN401
        return (await self.execute(statement, parameters)).scalar()

    async def exec_driver_sql(self, statement: str, parameters: Any = None) -> sa.CursorResult[Any]:  # noqa: ANN401
        return self.sync_connection.exec_driver_sql(statement, parameters)

    async def run_sync(self, act: Callable[[sa.Connection], T]) -> T:
        return act(self.sync_connection)

    async def rollback(self) -> None:
        self.sync_connection.rollback()

    @asynccontextmanager
    async def begin_nested(self) -> AsyncIterator[object]:
        with self.sync_connection.begin_nested() as savepoint:
            yield savepoint


class HasRun:
    """A statement that has run when it was sent."""

    def __init__(self, ran: Ran) -> None:
        self._ran = ran

    async def result(self) -> Ran:
        return self._ran


class Log:
    """The log of a file: what was committed stands in it."""

    def __init__(self, path: str, flush: Flush) -> None:
        self._path, self._put_on_disk, self._one_by_one = f"{path}-wal", flush, asyncio.Lock()
        self._next: asyncio.Task[None] | None = None

    async def flushed(self) -> None:
        """Returns when what is committed now is on the disk. Raises OSError where the disk refuses it."""
        if self._next is None:
            self._next = asyncio.create_task(self._flush_in_turn())
        await asyncio.shield(self._next)

    async def _flush_in_turn(self) -> None:
        async with self._one_by_one:
            self._next = None
            await asyncio.get_running_loop().run_in_executor(None, self._flush)

    def _flush(self) -> None:
        with suppress(FileNotFoundError):  # nothing was ever written
            log = os.open(self._path, os.O_RDWR)
            try:
                self._put_on_disk(log)
            finally:
                os.close(log)


class SqliteEngine:
    """What the store asks of an `AsyncEngine`, for one file: one writer that begins IMMEDIATE, or a few readers."""

    def __init__(
        self, url: URL, *, begin: str, size: int, read_json: Callable[[str], Any], flush: Flush = put_on_disk
    ) -> None:
        self.url, self.begins_with, self._size, self._flush = url, begin, size, flush
        open_file = partial(_opened, url.database or ":memory:", begin)
        self.sync_engine = sa.create_engine(
            "sqlite://", creator=open_file, poolclass=sa.NullPool, json_deserializer=read_json
        )
        self.prepared = PreparedStatements(self.sync_engine.dialect)
        self._put_up()

    def _put_up(self) -> None:
        self._free: list[sa.Connection] = []
        self._places = Places(self._size)
        self._emptied_at = 0
        self.log = Log(self.url.database, self._flush) if self.url.database else None

    @property
    def dialect(self) -> sa.Dialect:
        return self.sync_engine.dialect

    def begin(self) -> Transaction:
        """A transaction that commits at its end, and is on the disk then."""
        return Transaction(self, is_kept=True)

    def connect(self) -> Transaction:
        """A transaction of which nothing is kept."""
        return Transaction(self, is_kept=False)

    async def take(self) -> sa.Connection:
        """A connection that nobody else has until it is given back. Raises TimeoutError after a minute.

        The loop comes round first: a transaction need not wait for anything, and thirty of them, one after the other,
        would keep everybody else waiting.
        """
        is_free = await self._places.take()
        try:
            if is_free:
                await asyncio.sleep(0)
            return self._free.pop() if self._free else await _in_a_thread(self.sync_engine.connect)
        except BaseException:
            self._places.give_back()
            raise

    def give_back(self, connection: sa.Connection) -> None:
        self._free.append(connection)
        self._places.give_back()

    async def commit(self, connection: sa.Connection, driver: sqlite3.Connection) -> None:
        """It stands in the log; where that has grown long, in the file as well."""
        if driver.total_changes - self._emptied_at < EMPTIES_LOG_AFTER:
            connection.commit()
            return
        self._emptied_at = driver.total_changes
        await _in_a_thread(lambda: _commit_and_empty_log(connection, driver))

    async def dispose(self) -> None:
        """Closes what is open. It may be used again, in another loop too."""
        for connection in self._free:
            connection.close()
        self._put_up()


class Transaction:
    """An open transaction, which ends with its block."""

    def __init__(self, engine: SqliteEngine, *, is_kept: bool) -> None:
        self._engine, self._is_kept = engine, is_kept

    async def __aenter__(self) -> Inline:
        self._connection = await self._engine.take()
        try:
            self._driver = driver_of(self._connection)
            await _begin(self._driver, self._engine.begins_with)
            self._root, self._changes = self._connection.begin(), self._driver.total_changes
        except BaseException:
            self._give_back()
            raise
        self._inline = Inline(self._connection, self._driver, self._engine.prepared)
        return self._inline

    async def __aexit__(self, error: type[BaseException] | None, *_: object) -> None:
        is_kept = self._is_kept and error is None and self._root.is_active
        is_changed = is_kept and self._driver.total_changes != self._changes
        try:
            if is_kept:
                await self._engine.commit(self._connection, self._driver)
        finally:
            self._give_back()
        if is_changed and self._inline.waits_for_disk and self._engine.log is not None:
            await self._engine.log.flushed()

    def _give_back(self) -> None:
        try:
            self._connection.rollback()
            driver_of(self._connection).rollback()
        finally:
            self._engine.give_back(self._connection)


def driver_of(connection: sa.Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _named(error: sqlite3.Error, text: str, dialect: sa.Dialect) -> BaseException:
    """As SQLAlchemy names it."""
    named = sa.exc.DBAPIError.instance(text, None, error, sqlite3.Error, hide_parameters=True, dialect=dialect)
    assert isinstance(named, BaseException)
    return named


def _opened(path: str, begin: str) -> sqlite3.Connection:
    """One that writes waits for nobody by itself: once it has begun nobody can keep it waiting (`_begin`)."""
    driver = opened(path)
    if begin == WRITES:
        driver.execute("PRAGMA busy_timeout=0")
    return driver


async def _begin(driver: sqlite3.Connection, statement: str) -> None:
    """Begins at once where nobody writes, else waits in a thread for who does."""
    try:
        driver.execute(statement)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
    else:
        return
    await _in_a_thread(lambda: _begin_when_free(driver, statement))


def _begin_when_free(driver: sqlite3.Connection, statement: str) -> None:
    driver.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    try:
        driver.execute(statement)
    finally:
        driver.execute("PRAGMA busy_timeout=0")


def _commit_and_empty_log(connection: sa.Connection, driver: sqlite3.Connection) -> None:
    connection.commit()
    with suppress(sqlite3.OperationalError):  # it is committed, and the log is emptied another time
        driver.execute("PRAGMA wal_checkpoint(PASSIVE)")


async def _in_a_thread(act: Callable[[], T]) -> T:
    """Runs to its end even where the caller is cancelled: the connection must not be used meanwhile."""
    running = asyncio.get_running_loop().run_in_executor(None, act)
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait([running])
        raise
