"""A connection to a server: what is run with values by name is prepared, and goes to the driver itself."""

from __future__ import annotations

import select
from time import monotonic
from typing import Any, Final, cast

import psycopg
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from gatherings.store.prepared import Prepared, PreparedStatements, Ran, Sent, tell
from gatherings.store.server_driver import Cursor, Driver

USED_AT: Final = "used_at"
"""When a connection was last used, in what SQLAlchemy keeps of it: seconds of this machine's clock."""


class ServerConnection(AsyncConnection):
    """A connection on which what is run with values by name is prepared."""

    def __init__(self, engine: AsyncEngine, prepared: PreparedStatements) -> None:
        super().__init__(engine)
        self._prepared = prepared

    @property
    def is_set_otherwise(self) -> bool:
        """Whether somebody has set it in another way than all others are."""
        return bool(self._open().get_execution_options())

    def note_the_time(self) -> None:
        """It was used until now."""
        self._open().info[USED_AT] = monotonic()

    def is_surely_there(self, asked_after: float) -> bool:
        """Whether nobody need ask: it was used a moment ago, and the server has said nothing since."""
        open_one = self._open()
        is_fresh = monotonic() - open_one.info[USED_AT] < asked_after
        return is_fresh and not has_been_told(_driver_of(open_one).fileno())

    async def commit(self) -> None:
        """Takes along what was sent. Without SQLAlchemy's part where it has no transaction: it knows of none until
        it runs a statement itself, or one breaks.
        """
        connection = self._open()
        if connection.in_transaction():
            return await super().commit()
        connection.dispatch.commit(connection)
        try:
            await _driver_of(connection).commit()
        except BaseException as error:
            await self.run_sync(_judge, error, "COMMIT")
            raise

    async def rollback(self) -> None:
        connection = self._open()
        if connection.in_transaction():
            return await super().rollback()
        try:
            await _driver_of(connection).rollback()
        except BaseException as error:
            await self.run_sync(_judge, error, "ROLLBACK")
            raise

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
        driver = _driver_of(connection)
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


def _driver_of(connection: sa.Connection) -> Driver:
    driver = connection.connection.driver_connection
    assert isinstance(driver, Driver)
    return driver


async def _brought(prepared: Prepared, cursor: psycopg.AsyncCursor[Any]) -> Ran:
    has_rows = cursor.pgresult is not None and cursor.pgresult.status == psycopg.pq.ExecStatus.TUPLES_OK
    return prepared.brought(await cursor.fetchall() if has_rows else [], cursor.rowcount)


def _judge(connection: sa.Connection, error: BaseException, text: str) -> None:
    """Whatever breaks is SQLAlchemy's to judge: what is lost with it, and how it is named. From now on it has a
    transaction, which is broken.

    Raises what it makes of it, without the values: they are people's.
    """
    if not connection.in_transaction():
        connection.begin()
    try:
        raise error  # noqa: TRY301 (it is told of what is being handled)
    except BaseException as raised:  # noqa: BLE001 (a cancelled statement too: its connection is nobody's any more)
        connection._handle_dbapi_exception(raised, text, None, None, None)  # noqa: SLF001 (what `execute` itself calls)


def has_been_told(socket: int) -> bool:
    """Something came that nobody has read: a farewell, most often."""
    arrived = select.poll()
    arrived.register(socket, select.POLLIN)
    return bool(arrived.poll(0))
