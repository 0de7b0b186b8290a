"""Pending imports: programmes that have been read and are looked at before they are saved."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import gatherings.store.columns

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_INSTANT = gatherings.store.columns.Instant(timezone=True)


def upgrade() -> None:
    op.create_table(
        "pending_import",
        sa.Column("id", sa.Text(), nullable=False),
        _link("person", nullable=False),
        _link("network", nullable=True),
        _link("gathering", nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("as_read", sa.JSON(), nullable=False),
        sa.Column("draft", sa.JSON(), nullable=False),
        sa.Column("changed_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_import")),
    )
    op.create_index("ix_pending_import_person_id", "pending_import", ["person_id"])


def _link(to: str, *, nullable: bool) -> sa.Column[str]:
    key = op.f(f"fk_pending_import_{to}_id")
    known = sa.ForeignKey(f"{to}.id", name=key, ondelete="CASCADE")
    return sa.Column(f"{to}_id", sa.Text(), known, nullable=nullable)


def downgrade() -> None:
    op.drop_table("pending_import")
