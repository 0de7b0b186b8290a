from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.bot.directline.client import Client
from tests.doubles.clocks import HandClock
from tests.web.house import House, open_house


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def house(clock: HandClock) -> AsyncIterator[House]:
    async with open_house(clock=clock) as opened:
        yield opened


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


@pytest.fixture
async def client(house: House, session: aiohttp.ClientSession) -> Client:
    """Somebody whose conversation is open."""
    return await Client(house, session).start()
