"""Gatherings with their programmes and streams in the database.

What was read is kept by its edition, which the database is asked for each time. With each writing a gathering gets an
edition that nothing else ever has: what is kept is what was written then, and what was rolled back is never asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import BindParameter, Row, and_, bindparam, delete, insert, select, update

from gatherings.errors import NoSuchGathering
from gatherings.gathering import Contact, Gathering, GatheringId, Language, NetworkId, Stream, StreamAudience
from gatherings.people import PersonId
from gatherings.programme import Block, BlockId, Contributor, EndSource, Kind, Programme
from gatherings.questions import Question
from gatherings.store.database import Tx
from gatherings.store.registration_tables import registration
from gatherings.store.registrations import ACTIVE
from gatherings.store.schedules import schedule_json, schedule_of
from gatherings.store.tables import block, gathering, stream
from gatherings.store.terms import terms_columns as _terms_columns
from gatherings.store.terms import terms_of as _terms
from gatherings.terms import Mode

MINUTE = timedelta(minutes=1)


async def save_gathering(tx: Tx, made: Gathering) -> None:
    """Writes a gathering as it is now, programme and streams and all, new or known."""
    columns = {**_columns(made), "edition": uuid4().hex}
    known = await tx.execute(update(gathering).where(gathering.c.id == made.id).values(**columns))
    if known.rowcount == 0:
        await tx.execute(insert(gathering).values(id=made.id, **columns))
    await tx.execute(delete(stream).where(stream.c.gathering_id == made.id))
    await tx.execute(delete(block).where(block.c.gathering_id == made.id))
    if made.programme:
        rows = [_block_columns(b, made.id, position) for position, b in enumerate(made.programme)]
        await tx.execute(insert(block), rows)
    if made.streams:
        await tx.execute(insert(stream), [_stream_columns(s, made.id) for s in made.streams])


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
    found = (await tx.execute(_LOCK, {"gathering_id": gathering_id})).first()
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
        read = _gathering(row, blocks, streams)
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
    return [_gathering(row, blocks, streams) for row in rows]


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


def _gathering(row: Row[Any], blocks: Sequence[Row[Any]], streams: Sequence[Row[Any]]) -> Gathering:
    contact = Contact(row.contact_name, row.contact_phone, row.contact_email) if row.contact_name else None
    return Gathering(
        id=GatheringId(row.id),
        network_id=NetworkId(row.network_id),
        slug=row.slug,
        title=row.title,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        starts=row.starts,
        ends=row.ends,
        timezone=row.timezone,
        venue=row.venue,
        place=row.place,
        terms=_terms(row),
        language=Language(row.language),
        lead=row.lead_minutes * MINUTE,
        contact=contact,
        is_cancelled=row.is_cancelled,
        version=row.version,
        programme=_programme([b for b in blocks if b.gathering_id == row.id]),
        streams=tuple(_stream(s) for s in sorted(streams, key=_block_of) if s.gathering_id == row.id),
        questions=tuple(_question(asked) for asked in row.questions),
        evaluation=schedule_of(row.evaluation),
        attendance_closed_at=row.attendance_closed_at,
    )


def _question(kept: dict[str, Any]) -> Question:
    mode = kept["mode"]
    return Question(**{**kept, "choices": tuple(kept["choices"]), "mode": None if mode is None else Mode(mode)})


def _programme(rows: Sequence[Row[Any]]) -> Programme:
    return tuple(
        Block(
            id=BlockId(row.id),
            day=row.day,
            start=row.start,
            title=row.title,
            end=row.end,
            end_source=EndSource(row.end_source),
            kind=Kind(row.kind),
            text=row.text,
            notes=row.notes,
            people=tuple(Contributor(**person) for person in row.people),
            streamed=row.streamed,
            room=row.room,
            track=row.track,
        )
        for row in rows
    )


def _block_of(row: Row[Any]) -> str:
    return row.block_id or ""


def _stream(row: Row[Any]) -> Stream:
    return Stream(row.url, StreamAudience(row.audience), None if row.block_id is None else BlockId(row.block_id))


def _columns(made: Gathering) -> dict[str, object]:
    contact = made.contact
    return {
        "network_id": made.network_id,
        "slug": made.slug,
        "title": made.title,
        "starts_on": made.starts_on,
        "ends_on": made.ends_on,
        "starts": made.starts,
        "ends": made.ends,
        "timezone": made.timezone,
        "venue": made.venue,
        "place": made.place,
        **_terms_columns(made.terms),
        "language": made.language,
        "lead_minutes": made.lead // MINUTE,
        "contact_name": contact.name if contact else None,
        "contact_phone": contact.phone if contact else None,
        "contact_email": contact.email if contact else None,
        "is_cancelled": made.is_cancelled,
        "version": made.version,
        "questions": [asdict(question) for question in made.questions],
        "evaluation": schedule_json(made.evaluation),
        "attendance_closed_at": made.attendance_closed_at,
    }


def _block_columns(made: Block, gathering_id: GatheringId, position: int) -> dict[str, object]:
    return {
        "id": made.id,
        "gathering_id": gathering_id,
        "position": position,
        "day": made.day,
        "start": made.start,
        "end": made.end,
        "end_source": made.end_source.value,
        "title": made.title,
        "kind": made.kind.value,
        "text": made.text,
        "notes": made.notes,
        "people": [asdict(person) for person in made.people],
        "streamed": made.streamed,
        "room": made.room,
        "track": made.track,
    }


def _stream_columns(made: Stream, gathering_id: GatheringId) -> dict[str, object]:
    key = f"{gathering_id}:{made.block_id or ''}"
    return {
        "id": key,
        "gathering_id": gathering_id,
        "block_id": made.block_id,
        "url": made.url,
        "audience": made.audience.value,
    }
