"""A server for asyncio: SQLAlchemy's engine, in which statements that are prepared go to the driver themselves.

A connection that was used a moment ago and to which the server has said nothing since is there. Any other is asked
before somebody gets it, so that a server which was started anew is found by us and not by a person.
"""

from __future__ import annotations

import select
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, cast

import psycopg
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from gatherings.store.prepared import Prepared, PreparedStatements, Ran, Sent, tell
from gatherings.store.server_driver import Cursor, Driver

if TYPE_CHECKING:
    from sqlalchemy.engine import URL, ExceptionContext
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

READ_ONLY: Final = "25006"
"""A server says so that was the primary, and is a standby now; or is one still."""
ASKED_AFTER: Final = 1.0
"""Seconds for which nobody has used a connection: then it is asked whether it is there."""


class ServerEngine(AsyncEngine):
    """An engine whose connections know the statements that are prepared."""

    def __init__(self, sync_engine: sa.Engine) -> None:
        super().__init__(sync_engine)
        self.prepared = PreparedStatements(sync_engine.dialect)

    def connect(self) -> AsyncConnection:
        return ServerConnection(self, self.prepared)


class ServerConnection(AsyncConnection):
    """A connection on which what is run with values by name is prepared."""

    def __init__(self, engine: AsyncEngine, prepared: PreparedStatements) -> None:
        super().__init__(engine)
        self._prepared = prepared

    async def execute(self, statement: Any, parameters: Any = None, **options: Any) -> sa.CursorResult[Any]:  # noqa: ANN401
        """Values that are given by name are given to a statement that is kept, so it is prepared."""
        if isinstance(parameters, dict) and (prepared := self._prepared.find(statement, parameters)):
            return cast("sa.CursorResult[Any]", await self._run(prepared, parameters))
        return cast("sa.CursorResult[Any]", await super().execute(statement, parameters, **options))

    def send(self, statement: Any, parameters: dict[str, Any]) -> Sent:  # noqa: ANN401
        """Goes with what is waited for next, the commit if nothing else, and breaks there if it breaks."""
        prepared = self._prepared.find(statement, parameters)
        assert prepared is not None, "SQLAlchemy has nothing to do for each run"
        driver, text, values = self._begin(prepared, parameters)
        return SentToServer(self, prepared, driver.queue(text, values))

    async def _run(self, prepared: Prepared, given: dict[str, Any]) -> Ran:
        driver, text, values = self._begin(prepared, given)
        cursor = driver.cursor()
        try:
            await cursor.execute(text, values)
        except BaseException as error:
            await self.run_sync(_judge, error, text)
            raise
        brought, connection = await _brought(prepared, cursor), self._open()
        tell(connection.dispatch.after_cursor_execute, connection, cursor, text, values)
        return brought

    def _begin(self, prepared: Prepared, given: dict[str, Any]) -> tuple[Driver, str, Any]:
        """Who is told a statement, and what is told. Who listens hears it."""
        connection = self._open()
        if connection.get_transaction() is None:
            connection.begin()
        driver = connection.connection.driver_connection
        assert isinstance(driver, Driver)
        text, values = prepared.text, prepared.values(given)
        tell(connection.dispatch.before_cursor_execute, connection, None, text, values)
        return driver, text, values

    def _open(self) -> sa.Connection:
        assert self.sync_connection is not None, "it is open"
        return self.sync_connection


class SentToServer:
    """A statement that was queued."""

    def __init__(self, connection: ServerConnection, prepared: Prepared, cursor: Cursor) -> None:
        self._connection, self._prepared, self._cursor = connection, prepared, cursor

    async def result(self) -> Ran:
        """What it brought. Goes now if it has not gone yet."""
        try:
            await self._cursor.connection.send_queued()
        except BaseException as error:
            await self._connection.run_sync(_judge, error, self._prepared.text)
            raise
        return await _brought(self._prepared, self._cursor)


async def _brought(prepared: Prepared, cursor: psycopg.AsyncCursor[Any]) -> Ran:
    has_rows = cursor.pgresult is not None and cursor.pgresult.status == psycopg.pq.ExecStatus.TUPLES_OK
    return prepared.brought(await cursor.fetchall() if has_rows else [], cursor.rowcount)


def _judge(connection: sa.Connection, error: BaseException, text: str) -> None:
    """Whatever breaks is SQLAlchemy's to judge: what is lost with it, and how it is named.

    Raises what it makes of it, without the values: they are people's.
    """
    try:
        raise error  # noqa: TRY301 (it is told of what is being handled)
    except BaseException as raised:  # noqa: BLE001 (a cancelled statement too: its connection is nobody's any more)
        connection._handle_dbapi_exception(raised, text, None, None, None)  # noqa: SLF001 (what `execute` itself calls)


def server_engine(url: URL, *, asked_after: float = ASKED_AFTER, **settings: Any) -> ServerEngine:  # noqa: ANN401
    """An engine for a server, with what `create_engine` is told."""
    settings["connect_args"] = {**settings.get("connect_args", {}), "async_creator_fn": Driver.connect}
    engine = create_async_engine(url, **settings).sync_engine
    event.listen(engine, "handle_error", _lose_a_standby)
    event.listen(engine, "checkin", _note_the_time)

    @event.listens_for(engine, "checkout")
    def _look(connection: DBAPIConnection, record: ConnectionPoolEntry, _: object) -> None:
        idle = monotonic() - record.info.get("used_at", monotonic())  # one that is new has not been idle
        _require_there(engine.dialect, connection, is_asked=idle >= asked_after)

    return ServerEngine(engine)


def _lose_a_standby(context: ExceptionContext) -> None:
    """Who can only read is as good as gone: the next transaction looks for the primary anew."""
    if getattr(context.original_exception, "sqlstate", None) == READ_ONLY:
        context.is_disconnect = True


def _note_the_time(_: object, record: ConnectionPoolEntry) -> None:
    record.info["used_at"] = monotonic()


def _require_there(dialect: sa.Dialect, connection: DBAPIConnection, *, is_asked: bool) -> None:
    """Raises InvalidatePoolError where the server has left: then all are opened anew."""
    try:
        if is_asked or _has_been_told(cast("Any", connection).driver_connection.fileno()):
            dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as error:
        raise sa.exc.InvalidatePoolError from error


def _has_been_told(socket: int) -> bool:
    """Something came that nobody has read: a farewell, most often."""
    arrived = select.poll()
    arrived.register(socket, select.POLLIN)
    return bool(arrived.poll(0))
