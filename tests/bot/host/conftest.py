from collections.abc import AsyncIterator

import pytest

from gatherings.store import Database
from tests.web.plain_house import Browser, Plain, a_browser, a_plain_house


@pytest.fixture
async def house(database: Database) -> AsyncIterator[Plain]:
    async with a_plain_house(database) as opened:
        yield opened


@pytest.fixture
async def browser(house: Plain) -> AsyncIterator[Browser]:
    async with a_browser(house) as opened:
        yield opened
