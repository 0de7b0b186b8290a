"""A table of every kind of column that ours have, and statements on it that may be prepared."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from gatherings.store.columns import Instant

THING: Final = sa.Table(
    "thing",
    sa.MetaData(),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("at", Instant),
    sa.Column("day", sa.Date),
    sa.Column("hour", sa.Time),
    sa.Column("told", sa.JSON),
    sa.Column("is_so", sa.Boolean),
    sa.Column("many", sa.BigInteger),
    prefixes=["TEMPORARY"],
)
ADD: Final = sa.insert(THING)
OF_ID: Final = sa.select(THING, sa.literal("7 %").label("seven")).where(THING.c.id == sa.bindparam("id"))
OF_MANY: Final = sa.update(THING).where(THING.c.many == sa.bindparam("old")).values(many=sa.bindparam("new"))
OF_IDS: Final = sa.select(THING.c.many).where(THING.c.id.in_(sa.bindparam("ids", expanding=True)))
