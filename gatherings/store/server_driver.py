"""A connection to a server on which what nobody waits for yet travels with what somebody waits for next.

Statements go in the order in which they were given. A commit takes along what is left, a rollback drops it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Self, cast

import psycopg
from psycopg.abc import PQGen
from psycopg.generators import send


class Driver(psycopg.AsyncConnection[Any]):
    """Waits for the server once for all that was queued and for what comes after it."""

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 (psycopg's own to say)
        super().__init__(*given, **named)
        self.cursor_factory = Cursor
        self.queued: list[tuple[Cursor, str, Any]] = []

    def queue(self, text: str, values: Any) -> Cursor:  # noqa: ANN401 (a list or a mapping)
        """Has the answer after the next statement or the commit."""
        cursor = cast("Cursor", self.cursor())
        self.queued.append((cursor, text, values))
        return cursor

    async def send_queued(self) -> None:
        """All that was queued has its answer when this returns."""
        if len(self.queued) == 1:  # a pipeline of one is dearer
            cursor, text, values = self.queued.pop()
            await cursor.execute(text, values)
        elif self.queued:
            async with self.sending_queued():
                pass

    @asynccontextmanager
    async def sending_queued(self) -> AsyncIterator[None]:
        """What was queued goes first. It and what is done within have their answers at the end."""
        queued, self.queued = self.queued, []
        self._pipeline = InOneGo(self)
        async with self.pipeline():
            for cursor, text, values in queued:
                await cursor.execute(text, values)
            yield

    async def commit(self) -> None:
        if not self.queued:
            return await super().commit()
        async with self.sending_queued():
            return await super().commit()

    async def rollback(self) -> None:
        self.queued.clear()
        await super().rollback()


class InOneGo(psycopg.AsyncPipeline):
    """A pipeline that says nothing before it has everything: psycopg's waits for the socket twice a statement."""

    def _communicate_gen(self) -> PQGen[None]:
        if self.command_queue and self.command_queue[-1] == self.pgconn.pipeline_sync:
            while self.command_queue:
                self.command_queue.popleft()()
            yield from send(self.pgconn)

    def _exit_gen(self) -> PQGen[None]:
        if self.result_queue:  # what a commit took along has its answers already
            yield from super()._exit_gen()


class Cursor(psycopg.AsyncCursor[Any]):
    """A cursor whose statement is preceded by what was queued."""

    @property
    def connection(self) -> Driver:
        return cast("Driver", self._conn)

    async def execute(self, *given: Any, **named: Any) -> Self:  # noqa: ANN401 (psycopg's own to say)
        if not self.connection.queued:
            return await super().execute(*given, **named)
        async with self.connection.sending_queued():
            return await super().execute(*given, **named)

    async def executemany(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 (psycopg's own to say)
        await self.connection.send_queued()
        await super().executemany(*given, **named)
