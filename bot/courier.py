"""Carries deliveries: claims what may go now, sends each on its own, marks how it went. The table is the memory."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from bot.pace import ConversationPace, Limits
from bot.wire import Address, NotSendable, Outgoing, SendLater, Unreachable, Wire
from gatherings.agenda import Agenda
from gatherings.gathering import Language
from gatherings.people import Conversation
from gatherings.postings.posting import Audience, Posting, PostingKind, Rank
from gatherings.store import Database, Tx
from gatherings.store.agendas import Agendas
from gatherings.store.deliveries import (
    Delivery,
    DeliveryState,
    Outcome,
    claim_deliveries,
    mark_outcomes,
    reserve_slots,
)
from gatherings.store.people import mark_unreachable
from gatherings.store.postings import add_postings
from gatherings.times import DAY

log = logging.getLogger(__name__)

IN_FLIGHT: Final = 64
POLL: Final = 1.0  # seconds between looks where nobody wakes us
HORIZON: Final = timedelta(seconds=1)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=2), timedelta(minutes=5)


class Clocks(Protocol):
    """Gathering time and machine time, aware UTC."""

    def now(self) -> datetime: ...
    def machine_now(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Carrier:
    """A channel as the courier needs it: its wire, how a posting is rendered for it, its limits (None: no limits)."""

    wire: Wire
    render: Callable[[Posting, Agenda, Language, datetime], Mapping[str, object]]
    limits: Limits | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """A delivery that may go, with its payload and the instant (machine time) at which to send it."""

    delivery: Delivery
    body: Mapping[str, object]
    at: datetime


def pause_after(attempts: int) -> timedelta:
    """Back-off where the platform names no time: 2 s, doubled with each attempt, at most five minutes."""
    doublings: int = min(attempts - 1, 10)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


class Courier:
    """One for each process; several replicas share the table."""

    def __init__(self, database: Database, clocks: Clocks, carriers: Mapping[str, Carrier], agendas: Agendas) -> None:
        self._database, self._clocks, self._carriers, self._agendas = database, clocks, carriers, agendas
        self._paces = {name: ConversationPace(c.limits.windows if c.limits else ()) for name, c in carriers.items()}
        self._woken = asyncio.Event()
        self._sending: set[asyncio.Task[None]] = set()
        self._done: list[tuple[Delivery, Outcome]] = []
        self._rendered: dict[tuple[object, ...], Mapping[str, object]] = {}

    def wake(self) -> None:
        """There may be something to carry."""
        self._woken.set()

    async def run(self) -> None:
        """Carries until cancelled. What is under way then is sent again when its lease ends."""
        while True:
            self._woken.clear()
            try:
                has_more = await self.step()
            except Exception:
                log.exception("courier_failed")
                has_more = False
            if not has_more:
                await self._rest()

    async def carry_all(self) -> None:
        """Carries until nothing is under way and nothing may go now."""
        while await self.step() or self._sending or self._done:
            if self._sending:
                await asyncio.wait(self._sending, return_when=asyncio.FIRST_COMPLETED)

    async def step(self) -> bool:
        """Marks what is done and claims more, in one transaction; whether anything was claimed."""
        done, self._done = self._done, []
        free = IN_FLIGHT - len(self._sending)
        try:
            async with self._database.write() as tx:
                await self._mark(tx, done)
                claimed = await self._claim(tx, free) if free > IN_FLIGHT // 4 else []
        except BaseException:
            self._done = done + self._done
            raise
        for load in claimed:
            task = asyncio.create_task(self._carry(load))
            self._sending.add(task)
            task.add_done_callback(self._landed)
        return bool(claimed)

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._sending.discard(task)
        self._woken.set()

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._woken.wait(), POLL)
        except TimeoutError:
            return

    async def _claim(self, tx: Tx, limit: int) -> list[Load]:
        """What may go now, within the limits of platform and tenant; the rest is put back for later."""
        machine_now, now = self._clocks.machine_now(), self._clocks.now()
        claimed = await claim_deliveries(tx, machine_now=machine_now, limit=limit)
        loads, held = [], []
        for tenant_of, deliveries in _by_tenant(claimed):
            if tenant_of[0] not in self._carriers:  # a channel that is not configured here, at present
                held += [_held(delivery, machine_now + LONGEST_PAUSE, machine_now) for delivery in deliveries]
                continue
            slots = await self._slots(tx, tenant_of, deliveries, machine_now)
            for delivery, slot in zip(deliveries, slots, strict=False):
                free_at = self._paces[delivery.conversation.channel].free_at(delivery.conversation.id, slot)
                if free_at > machine_now + HORIZON:
                    held.append(_held(delivery, free_at, machine_now))
                    continue
                agenda = await self._agendas.get(tx, delivery.posting.gathering_id)
                try:
                    loads.append(Load(delivery, self._body(delivery, agenda, now), free_at))
                except Exception:  # one message that cannot be drawn must not hold up the others
                    log.exception("posting_not_drawn key=%s", delivery.posting.key)
                    held.append(Outcome(delivery.id, DeliveryState.FAILED, machine_now, problem="not drawn"))
            held += [_held(delivery, machine_now + HORIZON, machine_now) for delivery in deliveries[len(slots) :]]
        await mark_outcomes(tx, held)
        return loads

    async def _slots(
        self, tx: Tx, tenant_of: tuple[str, str], deliveries: Sequence[Delivery], machine_now: datetime
    ) -> list[datetime]:
        channel, tenant = tenant_of
        limits = self._carriers[channel].limits
        if limits is None:
            return [machine_now] * len(deliveries)
        return await reserve_slots(
            tx,
            channel=channel,
            tenant=tenant,
            wanted=len(deliveries),
            interval=limits.interval,
            machine_now=machine_now,
            horizon=HORIZON,
        )

    def _body(self, delivery: Delivery, agenda: Agenda, now: datetime) -> Mapping[str, object]:
        """The payload, rendered once a minute for each posting, language and channel."""
        language = delivery.language or agenda.gathering.language
        channel = delivery.conversation.channel
        minute = now.replace(second=0, microsecond=0)
        key = (delivery.posting_id, language, channel, agenda.gathering.version, minute)
        if key not in self._rendered:
            if len(self._rendered) > IN_FLIGHT * 4:
                self._rendered.clear()
            self._rendered[key] = self._carriers[channel].render(delivery.posting, agenda, language, now)
        return self._rendered[key]

    async def _carry(self, load: Load) -> None:
        delivery = load.delivery
        machine_now = self._clocks.machine_now()
        if load.at > machine_now:
            await asyncio.sleep((load.at - machine_now).total_seconds())
        self._done.append((delivery, await self._outcome(load)))

    async def _outcome(self, load: Load) -> Outcome:
        delivery, at = load.delivery, self._clocks.machine_now()
        if delivery.posting.useful_until < self._clocks.now():
            return Outcome(delivery.id, DeliveryState.TOO_LATE, at)
        channel = delivery.conversation.channel
        self._paces[channel].note(delivery.conversation.id, at)
        try:
            outgoing = Outgoing(load.body, key=f"delivery:{delivery.id}")
            receipt = await self._carriers[channel].wire.send(address_of(delivery.conversation), outgoing)
        except SendLater as later:
            pause = later.after if later.after is not None else pause_after(delivery.attempts)
            return Outcome(delivery.id, DeliveryState.WAITING, at, visible_at=at + pause, problem=later.reason)
        except Unreachable as gone:
            return Outcome(delivery.id, DeliveryState.UNREACHABLE, at, problem=str(gone))
        except NotSendable as wrong:
            log.error("delivery_failed id=%d problem=%s", delivery.id, wrong)  # noqa: TRY400 (no trace is needed)
            return Outcome(delivery.id, DeliveryState.FAILED, at, problem=str(wrong))
        log.debug("posting_delivered key=%s receipt=%s", delivery.posting.key, receipt.id)
        return Outcome(delivery.id, DeliveryState.SENT, at, receipt=receipt.id)

    async def _mark(self, tx: Tx, done: Sequence[tuple[Delivery, Outcome]]) -> None:
        await mark_outcomes(tx, [outcome for _, outcome in done])
        for delivery, outcome in done:
            if outcome.state is DeliveryState.UNREACHABLE:
                await mark_unreachable(tx, delivery.conversation.id, at=outcome.at)
            if outcome.state is DeliveryState.TOO_LATE and delivery.posting.audience is Audience.FOLLOWING:
                await add_postings(tx, [_report_late(delivery, now=self._clocks.now())])


def address_of(conversation: Conversation) -> Address:
    """Where a conversation is, as a wire wants it."""
    return Address(
        channel=conversation.channel,
        tenant=conversation.tenant,
        conversation=str(conversation.address["conversation"]),
        kind=conversation.kind,
        data=conversation.address,
    )


def _by_tenant(claimed: Iterable[Delivery]) -> list[tuple[tuple[str, str], list[Delivery]]]:
    groups: dict[tuple[str, str], list[Delivery]] = {}
    for delivery in claimed:
        groups.setdefault((delivery.conversation.channel, delivery.conversation.tenant), []).append(delivery)
    return list(groups.items())


def _held(delivery: Delivery, until: datetime, at: datetime) -> Outcome:
    return Outcome(delivery.id, DeliveryState.WAITING, at, visible_at=until, keeps_attempt=True)


def _report_late(delivery: Delivery, *, now: datetime) -> Posting:
    """One message to the organisers for each posting that reached somebody too late, however many they were."""
    return Posting(
        key=f"late:{delivery.posting_id}",
        gathering_id=delivery.posting.gathering_id,
        kind=PostingKind.SKIPPED,
        due_at=now,
        useful_until=now + DAY,
        rank=Rank.CHANGE,
        audience=Audience.ORGANISERS,
        facts={"count": "1", "titles": delivery.posting.facts.get("title", "")},
    )
