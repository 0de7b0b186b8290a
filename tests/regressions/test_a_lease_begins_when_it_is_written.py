"""A confirmation's lease began as its turn did: one that had waited longer for a lock was sent by the courier as well."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from gatherings.store import Database
from gatherings.store.deliveries import LEASE, DeliveryState, list_deliveries
from tests.scenarios.clocks import HandClock
from tests.scenarios.scene import a_scene
from tests.scenarios.test_survives import BEFORE, begun


class WatchedClock(HandClock):
    """Says when somebody looks at it."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self.looked = asyncio.Event()

    def machine_now(self) -> datetime:
        self.looked.set()
        return super().machine_now()


async def test_what_a_turn_confirms_after_a_long_wait_is_its_own_for_a_whole_lease(database: Database) -> None:
    clock = WatchedClock(BEFORE)
    async with a_scene(database, at=BEFORE, clock=clock) as scene:
        kari = await begun(scene)
        pressed = kari.submit(scene.last_button(kari, "Meld på, i salen"))
        async with database.write() as holding:
            await holding.exec_driver_sql("UPDATE conversation SET kind = kind")
            clock.looked.clear()
            press = asyncio.create_task(scene.teams.post(pressed))
            await clock.looked.wait()
            clock.passed += LEASE + timedelta(seconds=1)
        assert (await press).status == 200
        async with database.read() as tx:
            [told] = await list_deliveries(tx, state=DeliveryState.SENT)
    assert told.settled_at is not None
    assert told.visible_at > told.settled_at
