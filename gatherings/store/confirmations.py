"""An answer with consequences: kept as a delivery in the commit of what it confirms, and sent by the turn itself."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, insert, literal_column, select, update

from gatherings.people import Conversation, PersonId
from gatherings.postings.posting import Posting, PostingState
from gatherings.store.deliveries import LEASE
from gatherings.store.lanes import add_lane
from gatherings.store.postings import add_postings, settle
from gatherings.store.profiles import EMAIL
from gatherings.store.tables import conversation, delivery, posting
from gatherings.store.transaction import Tx

PASSIVE: Final = frozenset({"web", "console"})
"""Channels that one has to look into: what is confirmed there goes by e-mail as well, with the calendar file."""


async def add_confirmation(
    tx: Tx,
    made: Posting,
    here: Conversation,
    *,
    channels: Collection[str] = (),
    now: datetime,
    machine_now: datetime,
) -> int | None:
    """The delivery of a posting to the conversation in which it is answered; None where the same was told before.

    From a channel that one has to look into it goes by e-mail besides, where `channels` has that. It is leased as if it
    had just been claimed: should this process end before it is sent and marked, the courier carries it when the lease
    is over. What waits of an earlier one goes no more: it would tell the same, since it is drawn as things stand then.
    """
    await add_postings(tx, [made])
    row = (await tx.execute(select(posting.c.id, posting.c.state).where(posting.c.key == made.key))).first()
    if row is None or row.state != PostingState.PLANNED:
        return None
    await settle(tx, row.id, PostingState.FIRED, at=now)
    await _withdraw_earlier(tx, row.id, made, machine_now=machine_now)
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
    made_id = int((await tx.execute(added.returning(delivery.c.id))).scalar_one())
    if here.channel in PASSIVE and EMAIL in channels:
        await _add_letter(tx, row.id, made.person_id, machine_now=machine_now)
    return made_id


async def _withdraw_earlier(tx: Tx, posting_id: str, made: Posting, *, machine_now: datetime) -> None:
    of = {"newest": posting_id, "whose": made.person_id, "about": made.gathering_id, "what": made.kind}
    tx.send(_WITHDRAW_EARLIER, {**of, "at": machine_now})


_EARLIER: Final = select(posting.c.id).where(
    posting.c.person_id == bindparam("whose"),
    posting.c.gathering_id == bindparam("about"),
    posting.c.kind == bindparam("what"),
    posting.c.id != bindparam("newest"),
)
_WITHDRAW_EARLIER: Final = (
    update(delivery)
    .where(delivery.c.posting_id.in_(_EARLIER), delivery.c.state == literal_column("'waiting'"))
    .values(state=literal_column("'withdrawn'"), settled_at=bindparam("at"))
)


async def _add_letter(tx: Tx, posting_id: str, person_id: PersonId | None, *, machine_now: datetime) -> None:
    mailbox = conversation.c.person_id == person_id, conversation.c.channel == EMAIL
    found = (
        await tx.execute(select(conversation.c.id).where(*mailbox, conversation.c.unreachable_at.is_(None)))
    ).first()
    if found is None:
        return
    await add_lane(tx, EMAIL, "")
    values = {"posting_id": posting_id, "conversation_id": found.id, "channel": EMAIL, "tenant": "", "attempts": 0}
    await tx.execute(insert(delivery).values(**values, state="waiting", visible_at=machine_now))
