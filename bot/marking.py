"""How sends went, written down: whom nothing reached is reached otherwise, and what came too late is reported."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.otherwise import reach_otherwise
from bot.sending import report_late
from gatherings.ports import Clock
from gatherings.postings.posting import REPORTED
from gatherings.store import Tx
from gatherings.store.agendas import Agendas
from gatherings.store.deliveries import Delivery, DeliveryState, Outcome, mark_outcomes
from gatherings.store.people import mark_unreachable
from gatherings.store.postings import add_postings

Done = tuple[Delivery, Outcome]


@dataclass(frozen=True, slots=True)
class Marking:
    """Marks deliveries, with what follows from it; `channels` are those by which somebody may be reached otherwise."""

    clock: Clock
    channels: Collection[str]
    agendas: Agendas

    async def mark(self, tx: Tx, done: Sequence[Done]) -> None:
        """All in one transaction; who was not reached, in one order for all replicas."""
        await mark_outcomes(tx, [outcome for _, outcome in done])
        late = {}
        for delivery, outcome in sorted(done, key=lambda one: one[0].conversation.id):
            if outcome.state is DeliveryState.UNREACHABLE:
                await self._reach_otherwise(tx, delivery, outcome)
            if outcome.state is DeliveryState.TOO_LATE and delivery.posting.audience in REPORTED:
                late[delivery.posting_id] = report_late(delivery, now=self.clock.now())
        await add_postings(tx, list(late.values()))

    async def _reach_otherwise(self, tx: Tx, delivery: Delivery, outcome: Outcome) -> None:
        if outcome.was_tried:
            await mark_unreachable(tx, delivery.conversation.id, at=outcome.at)
        agenda = await self.agendas.get(tx, delivery.posting.gathering_id)
        now, machine_now = self.clock.now(), self.clock.machine_now()
        await reach_otherwise(tx, delivery, agenda, channels=self.channels, now=now, machine_now=machine_now)
