"""One delivery onto the wire: what is sent, how long is waited, and what became of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.wire import Address, NotSendable, Outgoing, SendLater, Unreachable, Wire
from gatherings.people import Conversation
from gatherings.store.deliveries import Delivery, DeliveryState, Outcome

log = logging.getLogger(__name__)

PATIENCE: Final = timedelta(seconds=21)
"""So long a send may take: well within the lease, so that no second copy leaves beside it."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=2), timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Load:
    """A delivery that may go, with its payload and the instant (machine time) at which to send it."""

    delivery: Delivery
    body: Mapping[str, object]
    at: datetime
    leased_until: datetime


def pause_after(attempts: int) -> timedelta:
    """Back-off where the platform names no time: 2 s, doubled with each attempt, at most five minutes."""
    doublings: int = min(attempts - 1, 10)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


async def send(load: Load, wire: Wire, *, at: datetime, patience: timedelta) -> Outcome:
    """Puts a load on the wire; how it went. `at` is machine time."""
    delivery = load.delivery
    outgoing = Outgoing(load.body, key=f"delivery:{delivery.id}")
    try:
        async with asyncio.timeout(patience.total_seconds()):
            receipt = await wire.send(address_of(delivery.conversation), outgoing)
    except SendLater as later:
        return _later(delivery, at, later)
    except Unreachable as gone:
        return tried(delivery, DeliveryState.UNREACHABLE, at, problem=str(gone))
    except NotSendable as wrong:
        log.error("delivery_failed id=%d problem=%s", delivery.id, wrong)  # noqa: TRY400 (no trace is needed)
        return tried(delivery, DeliveryState.FAILED, at, problem=str(wrong))
    except TimeoutError:
        return _later(delivery, at, SendLater("no answer"))
    except Exception as broke:
        log.exception("wire_broke id=%d", delivery.id)
        return _later(delivery, at, SendLater(type(broke).__name__))
    log.debug("posting_delivered key=%s receipt=%s", delivery.posting.key, receipt.id)
    return Outcome(delivery.id, delivery.attempts, DeliveryState.SENT, at, receipt=receipt.id)


def tried(delivery: Delivery, state: DeliveryState, at: datetime, *, problem: str) -> Outcome:
    """The outcome where the platform said no, for good."""
    return Outcome(delivery.id, delivery.attempts, state, at, problem=problem)


def unsent(delivery: Delivery, state: DeliveryState, at: datetime, *, problem: str | None = None) -> Outcome:
    """The outcome where nothing was put on the wire."""
    return Outcome(delivery.id, delivery.attempts, state, at, problem=problem, was_tried=False)


def held(delivery: Delivery, until: datetime, at: datetime) -> Outcome:
    """The outcome where the conversation's pace does not allow it yet."""
    return Outcome(delivery.id, delivery.attempts, DeliveryState.WAITING, at, visible_at=until, was_tried=False)


def _later(delivery: Delivery, at: datetime, later: SendLater) -> Outcome:
    """Waits as long as the platform asks, else backs off."""
    until = at + (later.after or pause_after(delivery.attempts))
    return Outcome(delivery.id, delivery.attempts, DeliveryState.WAITING, at, visible_at=until, problem=later.reason)


def address_of(conversation: Conversation) -> Address:
    """Where a conversation is, as a wire wants it."""
    return Address(
        channel=conversation.channel,
        tenant=conversation.tenant,
        conversation=str(conversation.address["conversation"]),
        kind=conversation.kind,
        data=conversation.address,
    )
