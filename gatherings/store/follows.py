"""Which conversation follows which gathering."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select

from gatherings.gathering import GatheringId
from gatherings.people import ConversationId
from gatherings.store.inserting import insert_or_ignore
from gatherings.store.tables import follow
from gatherings.store.transaction import Tx


async def add_follow(tx: Tx, gathering_id: GatheringId, conversation_id: ConversationId, *, at: datetime) -> bool:
    """True when it is new, False when the conversation followed already."""
    values = {"gathering_id": gathering_id, "conversation_id": conversation_id, "since": at}
    return (await tx.execute(insert_or_ignore(tx, follow).values(**values))).rowcount == 1


async def remove_follows(tx: Tx, conversation_id: ConversationId) -> list[GatheringId]:
    """The gatherings that the conversation no longer follows."""
    followed = await list_followed(tx, conversation_id)
    await tx.execute(delete(follow).where(follow.c.conversation_id == conversation_id))
    return followed


async def list_followed(tx: Tx, conversation_id: ConversationId) -> list[GatheringId]:
    """The gatherings a conversation follows, the newest choice first."""
    query = select(follow.c.gathering_id).where(follow.c.conversation_id == conversation_id)
    return [GatheringId(row.gathering_id) for row in await tx.execute(query.order_by(follow.c.since.desc()))]


async def count_following(tx: Tx, gathering_id: GatheringId) -> int:
    query = select(func.count()).select_from(follow).where(follow.c.gathering_id == gathering_id)
    return (await tx.execute(query)).scalar_one()
