"""A server for asyncio: SQLAlchemy's connections, on which statements that are prepared go to the driver themselves.

A connection stays open between transactions, and with whoever used it last: to take one from SQLAlchemy's pool and give
it back costs as much as a statement. One that was used a moment ago and to which the server has said nothing since is
there. Any other goes by the pool, which asks it before somebody gets it, so that a server which was started anew is
found by us and not by a person.
"""

from __future__ import annotations

from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, cast

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from gatherings.store.places import Places
from gatherings.store.prepared import PreparedStatements
from gatherings.store.server_connection import USED_AT, ServerConnection, has_been_told
from gatherings.store.server_driver import Driver

if TYPE_CHECKING:
    from sqlalchemy.engine import URL, ExceptionContext
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

READ_ONLY: Final = "25006"
"""A server says so that was the primary, and is a standby now; or is one still."""
ASKED_AFTER: Final = 1.0
"""Seconds for which nobody has used a connection: then it is asked whether it is there."""


class ServerEngine:
    """Opens transactions, at most `size` at once. What was opened stays open."""

    def __init__(self, engine: AsyncEngine, *, size: int, asked_after: float) -> None:
        self._engine, self._size, self._asked_after = engine, size, asked_after
        self.sync_engine, self.url = engine.sync_engine, engine.url
        self.prepared = PreparedStatements(engine.dialect)
        self._put_up()

    def _put_up(self) -> None:
        self._free: list[ServerConnection] = []
        self._places = Places(self._size)

    @property
    def dialect(self) -> sa.Dialect:
        return self.sync_engine.dialect

    def begin(self) -> ServerTransaction:
        """A transaction that commits at its end."""
        return ServerTransaction(self, is_kept=True)

    def connect(self) -> ServerTransaction:
        """A transaction of which nothing is kept."""
        return ServerTransaction(self, is_kept=False)

    async def take(self) -> ServerConnection:
        """A connection that nobody else has until it is given back or let go, and that is there.

        Raises TimeoutError after a minute, and what SQLAlchemy raises where the server is not to be reached.
        """
        await self._places.take()
        try:
            while self._free:
                connection = self._free.pop()
                if connection.is_surely_there(self._asked_after):
                    return connection
                await connection.aclose()
            connection = ServerConnection(self._engine, self.prepared)
            await connection.start()
        except BaseException:
            self._places.give_back()
            raise
        return connection

    def give_back(self, connection: ServerConnection) -> None:
        """For the next one. Its transaction has ended."""
        connection.note_the_time()
        self._free.append(connection)
        self._places.give_back()

    async def let_go(self, connection: ServerConnection) -> None:
        """To the pool, which takes back what was done and leaves nothing of how it was set. Where it was lost, all that
        were opened before it are looked at anew.
        """
        left = [connection]
        if connection.invalidated:
            left += self._free
            self._free = []
        try:
            for one in left:
                await one.__aexit__(None, None, None)  # to its end, even where the caller is cancelled
        finally:
            self._places.give_back()

    async def dispose(self) -> None:
        """Closes what is open. It may be used again, in another loop too."""
        for connection in self._free:
            await connection.aclose()
        await self._engine.dispose()
        self._put_up()


class ServerTransaction:
    """An open transaction, which ends with its block."""

    def __init__(self, engine: ServerEngine, *, is_kept: bool) -> None:
        self._engine, self._is_kept = engine, is_kept

    async def __aenter__(self) -> ServerConnection:
        self._connection = await self._engine.take()
        return self._connection

    async def __aexit__(self, error: type[BaseException] | None, *_: object) -> None:
        is_over = False
        try:
            is_over = error is None and await self._is_ended()
        finally:
            if is_over and not self._connection.is_set_otherwise:
                self._engine.give_back(self._connection)
            else:
                await self._engine.let_go(self._connection)

    async def _is_ended(self) -> bool:
        """Whether nothing is open any more. Raises where what was to be kept may be lost."""
        if self._is_kept:
            await self._connection.commit()
            return True
        with suppress(sa.exc.DBAPIError):  # what was looked at was seen
            await self._connection.rollback()
            return True
        return False


def server_engine(url: URL, *, size: int, asked_after: float = ASKED_AFTER, **settings: Any) -> ServerEngine:  # noqa: ANN401
    """An engine for a server, with what `create_engine` is told."""
    settings["connect_args"] = {**settings.get("connect_args", {}), "async_creator_fn": Driver.connect}
    made = create_async_engine(url, pool_size=size, max_overflow=0, **settings)
    engine = made.sync_engine
    event.listen(engine, "handle_error", _lose_a_standby)
    event.listen(engine, "connect", _note_the_time)

    @event.listens_for(engine, "checkout")
    def _look(connection: DBAPIConnection, record: ConnectionPoolEntry, _: object) -> None:
        _require_there(engine.dialect, connection, is_asked=monotonic() - record.info[USED_AT] >= asked_after)

    return ServerEngine(made, size=size, asked_after=asked_after)


def _lose_a_standby(context: ExceptionContext) -> None:
    """Who can only read is as good as gone: the next transaction looks for the primary anew."""
    if getattr(context.original_exception, "sqlstate", None) == READ_ONLY:
        context.is_disconnect = True


def _note_the_time(_: object, record: ConnectionPoolEntry) -> None:
    record.info[USED_AT] = monotonic()


def _require_there(dialect: sa.Dialect, connection: DBAPIConnection, *, is_asked: bool) -> None:
    """Raises InvalidatePoolError where the server has left: then all are opened anew."""
    try:
        if is_asked or has_been_told(cast("Any", connection).driver_connection.fileno()):
            dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as error:
        raise sa.exc.InvalidatePoolError from error
