from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.clock import machine_now
from bot.page.assets import Assets
from bot.static.fetch import NotFetched
from gatherings.store import Database
from tests.web.browser import chromium, find_chromium
from tests.web.house import House, open_house
from tests.web.looking import Looking
from tests.web.packages import axe
from tests.web.plain_house import a_plain_house
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


@pytest.fixture
async def chrome() -> AsyncIterator[Browser]:
    path = find_chromium()
    if path is None:
        pytest.skip("there is no Chromium here")
    async with chromium(path) as opened:
        yield opened


@pytest.fixture
async def looking(chrome: Browser, sqlite_address: str) -> AsyncIterator[Looking]:
    try:
        source = axe().read_text(encoding="utf-8")
    except NotFetched as trouble:
        pytest.skip(f"axe-core could not be fetched: {trouble}")
    named = os.environ.get("SAMBAND_SHOTS")
    database = Database.at(sqlite_address)
    async with a_plain_house(database) as house:
        context = await chrome.new_context(locale="nb-NO", timezone_id="Europe/Oslo", java_script_enabled=True)
        made = Looking(house, await context.new_page(), source, Path(named) if named else None)
        made.page.on("console", made.complain)
        yield made
        await context.close()
    await database.close()
