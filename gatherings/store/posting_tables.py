"""The tables of what is said: what is planned, what is on its way, and how fast it may go."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, text

from gatherings.store.columns import SERIAL, Instant, link_to, metadata, own_id

posting = Table(
    "posting",
    metadata,
    own_id(),
    Column("key", Text, nullable=False, unique=True),
    link_to("gathering"),
    Column("block_id", Text),
    Column("person_id", Text),
    Column("kind", Text, nullable=False),
    Column("audience", Text, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("useful_until", Instant, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("settled_at", Instant),
    Index("ix_posting_gathering_id", "gathering_id"),
    Index("ix_posting_person_id", "person_id"),
    Index(
        "ix_posting_due",
        "due_at",
        "rank",
        postgresql_where=text("state = 'planned'"),
        sqlite_where=text("state = 'planned'"),
    ),
)

delivery = Table(
    "delivery",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("posting_id", Text, ForeignKey("posting.id", ondelete="CASCADE"), nullable=False),
    link_to("conversation"),
    Column("channel", Text, nullable=False),
    Column("tenant", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("visible_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("receipt", Text),
    Column("replaces", Text),
    Column("problem", Text),
    Column("settled_at", Instant),
    UniqueConstraint("posting_id", "conversation_id"),
    Index("ix_delivery_of_conversation", "conversation_id", "state", "id"),
    Index(
        "ix_delivery_waiting",
        "channel",
        "tenant",
        "visible_at",
        "id",
        postgresql_where=text("state = 'waiting'"),
        sqlite_where=text("state = 'waiting'"),
    ),
)

pacing = Table(
    "pacing",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),
    Column("free_at", Instant, nullable=False),
)
