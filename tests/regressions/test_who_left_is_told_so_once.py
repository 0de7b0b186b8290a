"""Whose sign-up could not be confirmed, and who left soon after, was told twice that they had left: the first
confirmation was still kept, and was drawn as things stood when it went out.
"""

from __future__ import annotations

from gatherings.store.deliveries import LEASE, DeliveryState, list_deliveries
from tests.scenarios.scene import Scene, place
from tests.scenarios.test_survives import BEFORE, CONFIRMED

LEFT = "Du er meldt av."


async def test_an_earlier_confirmation_that_still_waits_goes_no_more(scene: Scene) -> None:
    scene.clock.at = BEFORE
    scene.cloud.members["29:kari"] = "kari.nes@hitra.kommune.no"
    kari = scene.teams.personal()
    await scene.say(kari, "meld meg på")
    pressed = scene.last_button(kari, "Meld på, i salen")
    scene.cloud.fault(429, retry_after="60", conversation=place(kari))
    await scene.press(kari, pressed)
    await scene.say(kari, "meld meg av")
    await scene.press(kari, scene.last_button(kari, "Meld av"))
    scene.clock.passed += LEASE * 4
    await scene.house.courier.carry_all()
    said = [one for one in scene.posts(kari) if one.startswith((CONFIRMED, LEFT))]
    async with scene.database.read() as tx:
        states = [one.state for one in await list_deliveries(tx)]
    assert said == [LEFT]
    assert sorted(states) == [DeliveryState.SENT, DeliveryState.WITHDRAWN]
