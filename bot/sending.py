"""One delivery onto the wire: what is sent, how long is waited, and what became of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.wire import Address, NotSendable, Outgoing, SendLater, Unreachable, Wire
from gatherings.people import Conversation
from gatherings.postings.posting import Posting
from gatherings.postings.report import report_skipped
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


async def send(load: Load, wire: Wire, *, machine_now: Callable[[], datetime], patience: timedelta) -> Outcome:
    """Puts a load on the wire; how it went. What is to be waited is waited from the answer on."""
    delivery = load.delivery
    outgoing = Outgoing(load.body, key=f"delivery:{delivery.id}", replaces=delivery.replaces)
    try:
        async with asyncio.timeout(patience.total_seconds()):
            receipt = await wire.send(address_of(delivery.conversation), outgoing)
    except SendLater as later:
        return _later(delivery, machine_now(), later)
    except Unreachable as gone:
        return tried(delivery, DeliveryState.UNREACHABLE, machine_now(), problem=str(gone))
    except NotSendable as wrong:
        return _refused(delivery, machine_now(), wrong)
    except TimeoutError:
        return _later(delivery, machine_now(), SendLater("no answer"))
    except Exception as broke:
        log.exception("wire_broke id=%d", delivery.id)
        return _later(delivery, machine_now(), SendLater(type(broke).__name__))
    log.debug("posting_delivered key=%s receipt=%s", delivery.posting.key, receipt.id)
    return Outcome(delivery.id, delivery.attempts, DeliveryState.SENT, machine_now(), receipt=receipt.id)


def tried(delivery: Delivery, state: DeliveryState, at: datetime, *, problem: str) -> Outcome:
    """The outcome where the platform said no, for good."""
    return Outcome(delivery.id, delivery.attempts, state, at, problem=problem)


def unsent(delivery: Delivery, state: DeliveryState, at: datetime, *, problem: str | None = None) -> Outcome:
    """The outcome where nothing was put on the wire."""
    return Outcome(delivery.id, delivery.attempts, state, at, problem=problem, was_tried=False)


def held(delivery: Delivery, until: datetime, at: datetime) -> Outcome:
    """The outcome where the conversation's pace does not allow it yet."""
    return Outcome(delivery.id, delivery.attempts, DeliveryState.WAITING, at, visible_at=until, was_tried=False)


def _refused(delivery: Delivery, at: datetime, wrong: NotSendable) -> Outcome:
    """Failed; of a card that was to be renewed only that it is gone: somebody has deleted it, and nobody misses it."""
    if delivery.replaces is not None:
        return tried(delivery, DeliveryState.WITHDRAWN, at, problem=str(wrong))
    log.error("delivery_failed id=%d problem=%s", delivery.id, wrong)
    return tried(delivery, DeliveryState.FAILED, at, problem=str(wrong))


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


def report_late(delivery: Delivery, *, now: datetime) -> Posting:
    """One message to the organisers for each posting that reached somebody too late, however many they were."""
    posting = delivery.posting
    titles = posting.facts.get("title", "")
    return report_skipped(f"late:{delivery.posting_id}", posting.gathering_id, count=1, titles=titles, now=now)
