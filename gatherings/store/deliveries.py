"""Deliveries in the database: a posting on its way to one conversation, and the claim of those that may go now.

One column, `visible_at` (machine time), does due time, lease and Retry-After. Within a conversation they go in order:
only the first that waits is ever claimed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Row, bindparam, func, select, update
from sqlalchemy.orm import aliased

from gatherings.gathering import Language
from gatherings.people import Conversation, ConversationId, ConversationKind
from gatherings.postings.posting import Posting
from gatherings.store.database import Tx
from gatherings.store.people import insert_or_ignore
from gatherings.store.postings import kept
from gatherings.store.tables import conversation, delivery, pacing, person, posting

LEASE: Final = timedelta(seconds=60)


class DeliveryState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    TOO_LATE = "too_late"  # it was not worth sending any more
    UNREACHABLE = "unreachable"  # the platform says that we may not write there
    FAILED = "failed"  # the platform will never take it


@dataclass(frozen=True, slots=True)
class Delivery:
    """A posting on its way to one conversation. `attempts` counts the one that is being made."""

    id: int
    posting_id: str
    posting: Posting
    conversation: Conversation
    language: Language | None
    attempts: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a delivery went. One that is still waiting is visible again at `visible_at` (machine time)."""

    id: int
    state: DeliveryState
    at: datetime
    visible_at: datetime | None = None
    receipt: str | None = None
    problem: str | None = None
    keeps_attempt: bool = False
    """True where nothing was attempted: it was only held back."""


_EARLIER = aliased(delivery)

_READY = (
    select(delivery.c.id)
    .where(
        delivery.c.state == "waiting",
        delivery.c.visible_at <= bindparam("now"),
        ~select(_EARLIER.c.id)
        .where(
            _EARLIER.c.conversation_id == delivery.c.conversation_id,
            _EARLIER.c.state == "waiting",
            _EARLIER.c.id < delivery.c.id,
        )
        .exists(),
    )
    .order_by(delivery.c.visible_at, delivery.c.id)
    .limit(bindparam("n"))
    .with_for_update(of=delivery, skip_locked=True)
)

_LEASED = (
    select(
        delivery.c.id.label("delivery_id"),
        delivery.c.attempts,
        delivery.c.posting_id,
        posting,
        conversation.c.id.label("to_id"),
        conversation.c.channel,
        conversation.c.tenant,
        conversation.c.kind.label("conversation_kind"),
        conversation.c.address,
        conversation.c.language.label("conversation_language"),
        person.c.language.label("person_language"),
    )
    .select_from(delivery)
    .join(posting, posting.c.id == delivery.c.posting_id)
    .join(conversation, conversation.c.id == delivery.c.conversation_id)
    .outerjoin(person, person.c.id == conversation.c.person_id)
    .order_by(delivery.c.id)
)


async def claim_deliveries(tx: Tx, *, machine_now: datetime, limit: int) -> list[Delivery]:
    """Leases those that may go now, one a conversation: nobody else sees them for a minute."""
    ids = list((await tx.execute(_READY, {"now": machine_now, "n": limit})).scalars())
    if not ids:
        return []
    leased = update(delivery).where(delivery.c.id.in_(ids))
    await tx.execute(leased.values(visible_at=machine_now + LEASE, attempts=delivery.c.attempts + 1))
    return [_delivery(row) for row in await tx.execute(_LEASED.where(delivery.c.id.in_(ids)))]


async def mark_outcomes(tx: Tx, outcomes: Sequence[Outcome]) -> None:
    """Settles deliveries, or makes them visible again later."""
    if not outcomes:
        return
    # The driver's executemany wants one set of columns: `visible` is only read where the row is still waiting.
    await tx.execute(
        update(delivery)
        .where(delivery.c.id == bindparam("the_id"))
        .values(
            state=bindparam("the_state"),
            visible_at=bindparam("visible"),
            receipt=bindparam("the_receipt"),
            problem=bindparam("the_problem"),
            settled_at=bindparam("settled"),
            attempts=delivery.c.attempts - bindparam("held"),
        ),
        [_values(outcome) for outcome in outcomes],
    )


def _values(outcome: Outcome) -> dict[str, object]:
    is_waiting = outcome.state is DeliveryState.WAITING
    return {
        "the_id": outcome.id,
        "the_state": outcome.state.value,
        "visible": outcome.visible_at or outcome.at,
        "the_receipt": outcome.receipt,
        "the_problem": outcome.problem,
        "settled": None if is_waiting else outcome.at,
        "held": int(outcome.keeps_attempt),
    }


async def reserve_slots(
    tx: Tx, *, channel: str, tenant: str, wanted: int, interval: timedelta, machine_now: datetime, horizon: timedelta
) -> list[datetime]:
    """Instants at which sends to a tenant may start: `interval` apart, none after the horizon; shared by all replicas.

    The generic cell rate algorithm on one row: `free_at` is when the next send may start.
    """
    keys = {"channel": channel, "tenant": tenant}
    await tx.execute(insert_or_ignore(tx, pacing).values(**keys, free_at=machine_now))
    row = pacing.c.channel == channel, pacing.c.tenant == tenant
    free_at = (await tx.execute(select(pacing.c.free_at).where(*row).with_for_update())).scalar_one()
    first = max(free_at, machine_now)
    slots = [first + interval * index for index in range(wanted)]
    granted = [slot for slot in slots if slot <= machine_now + horizon]
    await tx.execute(update(pacing).where(*row).values(free_at=first + interval * len(granted)))
    return granted


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


def _delivery(row: Row[Any]) -> Delivery:
    language = row.conversation_language or row.person_language
    to = Conversation(
        ConversationId(row.to_id), row.channel, row.tenant, ConversationKind(row.conversation_kind), row.address
    )
    return Delivery(
        id=row.delivery_id,
        posting_id=row.posting_id,
        posting=kept(row).posting,
        conversation=to,
        language=None if language is None else Language(language),
        attempts=row.attempts,
    )
