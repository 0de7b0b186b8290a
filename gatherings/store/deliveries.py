"""Deliveries in the database: a posting on its way to one conversation, and the claim of those that may go now.

One column, `visible_at` (machine time), does due time, lease and Retry-After. Within a conversation they go in order:
only the first that waits is ever claimed. They are claimed lane by lane, so that a tenant with a long queue holds up
no other, and never more than may go.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from operator import attrgetter
from typing import Any, Final, NamedTuple

from sqlalchemy import Row, bindparam, func, literal_column, select, update

from gatherings.gathering import Language
from gatherings.people import Conversation, ConversationId, ConversationKind, PersonId
from gatherings.postings.posting import Posting
from gatherings.postings.recipient import EVERYBODY, Standing, is_wanted
from gatherings.store.lanes import Lane
from gatherings.store.marks import SentMark, lease, mark_sent
from gatherings.store.postings import get_postings
from gatherings.store.ready import READY, STANDS_FROM, standing_of
from gatherings.store.tables import conversation, delivery, posting
from gatherings.store.transaction import Tx

LEASE: Final = timedelta(seconds=27)
"""So long what is claimed is nobody else's. What a process had when it died is another's within half a minute."""
LONGEST_SAID: Final = 500
_KINDS: Final = {kind.value: kind for kind in ConversationKind}


class DeliveryState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    TOO_LATE = "too_late"  # it was not worth sending any more
    WITHDRAWN = "withdrawn"  # what it says no longer holds, or nobody there follows any more
    UNREACHABLE = "unreachable"  # the platform says that we may not write there
    FAILED = "failed"  # the platform will never take it


class Delivery(NamedTuple):
    """A posting on its way to one conversation. `attempts` counts the one that is being made.

    `person_id` is whose private conversation it is, and `standing` how they stand to the gathering. `is_wanted` is
    False where they are not of the posting's audience any more, `is_reachable` where the platform has refused us since.
    `replaces` is the receipt of what it takes the place of, if of anything.
    """

    id: int
    posting_id: str
    posting: Posting
    conversation: Conversation
    language: Language | None
    attempts: int
    person_id: PersonId | None = None
    standing: Standing = EVERYBODY
    is_wanted: bool = True
    is_reachable: bool = True
    replaces: str | None = None


class Outcome(NamedTuple):
    """How an attempt went. A delivery that is still waiting is visible again at `visible_at` (machine time)."""

    id: int
    attempt: int
    state: DeliveryState
    at: datetime
    visible_at: datetime | None = None
    receipt: str | None = None
    problem: str | None = None
    was_tried: bool = True
    """False where nothing was sent: the attempt does not count."""


_SENT: Final = DeliveryState.SENT
_WAITING = delivery.c.state == literal_column("'waiting'")  # as text: the partial indexes ask for it


async def claim_deliveries(tx: Tx, lane: Lane, *, machine_now: datetime, limit: int) -> list[Delivery]:
    """Leases those of a lane that may go now, one a conversation: nobody else sees them until the lease ends."""
    where = {"of_channel": lane.channel, "of_tenant": lane.tenant, "now": machine_now, "n": limit}
    rows = (await tx.execute(READY, where)).all()
    if not rows:
        return []
    await lease(tx, [row[0] for row in rows], until=machine_now + LEASE)
    postings = await get_postings(tx, {row[STANDS_FROM] for row in rows})  # few, for many deliveries
    return list(_deliveries(rows, lane, postings))


_MARK_UNSENT = (
    update(delivery)
    .where(delivery.c.id == bindparam("the_id"), _WAITING, delivery.c.attempts == bindparam("the_attempt"))
    .values(
        state=bindparam("the_state"),
        visible_at=bindparam("visible"),
        problem=bindparam("said"),
        settled_at=bindparam("settled"),
        attempts=delivery.c.attempts - bindparam("untried"),
    )
)


async def mark_outcomes(tx: Tx, outcomes: Sequence[Outcome]) -> None:
    """Settles deliveries, or makes them visible again later.

    What was sent is sent. Any other outcome counts only while its attempt is the last: a lease that ended is no longer
    ours.
    """
    in_order = sorted(outcomes, key=attrgetter("id"))  # one order for all replicas
    sent = [SentMark(o.id, _storable(o.receipt), o.at) for o in in_order if o.state is _SENT]
    unsent = [_unsent(outcome) for outcome in in_order if outcome.state is not _SENT]
    if sent:
        await mark_sent(tx, sent)
    if unsent:
        await tx.execute(_MARK_UNSENT, unsent)


def _unsent(outcome: Outcome) -> dict[str, object]:
    return {
        "the_id": outcome.id,
        "the_attempt": outcome.attempt,
        "the_state": outcome.state.value,
        "visible": outcome.visible_at or outcome.at,  # read only where it is still waiting
        "said": _storable(outcome.problem),
        "settled": None if outcome.state is DeliveryState.WAITING else outcome.at,
        "untried": int(not outcome.was_tried),
    }


def _storable(said: str | None) -> str | None:
    """What a platform said, without what a database refuses, and not at any length."""
    return None if said is None else said.replace("\0", "")[:LONGEST_SAID]


async def count_deliveries(tx: Tx) -> Mapping[str, int]:
    """How many deliveries are in each state."""
    query = select(delivery.c.state, func.count()).group_by(delivery.c.state)
    return {row[0]: row[1] for row in await tx.execute(query)}


async def count_unattempted(tx: Tx) -> int:
    """How many deliveries nobody has tried to send yet."""
    query = select(func.count()).select_from(delivery)
    return (await tx.execute(query.where(delivery.c.state == "waiting", delivery.c.attempts == 0))).scalar_one()


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """A delivery as an operator lists it: ids and states, no text and no names."""

    id: int
    key: str
    channel: str
    tenant: str
    conversation_id: ConversationId
    state: DeliveryState
    attempts: int
    visible_at: datetime
    settled_at: datetime | None
    receipt: str | None
    problem: str | None


async def list_deliveries(tx: Tx, *, state: str | None = None, limit: int = 1000) -> list[DeliveryLine]:
    """Deliveries, the newest first."""
    query = (
        select(delivery, posting.c.key, conversation.c.channel, conversation.c.tenant)
        .join(posting, posting.c.id == delivery.c.posting_id)
        .join(conversation, conversation.c.id == delivery.c.conversation_id)
        .order_by(delivery.c.id.desc())
        .limit(limit)
    )
    if state is not None:
        query = query.where(delivery.c.state == state)
    return [
        DeliveryLine(
            id=row.id,
            key=row.key,
            channel=row.channel,
            tenant=row.tenant,
            conversation_id=ConversationId(row.conversation_id),
            state=DeliveryState(row.state),
            attempts=row.attempts,
            visible_at=row.visible_at,
            settled_at=row.settled_at,
            receipt=row.receipt,
            problem=row.problem,
        )
        for row in await tx.execute(query)
    ]


def _deliveries(rows: Sequence[Row[Any]], lane: Lane, postings: Mapping[str, Posting]) -> Iterator[Delivery]:
    """Most of a batch are of one posting and stand alike: how is made out once for all who do."""
    known: dict[tuple[object, ...], _Alike] = {}
    for row in rows:
        key = row[STANDS_FROM:]
        alike = known.get(key)
        if alike is None:
            alike = known[key] = _alike(row, postings)
        yield _delivery(row, lane, alike)


class _Alike(NamedTuple):
    posting_id: str
    posting: Posting
    standing: Standing
    is_wanted: bool


def _alike(row: Row[Any], postings: Mapping[str, Posting]) -> _Alike:
    made, standing = postings[row.posting_id], standing_of(row)
    return _Alike(row.posting_id, made, standing, is_wanted(made, standing))


def _delivery(row: Row[Any], lane: Lane, alike: _Alike) -> Delivery:
    number, attempts, replaces, to_id, kind, address, language, of_person, is_reachable, person_id = row[:STANDS_FROM]
    language = language or of_person
    return Delivery(
        number,
        alike.posting_id,
        alike.posting,
        Conversation(to_id, lane.channel, lane.tenant, _KINDS[kind], address),
        None if language is None else Language(language),
        attempts + 1,
        person_id,
        alike.standing,
        alike.is_wanted,
        is_reachable,
        replaces,
    )
