"""A crew carries the loads of a lane: in their order, so many at once, and nothing is left lying."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.crew import IN_FLIGHT, Crew
from bot.marking import Done
from bot.pace import LanePace
from bot.sending import Load, unsent
from gatherings.store.deliveries import LEASE, Delivery, DeliveryState
from tests.bot.test_courier import numbered
from tests.builders import at
from tests.route import conversation

NOW = at("09:00")


def load(number: int) -> Load:
    delivery = Delivery(number, "p1", numbered(number, due_at=NOW), conversation("a"), None, 1)
    return Load(delivery, {}, NOW, NOW + LEASE)


@dataclass
class Quay:
    """What a crew was told to carry, and what has landed; `wait` is what each carrying waits for."""

    wait: Callable[[], Awaitable[object]]
    begun: list[int] = field(default_factory=list)
    landed: list[int | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.crew = Crew(LanePace(timedelta()), self.carry, self.land)

    async def carry(self, load: Load, _: Crew) -> Done | None:
        self.begun.append(load.delivery.id)
        await self.wait()
        return load.delivery, unsent(load.delivery, DeliveryState.SENT, NOW)

    def land(self, done: Done | None, _: Crew) -> None:
        self.landed.append(None if done is None else done[0].id)

    async def work(self) -> None:
        while self.crew.workers:
            await asyncio.gather(*self.crew.workers)


async def at_once() -> None:
    """Waits for nothing."""


async def test_loads_begin_in_the_order_in_which_they_came_and_so_many_at_once() -> None:
    is_open = asyncio.Event()
    quay = Quay(is_open.wait)
    for number in range(2 * IN_FLIGHT):
        quay.crew.take(load(number))
    await asyncio.sleep(0)
    assert (quay.begun, quay.crew.under_way) == ([*range(IN_FLIGHT)], 2 * IN_FLIGHT)
    is_open.set()
    await quay.work()
    assert (quay.begun, quay.crew.under_way) == ([*range(2 * IN_FLIGHT)], 0)
    assert sorted(quay.landed, key=str) == sorted(quay.begun, key=str)


async def test_what_breaks_is_left_to_its_lease_and_the_next_is_carried() -> None:
    trouble = iter([OSError("no clock")])

    async def breaks_once() -> None:
        for one in trouble:
            raise one

    quay = Quay(breaks_once)
    for number in range(3):
        quay.crew.take(load(number))
    await quay.work()
    assert (sorted(quay.begun), sorted(quay.landed, key=str)) == ([0, 1, 2], [1, 2, None])


@pytest.mark.parametrize("yields", range(4))
async def test_what_comes_as_the_last_worker_ends_is_carried_too(yields: int) -> None:
    quay = Quay(at_once)
    for number in range(IN_FLIGHT):
        quay.crew.take(load(number))
    for _ in range(yields):
        await asyncio.sleep(0)
    quay.crew.take(load(IN_FLIGHT))
    await quay.work()
    assert len(quay.landed) == IN_FLIGHT + 1


async def test_what_nobody_has_begun_is_given_back_and_not_carried_any_more() -> None:
    is_open = asyncio.Event()
    quay = Quay(is_open.wait)
    for number in range(IN_FLIGHT + 2):
        quay.crew.take(load(number))
    await asyncio.sleep(0)
    assert [one.delivery.id for one in quay.crew.take_back()] == [IN_FLIGHT, IN_FLIGHT + 1]
    is_open.set()
    await quay.work()
    assert len(quay.begun) == IN_FLIGHT


async def test_a_crew_that_is_let_go_has_nothing_under_way() -> None:
    quay = Quay(asyncio.Event().wait)
    quay.crew.take(load(1))
    await asyncio.sleep(0)
    workers = [*quay.crew.workers]
    for worker in workers:
        worker.cancel()
    await asyncio.gather(*workers, return_exceptions=True)
    assert (quay.crew.under_way, quay.crew.workers, quay.landed) == (0, set(), [])
