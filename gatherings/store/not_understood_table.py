"""The table of messages that were not understood. Its key is what was said that day: no row tells whose turn it was."""

from __future__ import annotations

from sqlalchemy import Column, Date, Integer, Table, Text

from gatherings.store.columns import link_to, metadata

not_understood = Table(
    "not_understood",
    metadata,
    link_to("gathering", key=True),
    Column("day", Date, primary_key=True),
    Column("language", Text, primary_key=True),
    Column("text", Text, primary_key=True),
    Column("nearest", Text),
    Column("times", Integer, nullable=False),
    sqlite_with_rowid=False,
)
