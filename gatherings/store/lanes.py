"""Lanes: all that goes to one tenant of one channel, at one pace that the replicas share."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import CTE, ColumnElement, bindparam, literal, literal_column, select, tuple_, update

from gatherings.store.inserting import insert_or_ignore
from gatherings.store.tables import delivery, pacing
from gatherings.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class Lane:
    """All that goes to one tenant of one channel. The next send may start at `free_at` (machine time)."""

    channel: str
    tenant: str
    free_at: datetime


EVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
BEYOND: Final = timedelta(minutes=1)
"""Nobody takes a lane so far ahead: where it is, the machine's clock has been set back since, and it is free."""

_LANES = (
    select(pacing)
    .where(
        pacing.c.channel.in_(bindparam("channels", expanding=True)),
        (pacing.c.free_at <= bindparam("soon"))
        | (pacing.c.free_at > bindparam("beyond"))
        | (tuple_(*pacing.primary_key, pacing.c.free_at).in_(bindparam("own", expanding=True))),
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


async def claim_lanes(
    tx: Tx, channels: Collection[str], *, machine_now: datetime, until: datetime, own: Collection[Lane] = ()
) -> list[Lane]:
    """The lanes of these channels in which something may go by `until`, and those of `own` that are as they were saved;
    locked until the commit.

    Those that another replica holds are left out: nobody waits, and each tenant's pace is kept by one at a time.
    """
    beyond, saved = machine_now + BEYOND, [(lane.channel, lane.tenant, lane.free_at) for lane in own]
    where = {"channels": sorted(channels), "now": machine_now, "soon": until, "beyond": beyond, "own": saved}
    rows = await tx.execute(_LANES, where)
    return [Lane(row.channel, row.tenant, machine_now if row.free_at > beyond else row.free_at) for row in rows]


def _waited_in() -> CTE:
    """Channel and tenant of each lane in which something waits, each looked up once: there are few, of many rows."""
    first, later, found = delivery.alias(), delivery.alias(), delivery.alias()
    waits: ColumnElement[str] = literal_column("'waiting'")
    one = select(first.c.channel, first.c.tenant).where(first.c.state == waits)
    begins = one.order_by(first.c.channel, first.c.tenant).limit(1).subquery()
    lane = select(begins.c.channel, begins.c.tenant).cte("lane", recursive=True)
    beyond = tuple_(later.c.channel, later.c.tenant) > tuple_(lane.c.channel, lane.c.tenant)
    following = select(later.c.id).where(later.c.state == waits, beyond).order_by(later.c.channel, later.c.tenant)
    following_id = following.limit(1).correlate(lane).scalar_subquery()
    return lane.union_all(select(found.c.channel, found.c.tenant).join_from(lane, found, found.c.id == following_id))


_WAITED_IN: Final = _waited_in()
_NEW: Final = select(_WAITED_IN.c.channel, _WAITED_IN.c.tenant, literal(EVER, pacing.c.free_at.type))


async def add_lanes(tx: Tx) -> None:
    """A row of pacing for each tenant that something waits for, where it is new, in one order for all replicas."""
    new = _NEW.order_by(_WAITED_IN.c.channel, _WAITED_IN.c.tenant)
    await tx.execute(insert_or_ignore(tx, pacing).from_select(["channel", "tenant", "free_at"], new))


async def add_lane(tx: Tx, channel: str, tenant: str) -> None:
    """A row of pacing for one tenant, where it is new."""
    await tx.execute(insert_or_ignore(tx, pacing).values(channel=channel, tenant=tenant, free_at=EVER))


async def save_lane(tx: Tx, lane: Lane) -> None:
    """Keeps when the lane is free again."""
    row = pacing.c.channel == lane.channel, pacing.c.tenant == lane.tenant
    await tx.execute(update(pacing).where(*row).values(free_at=lane.free_at))
