"""Gatherings and their programmes: written and planned, followed, streamed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from gatherings.actions.actor import Actor, require_organiser
from gatherings.actions.seats import offer_free_seats
from gatherings.agenda import Agenda
from gatherings.errors import (
    ChangedMeanwhile,
    NoSuchBlock,
    NoSuchGathering,
    NotALink,
)
from gatherings.gathering import Gathering, GatheringId, Stream, StreamAudience
from gatherings.postings.plan import Changes, decide_changes
from gatherings.programme import BlockId
from gatherings.store import Tx, follows
from gatherings.store.fees import remove_fees
from gatherings.store.gatherings import get_gathering_by_id, lock_gathering, save_gathering
from gatherings.store.postings import list_postings, save_changes

MAX_LINK_LENGTH: Final = 2000


async def save_and_plan(tx: Tx, changed: Gathering, *, now: datetime) -> Changes:
    """Writes a gathering, its version raised where anything is new, and brings its postings to the plan.

    Returns what was planned and withdrawn. A link of a block that is gone goes with it; seats that the change adds are
    offered to those who wait; at a cancelled gathering nobody owes anything. Raises ChangedMeanwhile where the
    gathering is no longer as it was read.
    """
    stored = await lock_gathering(tx, changed.id)
    if stored is not None and stored.version != changed.version:
        raise ChangedMeanwhile(slug=changed.slug)
    saved = replace(changed, streams=_streams_that_stand(changed))
    if saved != stored:
        saved = replace(saved, version=changed.version + 1)
        await save_gathering(tx, saved)
    changes = decide_changes(Agenda(saved), await list_postings(tx, saved.id), before=stored, now=now)
    await save_changes(tx, changes)
    if saved.is_cancelled:
        await remove_fees(tx, saved.id)
    elif stored is not None and stored != saved:
        await offer_free_seats(tx, saved, now=now)
    return changes


def _streams_that_stand(gathering: Gathering) -> tuple[Stream, ...]:
    """The links of the gathering and of its blocks, in the store's order."""
    ids = {None, *(block.id for block in gathering.programme)}
    return tuple(sorted((s for s in gathering.streams if s.block_id in ids), key=lambda s: s.block_id or ""))


async def follow_programme(tx: Tx, actor: Actor, gathering_id: GatheringId, *, now: datetime) -> bool:
    """The conversation follows from now on; False when it did already. In a group or a channel: organisers only."""
    if not actor.is_in_private:
        await require_organiser(tx, actor.person_id, gathering_id)
    return await follows.add_follow(tx, gathering_id, actor.conversation.id, at=now)


async def stop_following(tx: Tx, actor: Actor) -> list[GatheringId]:
    """What the conversation no longer follows. In a group or a channel: organisers only."""
    if not actor.is_in_private:
        for followed in await follows.list_followed(tx, actor.conversation.id):
            await require_organiser(tx, actor.person_id, followed)
    return await follows.remove_follows(tx, actor.conversation.id)


async def set_stream(
    tx: Tx,
    gathering_id: GatheringId,
    url: str,
    *,
    block_id: BlockId | None = None,
    audience: StreamAudience = StreamAudience.REGISTERED,
    now: datetime,
) -> Gathering:
    """The gathering with its link set, for one block or as a whole. Raises NotALink, NoSuchGathering, NoSuchBlock."""
    stream = Stream(link_of(url), audience, block_id)
    found = await lock_gathering(tx, gathering_id)
    if found is None:
        raise NoSuchGathering(slug=gathering_id)
    if block_id is not None and all(block.id != block_id for block in found.programme):
        raise NoSuchBlock(block=block_id, slug=found.slug)
    others = tuple(other for other in found.streams if other.block_id != block_id)
    await save_and_plan(tx, replace(found, streams=(*others, stream)), now=now)
    return await get_gathering_by_id(tx, gathering_id)


def link_of(url: str) -> str:
    """The address as given, trimmed. Raises NotALink where it is not https with a host."""
    url = url.strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        raise NotALink(url=url[:80]) from None
    is_plain = url.isprintable() and " " not in url and len(url) <= MAX_LINK_LENGTH
    if parts.scheme != "https" or not parts.hostname or not is_plain:
        raise NotALink(url=url[:80])
    return url
