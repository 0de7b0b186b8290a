"""One index for what a conversation has had and for what waits in it; each row is written to one less."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_delivery_of_conversation", "delivery", ["conversation_id", "state", "id"])
    op.drop_index("ix_delivery_order", "delivery")
    op.drop_index("ix_delivery_conversation_id", "delivery")


def downgrade() -> None:
    waiting = sa.text("state = 'waiting'")
    op.create_index("ix_delivery_conversation_id", "delivery", ["conversation_id"])
    op.create_index(
        "ix_delivery_order", "delivery", ["conversation_id", "id"], postgresql_where=waiting, sqlite_where=waiting
    )
    op.drop_index("ix_delivery_of_conversation", "delivery")
