"""The page and nothing else, of a service whose registration is open, and browsers that visit it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from playwright.async_api import Browser, expect

from bot.app import house_of
from config.settings import Settings
from gatherings.actions import save_and_plan
from gatherings.gathering import Network, NetworkId
from gatherings.registration import Registration
from gatherings.store import Database
from gatherings.store.networks import add_network
from gatherings.store.registrations import list_registrations
from gatherings.terms import Fee, Terms
from tests.builders import at, gathering
from tests.scenarios.clocks import HandClock
from tests.web.browser import chromium, find_chromium
from tests.web.house import serving
from tests.web.newcomer import Newcomer
from tests.web.visit import A_WHILE_MS

TERMS: Final = Terms(deadline=date(2027, 4, 1), fee_late=Fee(), fee_absent=Fee())


@dataclass
class Served:
    """The service, what it stores in, and browsers that visit it."""

    url: str
    database: Database
    browser: Browser

    async def registered(self) -> list[Registration]:
        async with self.database.read() as tx:
            return await list_registrations(tx, gathering().id)

    @asynccontextmanager
    async def newcomer(self, **context: Any) -> AsyncIterator[Newcomer]:
        """Somebody whose browser has never been here. Whatever they do, it has nothing to complain of."""
        made = await self.browser.new_context(**{"locale": "nb-NO", "timezone_id": "Europe/Oslo", **context})
        made.set_default_timeout(A_WHILE_MS)
        page = await made.new_page()
        who = Newcomer(self.url, page)
        page.on("console", lambda message: who.complained(message.type, message.text))
        page.on("pageerror", lambda error: who.complaints.append(str(error)))
        yield who
        await made.close()
        assert who.complaints == []


@asynccontextmanager
async def served(sqlite_address: str) -> AsyncIterator[Served]:
    """The page alone, of a database in a file, before the deadline; registration is open and has a price."""
    expect.set_options(timeout=A_WHILE_MS)
    database, clock, path = Database.at(sqlite_address), HandClock(at("10:00", date(2027, 3, 20))), find_chromium()
    assert path is not None
    async with database.write() as tx:
        await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"))
        await save_and_plan(tx, replace(gathering(), version=0, terms=TERMS), now=clock.now())
    async with (
        house_of(Settings(), database, clock, keeps_jobs=False, arrivals_follow=False) as house,
        serving(house.app) as url,
        chromium(path) as browser,
    ):
        house.reached.listens_at(int(url.rpartition(":")[2]))
        yield Served(url, database, browser)
    await database.close()
