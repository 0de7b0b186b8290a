"""Cards that change: where one stands, and what of them has changed since it was shown."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Select, func, literal_column, select, update

from gatherings.gathering import GatheringId
from gatherings.postings.posting import Posting, PostingKind, PostingState
from gatherings.postings.renewed import RENEWS
from gatherings.store.postings import kept
from gatherings.store.recipients import count_signed_up
from gatherings.store.tables import conversation, delivery, gathering, posting
from gatherings.store.transaction import Tx

REPLACED_IN: Final = ("slack", "teams")
"""Channels in which a message can take the place of another; in the others the next one says how things stand."""
MANY: Final = 400
"""Where more conversations show a card, only those of several people are renewed: ten seconds of a tenant's pace."""
SHOWS, RENEWED_AT = "shows", "renewed_at"


def shown_in(renewal: Posting, channels: Collection[str] | None) -> Select[Any]:
    """id, channel and tenant of each conversation in which the card stands, and the receipt of it there."""
    in_channels = REPLACED_IN if channels is None else sorted({*REPLACED_IN} & {*channels})
    return (
        select(conversation.c.id, conversation.c.channel, conversation.c.tenant, delivery.c.receipt)
        .join(delivery, delivery.c.conversation_id == conversation.c.id)
        .join(posting, posting.c.id == delivery.c.posting_id)
        .where(
            posting.c.key == renewal.facts[RENEWS],
            delivery.c.state == literal_column("'sent'"),
            delivery.c.receipt != "",
            conversation.c.channel.in_(in_channels),
            conversation.c.unreachable_at.is_(None),
        )
    )


async def renewed_in(tx: Tx, renewal: Posting, channels: Collection[str] | None) -> Select[Any]:
    """`shown_in`, or of those the groups and channels alone where they are many."""
    everywhere = shown_in(renewal, channels)
    places = (await tx.execute(select(func.count()).select_from(everywhere.subquery()))).scalar_one()
    return everywhere if places <= MANY else everywhere.where(conversation.c.person_id.is_(None))


@dataclass(frozen=True, slots=True)
class Opening:
    """A posting of an open registration that stands: what it shows, and when it was last renewed (machine time)."""

    id: str
    posting: Posting
    signed_up: int

    @property
    def shows(self) -> str | None:
        return self.posting.facts.get(SHOWS)

    @property
    def renewed_at(self) -> datetime | None:
        at = self.posting.facts.get(RENEWED_AT)
        return None if at is None else datetime.fromisoformat(at)


async def list_openings(tx: Tx, *, today: date, only: str | None = None) -> list[Opening]:
    """Those of the gatherings that are not over; with `only` that one, locked until the commit."""
    query = (
        select(posting)
        .join(gathering, gathering.c.id == posting.c.gathering_id)
        .where(
            gathering.c.ends_on >= today,
            posting.c.kind == PostingKind.OPENING,
            posting.c.state == PostingState.FIRED,
        )
    )
    if only is not None:
        query = query.where(posting.c.id == only).with_for_update(of=posting)
    rows = (await tx.execute(query)).all()
    counts = {one: await count_signed_up(tx, one) for one in {GatheringId(row.gathering_id) for row in rows}}
    return [Opening(row.id, kept(row).posting, counts[GatheringId(row.gathering_id)]) for row in rows]


async def note_shown(tx: Tx, posting_id: str, posted: Posting, *, shows: str, at: datetime) -> None:
    """Remembers what a card shows, and since when (machine time)."""
    facts = {**posted.facts, SHOWS: shows, RENEWED_AT: at.isoformat()}
    await tx.execute(update(posting).where(posting.c.id == posting_id).values(facts=facts))
