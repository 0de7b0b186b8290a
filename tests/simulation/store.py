"""The real store, whose commits can be made to fail, and at which the process can die."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import Final

from sqlalchemy.exc import OperationalError

from gatherings.store import Database, Tx
from gatherings.store.database import Engine

LONGEST_WAIT: Final = 0.01  # seconds for a commit


class Crashed(BaseException):
    """The process is gone: nothing after this happens. No `except Exception` may stop it."""


class StoreFault(StrEnum):
    LOCKED = "locked"  # it never begins
    REFUSED = "refused"  # the commit fails; nothing is kept
    LOST = "lost"  # the commit is kept, and its answer never comes
    DEATH_BEFORE = "death before commit"
    DEATH_AFTER = "death after commit"
    FORGOTTEN = "forgotten"  # as if it were kept: no store does this, and the promises must notice


HAPPENS: Final = tuple(fault for fault in StoreFault if fault is not StoreFault.FORGOTTEN)


@dataclass
class Life:
    """One life of the process."""

    number: int
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    def end(self) -> None:
        self.ended.set()
        raise Crashed

    def require(self) -> None:
        """Raises Crashed where it is over: whoever is dead changes nothing any more."""
        if self.ended.is_set():
            raise Crashed


@dataclass
class StoreFaults:
    """What happens to the next writes, in turn; `failed` counts what has."""

    random: Random
    coming: list[StoreFault | None] = field(default_factory=list)
    failed: int = 0

    def next(self) -> StoreFault | None:
        if not self.coming:
            return None
        fault = self.coming.pop(0)
        self.failed += int(fault is not None)
        return fault


class SimulatedDatabase(Database):
    """The store as one life of the process sees it. Its connections are its own; statements stay compiled."""

    def __init__(self, writer: Engine, readers: Engine, *, life: Life, faults: StoreFaults) -> None:
        super().__init__(writer, readers)
        self._life, self._faults = life, faults

    @classmethod
    def of(cls, opened: Database, *, life: Life, faults: StoreFaults) -> SimulatedDatabase:
        return cls(opened._writer, opened._readers, life=life, faults=faults)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Tx]:
        self._life.require()
        fault = self._faults.next()
        if fault is StoreFault.LOCKED:
            raise _broken("database is locked")
        await self._wait()
        async with super().write() as tx:
            yield tx
            self._before_commit(fault)
            if fault is StoreFault.FORGOTTEN:
                await tx.rollback()
        self._after_commit(fault)
        await self._wait()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Tx]:
        self._life.require()
        async with super().read() as tx:
            yield tx

    def _before_commit(self, fault: StoreFault | None) -> None:
        self._life.require()
        if fault is StoreFault.REFUSED:
            raise _broken("disk I/O error")
        if fault is StoreFault.DEATH_BEFORE:
            self._life.end()

    def _after_commit(self, fault: StoreFault | None) -> None:
        if fault is StoreFault.LOST:
            raise _broken("server closed the connection unexpectedly")
        if fault is StoreFault.DEATH_AFTER:
            self._life.end()

    async def _wait(self) -> None:
        """A moment in which others may go on."""
        await asyncio.sleep(self._faults.random.uniform(0, LONGEST_WAIT))
        self._life.require()


def _broken(why: str) -> OperationalError:
    return OperationalError("COMMIT", {}, Exception(why))
