"""Where else somebody is reached, when the platform does not let us write to their chat."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import uuid4

from sqlalchemy import case, insert, or_, select

from gatherings.people import WEB, EmailSource, PersonId
from gatherings.store.audiences import EARLIER_CALLS_LOUDER
from gatherings.store.lanes import add_lane
from gatherings.store.profiles import EMAIL, ensure_mailbox, get_person
from gatherings.store.tables import conversation, delivery, person
from gatherings.store.transaction import Tx

KNOWN_TO_BE_THEIRS: Final = (EmailSource.VOUCHED, EmailSource.CONFIRMED, EmailSource.INVITED)
"""What somebody only typed may be anybody's address."""


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation in which somebody is reached."""

    id: str
    channel: str
    tenant: str


async def find_elsewhere(tx: Tx, person_id: PersonId, posting_id: str, *, channels: Collection[str]) -> Place | None:
    """The chat or the mailbox that calls for them loudest, and has not had the posting; None where there is none."""
    known = await get_person(tx, person_id)
    if EMAIL in channels and known is not None and known.email and known.email_source in KNOWN_TO_BE_THEIRS:
        await ensure_mailbox(tx, person_id, new_id=uuid4().hex, name=known.name, address=known.email)
    had = select(delivery.c.conversation_id).where(delivery.c.posting_id == posting_id)
    order = {name: place for place, name in enumerate(EARLIER_CALLS_LOUDER)}
    query = (
        select(conversation.c.id, conversation.c.channel, conversation.c.tenant)
        .join(person, person.c.id == conversation.c.person_id)
        .where(
            conversation.c.person_id == person_id,
            conversation.c.unreachable_at.is_(None),
            conversation.c.channel.in_(sorted({*channels} - {WEB})),
            conversation.c.id.not_in(had),
            or_(conversation.c.channel != EMAIL, person.c.email_source.in_(KNOWN_TO_BE_THEIRS)),
        )
        .order_by(case(order, value=conversation.c.channel, else_=len(order)), conversation.c.id)
        .limit(1)
    )
    found = (await tx.execute(query)).first()
    return None if found is None else Place(found.id, found.channel, found.tenant)


async def send_elsewhere(tx: Tx, posting_id: str, place: Place, *, machine_now: datetime) -> None:
    """Writes the delivery of a posting to that place."""
    await add_lane(tx, place.channel, place.tenant)
    to = {"conversation_id": place.id, "channel": place.channel, "tenant": place.tenant}
    waiting = {"posting_id": posting_id, "state": "waiting", "visible_at": machine_now, "attempts": 0}
    await tx.execute(insert(delivery).values(**to, **waiting))
