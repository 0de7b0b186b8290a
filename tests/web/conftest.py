from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.clock import machine_now
from bot.page.assets import Assets
from tests.web.browser import chromium, find_chromium
from tests.web.house import House, open_house
from tests.web.visit import A_WHILE_MS, Visit, visit_of


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    path = find_chromium()
    if path is None:
        pytest.skip("there is no Chromium here")
    if not Assets().has_web_chat:
        pytest.skip("Web Chat has not been fetched: make page")
    async with chromium(path) as opened:
        expect.set_options(timeout=A_WHILE_MS)
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house() -> AsyncIterator[House]:
    async with open_house(clock=machine_now) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def visit(browser: Browser, house: House) -> AsyncIterator[Visit]:
    """A visit on a desktop, in bokmål. Whatever the test does, the browser has nothing to complain of."""
    made = await visit_of(browser, house)
    yield made
    await made.context.close()
    assert (made.complaints, made.asked) == ([], [])
