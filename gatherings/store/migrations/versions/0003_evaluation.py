"""Evaluations: what is asked, the answers while they can be changed, and the answers that nobody can be known by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import gatherings.store.columns

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_INSTANT = gatherings.store.columns.Instant(timezone=True)
_UNWIPED = sa.text("NOT is_wiped")


def upgrade() -> None:
    op.add_column("gathering", sa.Column("evaluation", sa.JSON(), nullable=False, server_default="{}"))
    op.create_table(
        "evaluation",
        sa.Column("id", sa.Text(), nullable=False),
        _link("evaluation", "gathering"),
        sa.Column("block_id", sa.Text(), nullable=True),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("opened_at", _INSTANT, nullable=False),
        sa.Column("closes_at", _INSTANT, nullable=False),
        sa.Column("closed_at", _INSTANT, nullable=True),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("is_wiped", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation")),
    )
    op.create_index("ix_evaluation_gathering_id", "evaluation", ["gathering_id"])
    op.create_index(
        "ix_evaluation_unwiped", "evaluation", ["closes_at"], postgresql_where=_UNWIPED, sqlite_where=_UNWIPED
    )
    op.create_table(
        "evaluation_secret",
        _link("evaluation_secret", "evaluation"),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("evaluation_id", name=op.f("pk_evaluation_secret")),
    )
    op.create_table(
        "open_answer",
        _link("open_answer", "evaluation"),
        sa.Column("slip", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("evaluation_id", "slip", "question", name=op.f("pk_open_answer")),
        sqlite_with_rowid=False,
    )
    _create_closed("closed_answer", sa.Column("value", sa.Text(), nullable=False), sa.Column("mode", sa.Text()))
    _create_closed(
        "closed_text",
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("likeness", sa.Text(), nullable=True),
        sa.Column("is_hidden", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.create_table(
        "first_step",
        _link("first_step", "gathering"),
        _link("first_step", "person"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("remind_at", _INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("gathering_id", "person_id", name=op.f("pk_first_step")),
    )
    op.create_index("ix_first_step_person_id", "first_step", ["person_id"])


def _link(table: str, to: str) -> sa.Column[str]:
    key = op.f(f"fk_{table}_{to}_id")
    return sa.Column(f"{to}_id", sa.Text(), sa.ForeignKey(f"{to}.id", name=key, ondelete="CASCADE"), nullable=False)


def _create_closed(name: str, *columns: sa.Column[str] | sa.Column[bool]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Text(), nullable=False),
        _link(name, "evaluation"),
        sa.Column("question", sa.Text(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sqlite_with_rowid=False,
    )
    op.create_index(f"ix_{name}_evaluation_id", name, ["evaluation_id"])


def downgrade() -> None:
    for table in ("first_step", "closed_text", "closed_answer", "open_answer", "evaluation_secret", "evaluation"):
        op.drop_table(table)
    op.drop_column("gathering", "evaluation")
