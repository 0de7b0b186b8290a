"""A delivery that the platform does not let through to somebody's chat goes another way, or they are told of one."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime

from gatherings.agenda import Agenda
from gatherings.postings.posting import Audience, PostingKind
from gatherings.postings.unreached import TO_WHOLE_CONVERSATIONS, unreached, unreached_room
from gatherings.store import Tx
from gatherings.store.deliveries import Delivery
from gatherings.store.elsewhere import find_elsewhere, send_elsewhere
from gatherings.store.postings import add_postings

log = logging.getLogger(__name__)


async def reach_otherwise(
    tx: Tx, delivery: Delivery, agenda: Agenda, *, channels: Collection[str], now: datetime, machine_now: datetime
) -> None:
    """What was for a person goes to their next chat, or their mailbox. Who followed the programme there is told once
    where it is instead; whom nothing else reaches, through the groups and channels that follow.
    """
    made, person_id = delivery.posting, delivery.person_id
    if person_id is None or made.audience is Audience.SHOWN:
        return
    place = await find_elsewhere(tx, person_id, delivery.posting_id, channels=channels)
    if place is None:
        if made.kind is not PostingKind.UNREACHED:
            await add_postings(tx, [unreached_room(agenda, now=now)])
        told = "room"
    elif made.audience in TO_WHOLE_CONVERSATIONS:
        await add_postings(tx, [unreached(person_id, agenda, now=now)])
        told = "link"
    else:
        await send_elsewhere(tx, delivery.posting_id, place, machine_now=machine_now)
        told = place.channel
    log.info("delivery_went_otherwise id=%d by=%s", delivery.id, told)
