"""What a gathering is kept by in memory, and indexes by which seats are counted and places given."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_GATHERING = sa.table("gathering", sa.column("edition", sa.Text()))
_DRAWN = {"sqlite": sa.text("lower(hex(randomblob(16)))"), "postgresql": sa.text("gen_random_uuid()::text")}


def upgrade() -> None:
    op.add_column("gathering", sa.Column("edition", sa.Text(), nullable=True))
    op.execute(_GATHERING.update().values(edition=_DRAWN[op.get_bind().dialect.name]))
    op.create_index("ix_registration_seats", "registration", ["gathering_id", "seat", "organisation_id", "id"])
    op.create_index("ix_registration_places", "registration", ["gathering_id", "place"])
    _index_offers("ix_registration_offers", ["gathering_id", "offered_until"])
    op.drop_index("ix_registration_offered_until", "registration")


def downgrade() -> None:
    _index_offers("ix_registration_offered_until", ["offered_until"])
    op.drop_index("ix_registration_offers", "registration")
    op.drop_index("ix_registration_places", "registration")
    op.drop_index("ix_registration_seats", "registration")
    op.drop_column("gathering", "edition")


def _index_offers(name: str, columns: list[str]) -> None:
    offered = sa.text("offered_until IS NOT NULL")
    op.create_index(name, "registration", columns, postgresql_where=offered, sqlite_where=offered)
