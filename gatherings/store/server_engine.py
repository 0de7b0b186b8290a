"""A server for asyncio: SQLAlchemy's connections, on which statements that are prepared go to the driver themselves.

A connection stays open between transactions, and with whoever used it last: to take one from SQLAlchemy's pool and give
it back costs as much as a statement. One that was used a moment ago and to which the server has said nothing since is
there. Any other goes by the pool, which asks it before somebody gets it, so that a server which was started anew is
found by us and not by a person.
"""

from __future__ import annotations

import select
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, cast

import psycopg
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from gatherings.store.places import Places
from gatherings.store.prepared import Prepared, PreparedStatements, Ran, Sent, tell
from gatherings.store.server_driver import Cursor, Driver

if TYPE_CHECKING:
    from sqlalchemy.engine import URL, ExceptionContext
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

READ_ONLY: Final = "25006"
"""A server says so that was the primary, and is a standby now; or is one still."""
USED_AT: Final = "used_at"
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
            if error is None:
                await (self._connection.commit() if self._is_kept else self._connection.rollback())
                is_over = True
        finally:
            if is_over and not self._connection.is_set_otherwise:
                self._engine.give_back(self._connection)
            else:
                await self._engine.let_go(self._connection)


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
        return is_fresh and not _has_been_told(_driver_of(open_one).fileno())

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
        if is_asked or _has_been_told(cast("Any", connection).driver_connection.fileno()):
            dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as error:
        raise sa.exc.InvalidatePoolError from error


def _has_been_told(socket: int) -> bool:
    """Something came that nobody has read: a farewell, most often."""
    arrived = select.poll()
    arrived.register(socket, select.POLLIN)
    return bool(arrived.poll(0))
