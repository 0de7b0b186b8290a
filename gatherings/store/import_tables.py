"""The table of pending imports."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, Integer, Table, Text

from gatherings.store.columns import Instant, link_to, metadata, own_id

pending_import = Table(
    "pending_import",
    metadata,
    own_id(),
    link_to("person"),
    link_to("network", nullable=True),
    link_to("gathering", nullable=True),
    Column("position", Integer, nullable=False),
    Column("file", Text, nullable=False),
    Column("as_read", JSON, nullable=False),
    Column("draft", JSON, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Index("ix_pending_import_person_id", "person_id"),
)
