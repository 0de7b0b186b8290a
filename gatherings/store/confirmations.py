"""An answer with consequences: kept as a delivery in the commit of what it confirms, and sent by the turn itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select

from gatherings.people import Conversation
from gatherings.postings.posting import Posting, PostingState
from gatherings.store.database import Tx
from gatherings.store.deliveries import LEASE
from gatherings.store.postings import add_lane, add_postings, settle
from gatherings.store.tables import delivery, posting


async def add_confirmation(
    tx: Tx, made: Posting, here: Conversation, *, now: datetime, machine_now: datetime
) -> int | None:
    """The delivery of a posting to the conversation in which it is answered; None where the same was told before.

    It is leased as if it had just been claimed: should this process end before it is sent and marked, the courier
    carries it when the lease is over.
    """
    await add_postings(tx, [made])
    row = (await tx.execute(select(posting.c.id, posting.c.state).where(posting.c.key == made.key))).first()
    if row is None or row.state != PostingState.PLANNED:
        return None
    await settle(tx, row.id, PostingState.FIRED, at=now)
    await add_lane(tx, here.channel, here.tenant)
    added = insert(delivery).values(
        posting_id=row.id,
        conversation_id=here.id,
        channel=here.channel,
        tenant=here.tenant,
        state="waiting",
        visible_at=machine_now + LEASE,
        attempts=1,
    )
    return int((await tx.execute(added.returning(delivery.c.id))).scalar_one())
