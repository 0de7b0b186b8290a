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

from gatherings.store.prepared import Prepared, PreparedStatements, Ran, tell

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

    async def _run(self, prepared: Prepared, given: dict[str, Any]) -> Ran:
        """What it brought. Whatever breaks is SQLAlchemy's to judge: what is lost with it, and how it is named."""
        connection = self.sync_connection
        assert connection is not None, "it is open"
        if connection.get_transaction() is None:
            connection.begin()
        driver = connection.connection.driver_connection
        assert isinstance(driver, psycopg.AsyncConnection)
        text, values, ears = prepared.text, prepared.values(given), connection.dispatch
        cursor = driver.cursor()
        tell(ears.before_cursor_execute, connection, cursor, text, values)
        try:
            await cursor.execute(text, values)
            rows = await cursor.fetchall() if _has_rows(cursor) else []
        except BaseException as error:
            await self.run_sync(_judge, error, text)
            raise
        tell(ears.after_cursor_execute, connection, cursor, text, values)
        return prepared.brought(rows, cursor.rowcount)


def _has_rows(cursor: psycopg.AsyncCursor[Any]) -> bool:
    return cursor.pgresult is not None and cursor.pgresult.status == psycopg.pq.ExecStatus.TUPLES_OK


def _judge(connection: sa.Connection, error: BaseException, text: str) -> None:
    """Raises what SQLAlchemy makes of it, without the values: they are people's."""
    try:
        raise error  # noqa: TRY301 (it is told of what is being handled)
    except BaseException as raised:  # noqa: BLE001 (a cancelled statement too: its connection is nobody's any more)
        connection._handle_dbapi_exception(raised, text, None, None, None)  # noqa: SLF001 (what `execute` itself calls)


def server_engine(url: URL, *, asked_after: float = ASKED_AFTER, **settings: Any) -> ServerEngine:  # noqa: ANN401
    """An engine for a server, with what `create_engine` is told."""
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
