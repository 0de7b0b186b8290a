"""A platform that is slow to say "later": what it asks us to wait was counted from when we asked it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.wire import Address, Outgoing, Receipt, SendLater
from gatherings.store import Database
from tests.builders import at, gathering
from tests.doubles.clocks import StoppedClock
from tests.route import Route

SLOW, WAIT = timedelta(seconds=9), timedelta(seconds=10)


@dataclass(frozen=True)
class SlowToRefuse:
    """A Wire that says only after a while that it is busy."""

    clock: StoppedClock

    async def send(self, address: Address, outgoing: Outgoing) -> Receipt:
        self.clock.machine_at += SLOW
        raise SendLater("status 429", after=WAIT)


async def test_retry_after_is_waited_from_the_answer_on(database: Database) -> None:
    route = Route(database)
    route.wire = SlowToRefuse(route.clock)  # type: ignore[assignment]  # another wire
    route.courier = route.another_courier()
    await route.save(gathering())
    await route.follow("a")
    began = route.clock.machine_now()
    route.clock.gathering_at = at("08:56")
    await route.fire()
    await route.courier.carry_all()
    assert {line.visible_at for line in await route.deliveries() if line.attempts} == {began + SLOW + WAIT}
