"""A courier that was cancelled in the moment in which somebody woke it went on carrying: the cancellation was lost."""

from __future__ import annotations

import asyncio

import pytest

from gatherings.store import Database
from tests.bot.test_courier import ready


async def test_who_is_cancelled_as_they_are_woken_ends(database: Database) -> None:
    route = await ready(database, "a", postings=1)
    courier = route.courier
    running = asyncio.create_task(courier.run())
    await route.wire.arrived(1)
    async with asyncio.timeout(10):
        while not courier._woken._waiters:  # noqa: ASYNC110 (until it rests)
            await asyncio.sleep(0)
    courier.wake()
    running.cancel()
    done, _ = await asyncio.wait([running], timeout=10)
    assert done
    with pytest.raises(asyncio.CancelledError):
        running.result()
