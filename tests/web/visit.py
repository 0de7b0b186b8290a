"""Somebody looking at the real page in a real browser, and what axe finds there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

import pytest
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, expect

from bot.static.fetch import NotFetched
from tests.web.house import WELCOME, House
from tests.web.packages import axe

KNOWN: Final = "Applying inline style violates"
"""Web Chat tries the browser's `style` attribute once; the policy refuses it, and nothing looks different."""

AA: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE: Final = (360, 740)
DESKTOP: Final = (1280, 800)
A_WHILE_MS: Final = 10_000


@dataclass
class Visit:
    """Somebody looking at the page, and what their browser complained of or asked another host for."""

    house: House
    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @property
    def feed(self) -> Locator:
        return self.page.get_by_role("feed")

    @property
    def box(self) -> Locator:
        return self.page.locator("[data-id=webchat-sendbox-input]")

    async def open(self, query: str = "") -> None:
        await self.page.goto(f"{self.house.url}/{query}")
        await self.reads(WELCOME.title)

    async def say(self, text: str) -> None:
        await self.box.fill(text)
        await self.box.press("Enter")

    async def reads(self, text: str) -> None:
        await expect(self.feed.get_by_text(text).first).to_be_visible()

    async def press(self, label: str) -> None:
        await self.feed.get_by_role("button", name=label).click()

    async def conversation(self) -> str:
        cookie = next(c for c in await self.context.cookies() if c.get("name") == "samband")
        user = str(cookie.get("value")).rpartition(".")[0]
        return next(name for name, kept in self.house.transcript.kept.items() if kept.user == user)

    def listen(self) -> None:
        self.page.on("console", self._complained)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._requested)

    def _complained(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and KNOWN not in message.text:
            self.complaints.append(message.text)

    def _requested(self, request: Request) -> None:
        if not request.url.startswith((self.house.url, "data:", "blob:")):
            self.asked.append(request.url)


async def visit_of(browser: Browser, house: House, size: tuple[int, int] = DESKTOP) -> Visit:
    width, height = size
    context = await browser.new_context(
        viewport={"width": width, "height": height}, locale="nb-NO", timezone_id="Europe/Oslo", reduced_motion="reduce"
    )
    context.set_default_timeout(A_WHILE_MS)
    made = Visit(house, context, await context.new_page())
    made.listen()
    return made


async def found_by_axe(page: Page, *, at_least: int = 15) -> list[Any]:
    """What axe has to say against the page, by the rules of WCAG 2.2 AA. Skips where axe cannot be fetched."""
    try:
        source = axe().read_text(encoding="utf-8")
    except NotFetched as trouble:
        pytest.skip(f"axe-core could not be fetched: {trouble}")
    await page.evaluate(source)
    passes, violations = await page.evaluate(
        "tags => axe.run(document, {runOnly: tags}).then(r => [r.passes.length, r.violations.map(v =>"
        " [v.id, ...v.nodes.map(n => n.html.slice(0, 200) + ' ' + n.failureSummary)])])",
        AA,
    )
    assert passes > at_least, "axe has looked at next to nothing"
    return list(violations)
