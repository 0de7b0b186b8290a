"""What a database is asked, as it is asked: an ear at its engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import event

from gatherings.store import Database

WRITES: Final = ("INSERT", "UPDATE", "DELETE")


@contextmanager
def listening(database: Database) -> Iterator[list[str]]:
    """The statements of the transactions that may write, in their order; one that begins them is told where it is one."""
    engine, said = database._writer.sync_engine, list[str]()

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)


def writes(said: list[str]) -> list[str]:
    """The tables that were written to, in their order."""
    return [one.split()[_TABLE_AT[one.split()[0]]] for one in said if one.startswith(WRITES)]


_TABLE_AT: Final = {"INSERT": 2, "UPDATE": 1, "DELETE": 2}
