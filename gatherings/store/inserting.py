"""An INSERT that meets a row which is there already, on either database."""

from __future__ import annotations

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from gatherings.store.database import Tx


def upsert(tx: Tx, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT whose `on_conflict_…` is the caller's to say."""
    return postgresql.insert(table) if tx.dialect.name == "postgresql" else sqlite.insert(table)


def insert_or_ignore(tx: Tx, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that does nothing where the row is there already; its `rowcount` tells which it was."""
    return upsert(tx, table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
