"""Gatherings, blocks and links as rows, there and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Row

from gatherings.gathering import Contact, Gathering, GatheringId, Language, NetworkId, Stream, StreamAudience
from gatherings.programme import Block, BlockId, Contributor, EndSource, Kind, Programme
from gatherings.questions import Question
from gatherings.store.schedules import schedule_json, schedule_of
from gatherings.store.terms import terms_columns as _terms_columns
from gatherings.store.terms import terms_of as _terms
from gatherings.terms import Mode

MINUTE: Final = timedelta(minutes=1)


def gathering_of(row: Row[Any], blocks: Sequence[Row[Any]], streams: Sequence[Row[Any]]) -> Gathering:
    """The gathering of a row, of the blocks in their order, and of the links; those of others are passed over."""
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


def gathering_columns(made: Gathering) -> dict[str, object]:
    """The row of a gathering, without its id and its edition."""
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


def block_columns(made: Block, gathering_id: GatheringId, position: int) -> dict[str, object]:
    """The row of a block, which stands at this place in the programme."""
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


def stream_columns(made: Stream, gathering_id: GatheringId) -> dict[str, object]:
    """The row of a link."""
    key = f"{gathering_id}:{made.block_id or ''}"
    return {
        "id": key,
        "gathering_id": gathering_id,
        "block_id": made.block_id,
        "url": made.url,
        "audience": made.audience.value,
    }
