"""A confirmation that the platform did not take was tried again by the turn while its lease ended: two carried it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from gatherings.store.deliveries import LEASE, DeliveryState, list_deliveries
from tests.scenarios.scene import Scene, place
from tests.scenarios.test_survives import BEFORE, CONFIRMED


async def test_what_the_platform_holds_back_is_left_to_the_courier_until_the_time_that_it_named(scene: Scene) -> None:
    scene.clock.at = BEFORE
    scene.cloud.members["29:kari"] = "kari.nes@hitra.kommune.no"
    kari = scene.teams.personal()
    await scene.say(kari, "meld meg på")
    pressed = scene.last_button(kari, "Meld på, i salen")
    scene.cloud.fault(429, times=1, retry_after="29", conversation=place(kari))
    asked_at, told = scene.clock.machine_now(), [await scene.press(kari, pressed)]
    async with scene.database.read() as tx:
        [kept] = await list_deliveries(tx, state=DeliveryState.WAITING)
    scene.clock.passed += LEASE
    await scene.house.courier.carry_all()
    early = scene.posts(kari).count(CONFIRMED)
    scene.clock.passed += timedelta(seconds=30) - LEASE
    await asyncio.gather(scene.house.courier.carry_all())
    assert kept.visible_at - asked_at >= timedelta(seconds=29)
    assert (told, early, scene.posts(kari).count(CONFIRMED)) == ([[]], 0, 1)
