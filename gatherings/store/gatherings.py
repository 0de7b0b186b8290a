"""Gatherings with their programmes and streams in the database. A programme is cached by its version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import BindParameter, Row, Select, and_, bindparam, delete, insert, select, update

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
    known = await tx.execute(update(gathering).where(gathering.c.id == made.id).values(**_columns(made)))
    if known.rowcount == 0:
        await tx.execute(insert(gathering).values(id=made.id, **_columns(made)))
    await tx.execute(delete(stream).where(stream.c.gathering_id == made.id))
    await tx.execute(delete(block).where(block.c.gathering_id == made.id))
    if made.programme:
        rows = [_block_columns(b, made.id, position) for position, b in enumerate(made.programme)]
        await tx.execute(insert(block), rows)
    if made.streams:
        await tx.execute(insert(stream), [_stream_columns(s, made.id) for s in made.streams])


async def find_gathering(tx: Tx, slug: str) -> Gathering | None:
    found = await _load(tx, _BY_SLUG, slug=slug)
    return found[0] if found else None


async def get_gathering(tx: Tx, slug: str) -> Gathering:
    """Raises NoSuchGathering."""
    found = await find_gathering(tx, slug)
    if found is None:
        raise NoSuchGathering(slug=slug)
    return found


async def get_gathering_by_id(tx: Tx, gathering_id: GatheringId) -> Gathering:
    """Raises NoSuchGathering."""
    found = await _load(tx, _BY_ID, gathering_id=gathering_id)
    if not found:
        raise NoSuchGathering(slug=gathering_id)
    return found[0]


async def lock_gathering(tx: Tx, gathering_id: GatheringId) -> Gathering | None:
    """The gathering, which nobody else can change or fire until the commit; None where it is new."""
    if tx.dialect.name == "postgresql":  # an SQLite transaction that may write has everything to itself
        await tx.execute(_LOCK, {"gathering_id": gathering_id})
    found = await _load(tx, _BY_ID, gathering_id=gathering_id)
    return found[0] if found else None


async def list_gatherings(tx: Tx) -> list[Gathering]:
    """All gatherings with their programmes, by date."""
    return await _load(tx, _ALL)


@dataclass(frozen=True, slots=True)
class Listed:
    """A gathering as it stands in a list: enough to tell which one is meant. Days are inclusive.

    In a list for a person `is_theirs` is whether they have a seat or wait for one, and `seat` which they have.
    """

    id: GatheringId
    version: int
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
        GatheringId(row.id), row.version, row.title, row.starts_on, row.ends_on, row.is_cancelled, row.is_theirs, seat
    )


_CURRENT = (
    select(
        gathering.c.id,
        gathering.c.version,
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


async def get_version(tx: Tx, gathering_id: GatheringId) -> int | None:
    """The gathering's version, None when it is gone."""
    return (await tx.execute(_VERSION, {"gathering_id": gathering_id})).scalar()


# Put together once: with its columns a statement costs as much to build as to run.
_ALL = select(gathering).order_by(gathering.c.starts_on, gathering.c.slug)
_BY_ID = _ALL.where(gathering.c.id == bindparam("gathering_id"))
_BY_SLUG = _ALL.where(gathering.c.slug == bindparam("slug"))
_VERSION = select(gathering.c.version).where(gathering.c.id == bindparam("gathering_id"))
_LOCK = select(gathering.c.id).where(gathering.c.id == bindparam("gathering_id")).with_for_update(key_share=True)
_BLOCKS, _STREAMS = select(block).order_by(block.c.position), select(stream)
_IDS: BindParameter[list[str]] = bindparam("ids", expanding=True)
_ID: BindParameter[str] = bindparam("id")
_OF_MANY = _BLOCKS.where(block.c.gathering_id.in_(_IDS)), _STREAMS.where(stream.c.gathering_id.in_(_IDS))
_OF_ONE = _BLOCKS.where(block.c.gathering_id == _ID), _STREAMS.where(stream.c.gathering_id == _ID)
"""A list is written into its statement anew each time, which costs as much as the rest."""


async def _load(tx: Tx, query: Select[Any], **where: str) -> list[Gathering]:
    rows = (await tx.execute(query, where)).all()
    ids = [row.id for row in rows]
    if not ids:
        return []
    of_blocks, of_streams = _OF_ONE if len(ids) == 1 else _OF_MANY
    which = {"id": ids[0]} if len(ids) == 1 else {"ids": ids}
    blocks = (await tx.execute(of_blocks, which)).all()
    streams = (await tx.execute(of_streams, which)).all()
    return [_gathering(row, blocks, streams) for row in rows]


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
