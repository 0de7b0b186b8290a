"""Where a process dies: at the so-manieth time that it comes to a named point, or at any moment.

Nothing of it is in the product: the points in the database are SQLAlchemy's and Python's own events, listened to in
the child alone, and those of a send are the platform's, which kills who speaks to it.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random
from typing import Any, Final

from sqlalchemy import Engine, event

from gatherings.store.server_engine import ServerEngine
from gatherings.store.sqlite_engine import SqliteEngine


class Point(StrEnum):
    STATEMENT = "statement"  # in the middle of a transaction, after a statement
    BEFORE_COMMIT = "before_commit"
    AFTER_COMMIT = "after_commit"
    FILE = "file"  # before a file is opened by SQLite or takes another's name: in a backup
    ARRIVED = "arrived"  # a send has reached the platform, and is not taken: as good as never sent
    TAKEN = "taken"  # the platform has taken a send and not answered
    ANSWERED = "answered"  # between a send and its mark
    ANY = "any"  # at any moment


IN_THE_PROCESS: Final = (Point.STATEMENT, Point.BEFORE_COMMIT, Point.AFTER_COMMIT)
ON_THE_WIRE: Final = (Point.ARRIVED, Point.TAKEN, Point.ANSWERED)


@dataclass(frozen=True, slots=True)
class Fate:
    """Dies when it comes to `point` for the `count`-th time. At any moment: so many milliseconds after its start."""

    point: Point
    count: int

    def nearer(self) -> Fate:
        """The same after the point was passed once."""
        return replace(self, count=self.count - 1)


MOST: Final = {Point.STATEMENT: 100, Point.BEFORE_COMMIT: 10, Point.AFTER_COMMIT: 10, Point.ANY: 400, Point.FILE: 4}


def fate_of_service(chance: Random) -> Fate:
    """One of the points that a service comes to, each as often."""
    point = chance.choice((*IN_THE_PROCESS, *ON_THE_WIRE, Point.ANY))
    return Fate(point, chance.randint(1, MOST.get(point, 3)))


def fate_of_command(chance: Random, *, most: int = 40) -> Fate:
    """One of the points that a command comes to: an import, a migration, a backup."""
    point = chance.choice((*IN_THE_PROCESS, Point.FILE, Point.ANY))
    few = {Point.BEFORE_COMMIT: 2, Point.AFTER_COMMIT: 2, Point.FILE: 4, Point.STATEMENT: most, Point.ANY: 400}
    return Fate(point, chance.randint(1, few[point]))


def await_fate(fate: Fate) -> None:
    """From now on this process ends where its fate says, if that is a point that it comes to itself."""
    left = fate.count

    def come_to(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    if fate.point is Point.STATEMENT:
        event.listen(Engine, "after_cursor_execute", come_to)
    elif fate.point is Point.BEFORE_COMMIT:
        event.listen(Engine, "commit", come_to)
    elif fate.point is Point.AFTER_COMMIT:
        _after_commits(come_to)
    elif fate.point is Point.FILE:
        sys.addaudithook(lambda name, _: come_to() if name in {"sqlite3.connect", "os.rename"} else None)


def _after_commits(come_to: Callable[[], None]) -> None:
    """SQLAlchemy tells when it is about to commit, and whoever has the connections when one is given back after that."""
    committing = set[int]()

    def listen_to(kind: type[SqliteEngine | ServerEngine]) -> None:
        give_back = kind.give_back

        def given_back(engine: Any, connection: Any) -> None:
            give_back(engine, connection)
            opened = id(getattr(connection, "sync_connection", connection))
            if opened in committing:
                committing.discard(opened)
                come_to()

        setattr(kind, "give_back", given_back)  # noqa: B010 (it is told to nobody)

    event.listen(Engine, "commit", lambda connection: committing.add(id(connection)))
    listen_to(SqliteEngine)
    listen_to(ServerEngine)
