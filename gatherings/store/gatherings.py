"""Gatherings with their programmes and streams in the database.

What was read is kept by its edition, which the database is asked for each time. With each writing a gathering gets an
edition that nothing else ever has: what is kept is what was written then, and what was rolled back is never asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import BindParameter, Row, and_, bindparam, delete, insert, select, update

from gatherings.errors import NoSuchGathering
from gatherings.gathering import Gathering, GatheringId
from gatherings.people import PersonId
from gatherings.store.gathering_rows import block_columns, gathering_columns, gathering_of, stream_columns
from gatherings.store.prepared import Sent
from gatherings.store.registration_tables import registration
from gatherings.store.registrations import ACTIVE
from gatherings.store.tables import block, gathering, stream
from gatherings.store.transaction import Tx
from gatherings.terms import Mode


async def save_gathering(tx: Tx, made: Gathering) -> None:
    """Writes a gathering as it is now, programme and streams and all, new or known."""
    columns = {**gathering_columns(made), "edition": uuid4().hex}
    known = await tx.execute(update(gathering).where(gathering.c.id == made.id).values(**columns))
    if known.rowcount == 0:
        await tx.execute(insert(gathering).values(id=made.id, **columns))
    await tx.execute(delete(stream).where(stream.c.gathering_id == made.id))
    await tx.execute(delete(block).where(block.c.gathering_id == made.id))
    if made.programme:
        rows = [block_columns(b, made.id, position) for position, b in enumerate(made.programme)]
        await tx.execute(insert(block), rows)
    if made.streams:
        await tx.execute(insert(stream), [stream_columns(s, made.id) for s in made.streams])


async def find_gathering(tx: Tx, slug: str) -> Gathering | None:
    found = (await tx.execute(_BY_SLUG, {"slug": slug})).first()
    return None if found is None else await at_edition(tx, GatheringId(found.id), found.edition)


async def get_gathering(tx: Tx, slug: str) -> Gathering:
    """Raises NoSuchGathering."""
    found = await find_gathering(tx, slug)
    if found is None:
        raise NoSuchGathering(slug=slug)
    return found


async def get_gathering_by_id(tx: Tx, gathering_id: GatheringId) -> Gathering:
    """Raises NoSuchGathering."""
    return await at_edition(tx, gathering_id, await get_edition(tx, gathering_id))


async def lock_gathering(tx: Tx, gathering_id: GatheringId) -> Gathering | None:
    """The gathering, which nobody else can change or fire until the commit; None where it is new.

    An SQLite transaction that may write has everything to itself, and only looks.
    """
    return await get_locked_by(tx, send_lock(tx, gathering_id), gathering_id)


def send_lock(tx: Tx, gathering_id: GatheringId) -> Sent:
    """As `lock_gathering`, but it goes with what is asked next, which sees what stands when we have the lock."""
    return tx.send(_LOCK, {"gathering_id": gathering_id})


async def get_locked_by(tx: Tx, lock: Sent, gathering_id: GatheringId) -> Gathering | None:
    """The gathering that was locked; None where it is new."""
    found = (await lock.result()).first()
    return None if found is None else await at_edition(tx, gathering_id, found.edition)


async def get_edition(tx: Tx, gathering_id: GatheringId) -> str | None:
    """What the gathering is kept by; None when it is gone."""
    return (await tx.execute(_EDITION, {"gathering_id": gathering_id})).scalar()


async def at_edition(tx: Tx, gathering_id: GatheringId, edition: str | None) -> Gathering:
    """The gathering as it is now, read unless what is kept is of this edition. Raises NoSuchGathering."""
    kept = _kept.get(gathering_id)
    return kept[1] if kept is not None and kept[0] == edition else await _read(tx, gathering_id)


def forget_kept() -> None:
    """Everything is read anew, as by a process that has just begun."""
    _kept.clear()


_kept: Final[dict[GatheringId, tuple[str, Gathering]]] = {}
"""Of each gathering the last edition that was read."""
KEPT_AT_MOST: Final = 200


async def _read(tx: Tx, gathering_id: GatheringId) -> Gathering:
    """All of it at one instant: on a server it may be changed between one look and the next, and is read again."""
    while True:
        row = (await tx.execute(_BY_ID, {"gathering_id": gathering_id})).first()
        if row is None:
            raise NoSuchGathering(slug=gathering_id)
        blocks, streams = [(await tx.execute(query, {"id": gathering_id})).all() for query in _OF_ONE]
        read = gathering_of(row, blocks, streams)
        if await get_edition(tx, gathering_id) == row.edition:
            break
    _kept.pop(gathering_id, None)
    if row.edition is not None:
        if len(_kept) >= KEPT_AT_MOST:
            _kept.pop(next(iter(_kept)))
        _kept[gathering_id] = row.edition, read
    return read


async def list_gatherings(tx: Tx) -> list[Gathering]:
    """All gatherings with their programmes, by date."""
    rows = (await tx.execute(_ALL)).all()
    ids = {"ids": [row.id for row in rows]}
    blocks, streams = [(await tx.execute(query, ids)).all() for query in _OF_MANY]
    return [gathering_of(row, blocks, streams) for row in rows]


@dataclass(frozen=True, slots=True)
class Listed:
    """A gathering as it stands in a list: enough to tell which one is meant. Days are inclusive.

    In a list for a person `is_theirs` is whether they have a seat or wait for one, and `seat` which they have.
    """

    id: GatheringId
    edition: str | None
    title: str
    starts_on: date
    ends_on: date
    is_cancelled: bool = False
    is_theirs: bool = False
    seat: Mode | None = None


async def list_current(tx: Tx, *, from_day: date, person_id: PersonId | None = None) -> list[Listed]:
    """The gatherings that have not ended before a day, by date; cancelled ones as well. With a person's own seats."""
    rows = await tx.execute(_CURRENT, {"from_day": from_day, "person_id": person_id})
    return [_listed(row) for row in rows]


def _listed(row: Row[Any]) -> Listed:
    seat = None if row.seat is None else Mode(row.seat)
    return Listed(
        GatheringId(row.id), row.edition, row.title, row.starts_on, row.ends_on, row.is_cancelled, row.is_theirs, seat
    )


_CURRENT = (
    select(
        gathering.c.id,
        gathering.c.edition,
        gathering.c.title,
        gathering.c.starts_on,
        gathering.c.ends_on,
        gathering.c.is_cancelled,
        ACTIVE.label("is_theirs"),
        registration.c.seat,
    )
    .outerjoin(
        registration,
        and_(registration.c.gathering_id == gathering.c.id, registration.c.person_id == bindparam("person_id")),
    )
    .where(gathering.c.ends_on >= bindparam("from_day"))
    .order_by(gathering.c.starts_on, gathering.c.slug)
)


# Put together once: with its columns a statement costs as much to build as to run.
_ALL = select(gathering).order_by(gathering.c.starts_on, gathering.c.slug)
_BY_ID = _ALL.where(gathering.c.id == bindparam("gathering_id"))
_EDITION = select(gathering.c.edition).where(gathering.c.id == bindparam("gathering_id"))
_LOCK = _EDITION.with_for_update(key_share=True)
_BY_SLUG = select(gathering.c.id, gathering.c.edition).where(gathering.c.slug == bindparam("slug"))
_BLOCKS, _STREAMS = select(block).order_by(block.c.position), select(stream)
_IDS: BindParameter[list[str]] = bindparam("ids", expanding=True)
_ID: BindParameter[str] = bindparam("id")
_OF_MANY = _BLOCKS.where(block.c.gathering_id.in_(_IDS)), _STREAMS.where(stream.c.gathering_id.in_(_IDS))
_OF_ONE = _BLOCKS.where(block.c.gathering_id == _ID), _STREAMS.where(stream.c.gathering_id == _ID)
"""A list is written into its statement anew each time, which costs as much as the rest."""
