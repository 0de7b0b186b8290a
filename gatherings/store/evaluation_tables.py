"""The tables of evaluations. What is answered stands apart from who has answered, and in no order that tells it.

While an evaluation is open an answer stands under a slip, made of the person and a secret; when it is closed the
answers move, shuffled, to tables that have nothing else, and slips and secret are destroyed (docs/decisions/0018).
"""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, Table, Text, false, text

from gatherings.store.columns import Instant, link_to, metadata, own_id

evaluation = Table(
    "evaluation",
    metadata,
    own_id(),
    link_to("gathering"),
    Column("block_id", Text),
    Column("questions", JSON, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("closes_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Column("answered", Integer, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("is_wiped", Boolean, nullable=False, server_default=false()),
    Index("ix_evaluation_gathering_id", "gathering_id"),
    Index(
        "ix_evaluation_unwiped",
        "closes_at",
        postgresql_where=text("NOT is_wiped"),
        sqlite_where=text("NOT is_wiped"),
    ),
)

evaluation_secret = Table(
    "evaluation_secret", metadata, link_to("evaluation", key=True), Column("value", Text, nullable=False)
)

open_answer = Table(
    "open_answer",
    metadata,
    link_to("evaluation", key=True),
    Column("slip", Text, primary_key=True),
    Column("question", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("mode", Text),
    sqlite_with_rowid=False,
)

closed_answer = Table(
    "closed_answer",
    metadata,
    own_id(),
    Column("evaluation_id", Text, ForeignKey("evaluation.id", ondelete="CASCADE"), nullable=False),
    Column("question", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("mode", Text),
    Index("ix_closed_answer_evaluation_id", "evaluation_id"),
    sqlite_with_rowid=False,
)

closed_text = Table(
    "closed_text",
    metadata,
    own_id(),
    Column("evaluation_id", Text, ForeignKey("evaluation.id", ondelete="CASCADE"), nullable=False),
    Column("question", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("likeness", Text),
    Column("is_hidden", Boolean, nullable=False, server_default=false()),
    Index("ix_closed_text_evaluation_id", "evaluation_id"),
    sqlite_with_rowid=False,
)

first_step = Table(
    "first_step",
    metadata,
    link_to("gathering", key=True),
    link_to("person", key=True),
    Column("text", Text, nullable=False),
    Column("remind_at", Instant),
    Index("ix_first_step_person_id", "person_id"),
)
