"""A courier that is told to stop waits for what is on the wire, not for what hangs, and begins nothing more."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta

import psycopg
import pytest

from bot.courier import MARKS_WITHIN, STEP_ENDS_WITHIN
from bot.pace import Limits
from gatherings.store import Database
from gatherings.store.deliveries import LEASE
from tests.bot.test_courier import ready

SOON = timedelta(milliseconds=50)
MINUTE = timedelta(minutes=1)


async def test_what_hangs_is_let_go_and_sent_again_when_its_lease_ends(database: Database) -> None:
    route = await ready(database, "a", "b", postings=1)
    route.wire.hang("a")
    courier = route.another_courier(patience=LEASE / 2, closes_within=SOON)
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


async def test_a_step_that_is_under_way_as_it_stops_ends_and_leaves_nothing_claimed(database: Database) -> None:
    """Stopped again and again, at whatever instant: everything has gone, or can go at once by another."""
    route = await ready(database, "a", "b", "c", postings=3)
    for yields in range(12):
        courier = route.another_courier()
        running = asyncio.create_task(courier.run())
        for _ in range(yields * 3):
            await asyncio.sleep(0)
        courier.stop()
        await asyncio.wait_for(running, 10)
    await route.carry()
    assert sorted(f"{one.conversation} {one.said}" for one in route.wire.sent) == [
        f"{name} p{number:03}" for name in "abc" for number in range(3)
    ]


@pytest.mark.e2e
async def test_a_database_that_does_not_answer_does_not_keep_it(
    postgres_address: str, postgres_cleaner: psycopg.Connection
) -> None:
    database = Database.at(postgres_address)
    route = await ready(database, "a", postings=1)
    courier = route.another_courier()
    running = asyncio.create_task(courier.run())
    await route.wire.arrived(1)
    with postgres_cleaner.transaction():
        postgres_cleaner.execute("LOCK TABLE delivery IN ACCESS EXCLUSIVE MODE")
        courier.stop()
        with suppress(asyncio.CancelledError):
            await asyncio.wait_for(running, (STEP_ENDS_WITHIN + MARKS_WITHIN).total_seconds() + 2)
    await database.close()
