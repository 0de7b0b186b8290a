"""What is said of an attempt counts only while it is the last: a lease that ended is no longer ours."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.courier import Courier
from bot.preparing import Carrier
from bot.sending import PATIENCE
from bot.wire import Address, Outgoing, Receipt, SendLater
from gatherings.store import Database
from gatherings.store.agendas import Agendas
from gatherings.store.deliveries import LEASE, DeliveryState, Outcome, mark_outcomes
from tests.builders import at, block, gathering
from tests.route import Route, render


@pytest.fixture
def database_address(each_address: str) -> str:
    return each_address


@pytest.mark.parametrize("state", [DeliveryState.WAITING, DeliveryState.FAILED, DeliveryState.WITHDRAWN])
async def test_a_late_refusal_changes_nothing_while_another_attempt_is_under_way(
    database: Database, state: DeliveryState
) -> None:
    route = Route(database)
    await route.save(gathering(programme=(block("b", "09:00", "10:00", "Noe"),), streams=()))
    await route.follow("a")
    route.clock.gathering_at = at("08:56")
    await route.fire()
    dead = route.another_courier()
    await dead.step()
    await asyncio.gather(*dead._under_way())
    route.clock.machine_at += LEASE
    route.wire.refuse("a", SendLater("503"))
    await route.courier.step()
    [first, *_] = await route.deliveries()
    async with database.write() as tx:
        await mark_outcomes(tx, [Outcome(first.id, 1, state, route.clock.machine_at)])
    [since, *_] = await route.deliveries()
    assert (first.attempts, since) == (2, first)


class SlowWire:
    """Takes everything once it is let."""

    def __init__(self) -> None:
        self.may = asyncio.Event()

    async def send(self, address: Address, outgoing: Outgoing) -> Receipt:
        await self.may.wait()
        return Receipt("late")


async def test_a_stop_in_good_order_waits_for_what_is_on_the_wire(database: Database) -> None:
    route, wire = Route(database), SlowWire()
    await route.save(gathering(programme=(block("b", "09:00", "10:00", "Noe"),), streams=()))
    await route.follow("a")
    route.clock.gathering_at = at("08:56")
    await route.fire()
    courier = Courier(database, route.clock, {"list": Carrier(wire, render)}, Agendas())
    await courier.step()
    closing = asyncio.create_task(courier.close())
    await asyncio.wait([closing], timeout=0.2)
    wire.may.set()
    await closing
    assert (await route.deliveries())[0].receipt == "late"


def test_a_send_ends_well_within_its_lease() -> None:
    assert PATIENCE + timedelta(seconds=5) < LEASE
