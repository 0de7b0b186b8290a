"""Messages that were not understood, and the terms by which they may be kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    keeps: sa.Column[bool] = sa.Column("keeps_not_understood", sa.Boolean(), server_default=sa.false(), nullable=False)
    op.add_column("gathering", keeps)
    gathering = sa.ForeignKey("gathering.id", name=op.f("fk_not_understood_gathering_id"), ondelete="CASCADE")
    op.create_table(
        "not_understood",
        sa.Column("gathering_id", sa.Text(), gathering, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("nearest", sa.Text(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("gathering_id", "day", "language", "text", name=op.f("pk_not_understood")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("not_understood")
    op.drop_column("gathering", "keeps_not_understood")
