"""Lanes: all that goes to one tenant of one channel, at one pace that the replicas share."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, literal_column, select, update

from gatherings.store.database import Tx
from gatherings.store.tables import delivery, pacing


@dataclass(frozen=True, slots=True)
class Lane:
    """All that goes to one tenant of one channel. The next send may start at `free_at` (machine time)."""

    channel: str
    tenant: str
    free_at: datetime


BEYOND: Final = timedelta(minutes=1)
"""Nobody takes a lane so far ahead: where it is, the machine's clock has been set back since, and it is free."""

_LANES = (
    select(pacing)
    .where(
        pacing.c.channel.in_(bindparam("channels", expanding=True)),
        (pacing.c.free_at <= bindparam("soon")) | (pacing.c.free_at > bindparam("beyond")),
        select(delivery.c.id)
        .where(
            delivery.c.channel == pacing.c.channel,
            delivery.c.tenant == pacing.c.tenant,
            delivery.c.state == literal_column("'waiting'"),  # as text: the partial index asks for it
            delivery.c.visible_at <= bindparam("now"),
        )
        .exists(),
    )
    .order_by(pacing.c.channel, pacing.c.tenant)
    .with_for_update(of=pacing, skip_locked=True)
)


async def claim_lanes(tx: Tx, channels: Collection[str], *, machine_now: datetime, until: datetime) -> list[Lane]:
    """The lanes of these channels in which something may go by `until`, locked until the commit.

    Those that another replica holds are left out: nobody waits, and each tenant's pace is kept by one at a time.
    """
    beyond = machine_now + BEYOND
    where = {"channels": sorted(channels), "now": machine_now, "soon": until, "beyond": beyond}
    rows = await tx.execute(_LANES, where)
    return [Lane(row.channel, row.tenant, machine_now if row.free_at > beyond else row.free_at) for row in rows]


async def save_lane(tx: Tx, lane: Lane) -> None:
    """Keeps when the lane is free again."""
    row = pacing.c.channel == lane.channel, pacing.c.tenant == lane.tenant
    await tx.execute(update(pacing).where(*row).values(free_at=lane.free_at))
