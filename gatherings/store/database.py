"""The database: how a transaction is opened on SQLite and on PostgreSQL.

SQLite through one writer that begins IMMEDIATE and a few readers: with the default mode 621 of 800 read-then-write
changes were lost in silence, with a plain BEGIN 77 % failed as locked, with IMMEDIATE none (`docs/decisions`).
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self, TypeAlias, cast

from sqlalchemy import make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, OperationalError

from gatherings.store.sqlite_engine import READERS, READS, WRITES, Flush, Inline, SqliteEngine, put_on_disk
from gatherings.store.sqlite_files import EMPTYING_WAITS, empty_log, vacuum
from gatherings.store.transaction import Tx

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from gatherings.store.server_engine import ServerEngine

_DRIVERS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}

CONNECTIONS: Final = 20
"""So many a process has to a server at most. They stay open: a burst that opens and closes its own is a slow one."""
STOPPED_AFTER: Final = timedelta(seconds=20)
"""A server ends a transaction in which nothing has happened for so long: a process that was stopped in the middle of
one would hold its locks, and so everybody else's messages, until it wakes."""
_CONNECTING: Final[Mapping[str, object]] = {
    "options": f"-c idle_in_transaction_session_timeout={round(STOPPED_AFTER.total_seconds() * 1000)}",
    "connect_timeout": 3,  # seconds, for each of the servers that the address names
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,  # milliseconds
}
"""How a server is reached, where the address does not say otherwise. One that has vanished without a word (a machine
without power, a route that is gone) is given up after ten seconds; by itself the system waits for a quarter of an hour.
"""
Engine: TypeAlias = "ServerEngine | SqliteEngine"


def spare_the_disk(tx: Tx) -> None:
    """Nobody need wait until the disk has what this transaction changes: it may be lost with the power, and nothing
    that is told rests on it. A kill of the process loses none of it. A server goes by its own settings.
    """
    if isinstance(tx, Inline):
        tx.waits_for_disk = False


class DatabaseNotSupported(ValueError):  # noqa: N818
    """The address is not one of SQLite or PostgreSQL."""


def database_url(address: str) -> URL:
    """The address with the driver we use. Raises DatabaseNotSupported."""
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise DatabaseNotSupported(address) from error
    name = url.get_backend_name()
    if name not in _DRIVERS:
        raise DatabaseNotSupported(address)
    return url.set(drivername=_DRIVERS[name])


class Database:
    """Opens transactions. One for each process."""

    def __init__(self, writer: Engine, readers: Engine) -> None:
        self._writer, self._readers = writer, readers

    @classmethod
    def at(cls, address: str, *, flush: Flush = put_on_disk) -> Self:
        """A database at `sqlite:///path` or `postgresql://…`. A folder that is missing is made.

        `flush` puts on the disk what is committed on SQLite; a server does that itself.
        """
        url = database_url(address)
        if url.get_backend_name() == "sqlite":
            if url.database:
                Path(url.database).parent.mkdir(parents=True, exist_ok=True)
            writer = SqliteEngine(url, begin=WRITES, size=1, read_json=_read_json, flush=flush)
            return cls(writer, SqliteEngine(url, begin=READS, size=READERS, read_json=_read_json))
        engine = _server(url)
        return cls(engine, engine)

    @property
    def dialect(self) -> str:
        """sqlite or postgresql."""
        return self._writer.dialect.name

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database; None for a server's."""
        path = self._writer.url.database
        return Path(path) if self.dialect == "sqlite" and path else None

    def write(self) -> AbstractAsyncContextManager[Tx]:
        """A transaction that may change things; commits at the end, rolls back if anything is raised."""
        return _opening(self._writer.begin())

    def read(self) -> AbstractAsyncContextManager[Tx]:
        """A transaction that only looks."""
        return _opening(self._readers.connect())

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Tx]:
        """A transaction that only looks, and sees the same instant in every statement."""
        async with self.read() as tx:
            if not isinstance(tx, Inline):
                server = cast("AsyncConnection", tx)
                await server.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            yield tx

    def trial(self) -> AbstractAsyncContextManager[Tx]:
        """A transaction in which anything may be done, and of which nothing is kept."""
        return _opening(self._writer.connect())

    async def wipe(self, *, waits: timedelta = EMPTYING_WAITS) -> bool:
        """What was deleted is gone from the disk as well; False where it could not be done now.

        On SQLite it is overwritten when it is deleted, and stands in the log until that is emptied. A server does this
        by itself.
        """
        path = self._writer.url.database
        return self.dialect != "sqlite" or not path or await empty_log(path, waits=waits)

    async def rewrite(self, tables: Sequence[str], *, waits: timedelta = EMPTYING_WAITS) -> bool:
        """What was deleted from these tables is nowhere in the database's files any more; False: not now.

        On PostgreSQL a deleted row stays in its file until the table is written anew; its log is the server's.
        """
        path = self._writer.url.database
        if self.dialect == "sqlite":
            return not path or await vacuum(path, waits=waits)
        async with self.trial() as tx:
            alone = await cast("AsyncConnection", tx).execution_options(isolation_level="AUTOCOMMIT")
            await alone.exec_driver_sql(f"SET lock_timeout = {round(waits.total_seconds() * 1000)}")
            try:
                await alone.exec_driver_sql(f"VACUUM (FULL) {', '.join(tables)}")
            except OperationalError:
                return False
            finally:
                await alone.exec_driver_sql("RESET lock_timeout")
        return True

    async def close(self) -> None:
        await self._writer.dispose()
        await self._readers.dispose()


def _opening(opened: AbstractAsyncContextManager[object]) -> AbstractAsyncContextManager[Tx]:
    """Whatever either engine opens does what is asked of a transaction; SQLAlchemy's types say more than that."""
    return cast("AbstractAsyncContextManager[Tx]", opened)


def _server(url: URL) -> ServerEngine:
    from gatherings.store.server_engine import server_engine  # noqa: PLC0415 (it brings the ORM, of which SQLite needs nothing)

    said = {name: value for name, value in _CONNECTING.items() if name not in url.query}
    return server_engine(url, size=CONNECTIONS, connect_args=said, json_deserializer=_read_json_of_server)


_READER: Final = json.JSONDecoder()


def _read_json(text: str) -> Any:  # noqa: ANN401 (it may be anything)
    """What we have written ourselves: nothing stands before it or after it, and nobody need look whether it does."""
    return _READER.raw_decode(text)[0]


def _read_json_of_server(sent: bytes) -> Any:  # noqa: ANN401 (it may be anything)
    return _read_json(sent.decode())
