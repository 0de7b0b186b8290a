"""An INSERT that meets a row which is there already, on either database."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Select, Table
from sqlalchemy.dialects import postgresql, sqlite

from gatherings.store.transaction import Tx


def upsert(tx: Tx, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT whose `on_conflict_…` is the caller's to say."""
    return postgresql.insert(table) if tx.dialect.name == "postgresql" else sqlite.insert(table)


def insert_or_ignore(tx: Tx, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that does nothing where the row is there already; its `rowcount` tells which it was."""
    return _ignoring(tx.dialect.name, table)


def written(
    tx: Tx, table: Table, *key: str, only: tuple[str, ...] = (), of: Select[Any] | None = None
) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that makes the row of a key what it is given, new or known; of a known one `only` these columns.

    What it is given are values, or what `of` selects: columns by the table's names.
    """
    return _writing(tx.dialect.name, table, key, only, of)


# Put together once: with its columns a statement costs more to build than to run.


@cache
def _writing(
    dialect: str, table: Table, key: tuple[str, ...], only: tuple[str, ...], of: Select[Any] | None
) -> postgresql.Insert | sqlite.Insert:
    made = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    if of is not None:
        made = made.from_select(of.selected_columns.keys(), of)
    names = only or [column.name for column in table.columns if column.name not in key]
    return made.on_conflict_do_update(index_elements=key, set_={name: made.excluded[name] for name in names})


@cache
def _ignoring(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    made = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    return made.on_conflict_do_nothing().execution_options(preserve_rowcount=True)
