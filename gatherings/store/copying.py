"""Copies rows from one database to another of the same tables, each value as it is, whatever either of them runs on."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Insert,
    Select,
    Table,
    Text,
    bindparam,
    cast,
    func,
    insert,
    select,
    text,
)

from gatherings.store.tables import metadata

IN_NO_BACKUP: Final = ("evaluation_secret",)
"""After a restore the answers of an open evaluation stand, and cannot be changed any more."""
AT_ONCE: Final = 1000


def copy_rows(source: Connection, target: Connection) -> int:
    """Copies every row of every table but those of IN_NO_BACKUP; how many."""
    return sum(_copy(source, target, table) for table in metadata.sorted_tables if table.name not in IN_NO_BACKUP)


def holds_rows(connection: Connection, names: list[str]) -> bool:
    """Whether any of these tables has a row."""
    return any(connection.execute(text(f'SELECT 1 FROM "{name}" LIMIT 1')).first() for name in names)  # noqa: S608


def number_on(target: Connection) -> None:
    """Rows that are added get numbers after those that are there. SQLite does so by itself."""
    if target.dialect.name != "postgresql":
        return
    for table in metadata.sorted_tables:
        column = table.autoincrement_column
        if column is not None:
            last = select(func.coalesce(func.max(column), 0)).scalar_subquery()
            series = func.pg_get_serial_sequence(table.name, column.name)
            target.execute(select(func.setval(series, last + 1, False)))  # noqa: FBT003 (the server's own)


def _copy(source: Connection, target: Connection, table: Table) -> int:
    """In the order of the key, which tells nothing of when a row was written."""
    copied, writing = 0, _writing(table, target.dialect.name)
    names = [_bound(column.name) for column in table.columns]
    with source.execution_options(yield_per=AT_ONCE).execute(_reading(table)) as rows:
        for some in rows.partitions(AT_ONCE):
            target.execute(writing, [dict(zip(names, row, strict=True)) for row in some])
            copied += len(some)
    return copied


def _reading(table: Table) -> Select[Any]:
    """JSON as its text: read as a value, what is null in it could not be told from what is not there."""
    columns = [cast(one, Text).label(one.name) if isinstance(one.type, JSON) else one for one in table.columns]
    return select(*columns).order_by(*table.primary_key)


def _writing(table: Table, dialect: str) -> Insert:
    return insert(table).values({one.name: _value(one, dialect) for one in table.columns})


def _value(column: Column[Any], dialect: str) -> Any:  # noqa: ANN401 (whatever stands in VALUES)
    if not isinstance(column.type, JSON):
        return bindparam(_bound(column.name), type_=column.type)
    as_text = bindparam(_bound(column.name), type_=Text())
    return cast(as_text, JSON) if dialect == "postgresql" else as_text


def _bound(name: str) -> str:
    return f"the_{name}"
