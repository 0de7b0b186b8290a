"""What people do. Each function acts inside the caller's transaction and raises a Refusal when it may not be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit
from uuid import uuid4

from gatherings.agenda import Agenda
from gatherings.errors import (
    ChangedMeanwhile,
    CodeNotValid,
    NoSuchBlock,
    NoSuchGathering,
    NotALink,
    NotAnOrganiser,
    OnlyInPrivate,
    TooManyTries,
)
from gatherings.gathering import Gathering, GatheringId, Stream, StreamAudience
from gatherings.people import Conversation, ConversationKind, PersonId
from gatherings.postings.plan import Changes, decide_changes
from gatherings.programme import BlockId
from gatherings.store import Tx, follows, organisers
from gatherings.store.gatherings import get_gathering_by_id, lock_gathering, save_gathering
from gatherings.store.organisers import Organiser, Scope
from gatherings.store.postings import list_postings, save_changes

CODE_LIVES: Final = timedelta(hours=24)
TRIES: Final = 5
TRIES_WITHIN: Final = timedelta(hours=1)
CODE_LETTERS: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is read as another
CODE_LENGTH: Final = 12
MAX_LINK_LENGTH: Final = 2000


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts, from somewhere."""

    person_id: PersonId
    conversation: Conversation

    @property
    def is_in_private(self) -> bool:
        return self.conversation.kind is ConversationKind.PERSONAL


async def save_and_plan(tx: Tx, changed: Gathering, *, now: datetime) -> Changes:
    """Writes a gathering, its version raised where anything is new, and brings its postings to the plan.

    Returns what was planned and withdrawn. A link of a block that is gone goes with it. Raises ChangedMeanwhile where
    the gathering is no longer as it was read.
    """
    stored = await lock_gathering(tx, changed.id)
    if stored is not None and stored.version != changed.version:
        raise ChangedMeanwhile(slug=changed.slug)
    saved = replace(changed, streams=_streams_that_stand(changed))
    if saved != stored:
        saved = replace(saved, version=changed.version + 1)
        await save_gathering(tx, saved)
    changes = decide_changes(Agenda(saved), await list_postings(tx, saved.id), now=now)
    await save_changes(tx, changes)
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


async def require_organiser(tx: Tx, person_id: PersonId, gathering_id: GatheringId) -> None:
    """Raises NotAnOrganiser."""
    if not await organisers.is_organiser(tx, person_id, gathering_id):
        raise NotAnOrganiser


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


async def invite_organiser(tx: Tx, scope: Scope, *, choose: Callable[[str], str], now: datetime) -> str:
    """A new one-time code, `ABCD-EFGH-JKMN`. It lives 24 hours of gathering time."""
    letters = "".join(choose(CODE_LETTERS) for _ in range(CODE_LENGTH))
    code = "-".join(letters[start : start + 4] for start in range(0, CODE_LENGTH, 4))
    await organisers.add_code(tx, code, scope, expires_at=now + CODE_LIVES)
    return code


async def become_organiser(tx: Tx, actor: Actor, code: str, *, now: datetime) -> Scope:
    """What the person is an organiser of from now on. Raises OnlyInPrivate, CodeNotValid, TooManyTries.

    A try is remembered by `note_try`, which the caller commits also where this refuses.
    """
    if not actor.is_in_private:
        raise OnlyInPrivate
    if await organisers.count_tries(tx, actor.person_id, since=now - TRIES_WITHIN) >= TRIES:
        raise TooManyTries
    scope = await organisers.redeem_code(tx, code, at=now)
    if scope is None:
        raise CodeNotValid
    await organisers.add_organiser(tx, uuid4().hex, actor.person_id, scope)
    return scope


async def note_try(tx: Tx, person_id: PersonId, *, now: datetime) -> None:
    """Remembers that a person has tried a code."""
    await organisers.add_try(tx, person_id, at=now)


async def remove_organiser(tx: Tx, remover: PersonId, removed: Organiser) -> None:
    """Takes the rights away. Raises NotAnOrganiser unless the remover has the same or wider rights."""
    if removed.scope.gathering_id is not None:
        await require_organiser(tx, remover, removed.scope.gathering_id)
    elif all(has.scope != removed.scope for has in await organisers.list_organisers_of_person(tx, remover)):
        raise NotAnOrganiser
    await organisers.remove_organiser(tx, removed.person_id, removed.scope)
