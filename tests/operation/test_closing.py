"""A courier that is told to stop waits for what is on the wire, not for what hangs, and begins nothing more."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.pace import Limits
from gatherings.store import Database
from gatherings.store.deliveries import LEASE
from tests.bot.test_courier import ready

SOON = timedelta(milliseconds=50)
MINUTE = timedelta(minutes=1)


async def test_what_hangs_is_let_go_and_sent_again_when_its_lease_ends(database: Database) -> None:
    route = await ready(database, "a", "b", postings=1)
    route.wire.hang("a")
    courier = route.another_courier(patience=MINUTE / 2, closes_within=SOON)
    await courier.step()
    await route.wire.arrived(2)
    await asyncio.wait_for(courier.close(), 10)
    route.wire.answer_again()
    assert await route.carry() == []
    route.clock.machine_at += LEASE
    assert await route.carry() == ["a p000"]


async def test_what_waits_for_its_slot_does_not_leave_any_more_and_goes_at_once_by_another(database: Database) -> None:
    route = await ready(database, "a", "b", postings=1, limits=Limits(windows=(), interval=SOON))
    courier = route.another_courier()
    await courier.step()
    await courier.close()
    assert route.wire.tried == []
    assert sorted(await route.carry()) == ["a p000", "b p000"]
    assert {line.attempts for line in await route.deliveries()} == {1}
