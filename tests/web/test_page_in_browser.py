"""The real page in a real browser."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, Final

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, expect

from bot.clock import machine_now
from bot.page.assets import Assets
from bot.static.fetch import NotFetched
from tests.doubles.clocks import HandClock
from tests.web.browser import chromium, find_chromium
from tests.web.house import POSTED, WELCOME, House, open_house
from tests.web.packages import axe

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

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
        return self.page.get_by_role("textbox")

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
    made = await _visit(browser, house)
    yield made
    await made.context.close()
    assert (made.complaints, made.asked) == ([], [])


async def _visit(browser: Browser, house: House, size: tuple[int, int] = DESKTOP) -> Visit:
    width, height = size
    context = await browser.new_context(
        viewport={"width": width, "height": height}, locale="nb-NO", timezone_id="Europe/Oslo", reduced_motion="reduce"
    )
    context.set_default_timeout(A_WHILE_MS)
    made = Visit(house, context, await context.new_page())
    made.listen()
    return made


async def test_a_question_is_answered_a_button_works_and_posts_arrive_by_themselves(visit: Visit) -> None:
    await visit.open()
    await visit.say("hei på deg")
    await visit.reads("ekko: hei på deg")
    await visit.press("Hva er neste?")
    await visit.reads("trykket: agenda.next")

    conversation = await visit.conversation()
    receipt = await visit.house.post(conversation, POSTED)
    await visit.reads(POSTED.title)
    await visit.house.post(conversation, WELCOME, replaces=receipt)
    await expect(visit.feed.get_by_text(POSTED.title)).to_have_count(0)

    heard = visit.house.echo.heard[-1]
    assert (heard.sender.locale, heard.address.data.get("timezone")) == ("nb-NO", "Europe/Oslo")


async def test_who_comes_back_finds_their_conversation(visit: Visit) -> None:
    await visit.open()
    await visit.say("husk dette")
    await visit.reads("ekko: husk dette")
    await visit.page.reload()

    await visit.reads("ekko: husk dette")
    await expect(visit.feed.locator(".ac-adaptiveCard")).to_have_count(1)


async def test_everything_can_be_done_from_the_keyboard(visit: Visit) -> None:
    await visit.open()
    await visit.box.focus()
    await visit.page.keyboard.type("hei")
    await visit.page.keyboard.press("Enter")
    await visit.reads("ekko: hei")

    await visit.page.keyboard.press("Shift+Tab")
    for key in ("ArrowUp", "ArrowUp", "ArrowUp", "Enter"):
        await visit.page.keyboard.press(key)
    await _tab_to(visit.page, "Programmet i dag")
    await visit.page.keyboard.press("Enter")
    await visit.reads("trykket: agenda.day")

    await visit.page.goto(visit.house.url)
    await _tab_to(visit.page, "Nynorsk")
    await visit.page.keyboard.press("Enter")
    await expect(visit.page.locator("html")).to_have_attribute("lang", "nn")


async def test_in_nynorsk_web_chat_speaks_nynorsk_too(visit: Visit) -> None:
    await visit.open("?lang=nn")
    await visit.say("kva er neste")
    await visit.reads("ekko: kva er neste")

    await expect(visit.box).to_have_attribute("placeholder", "Skriv eit spørsmål, til dømes «kva er neste?»")
    await expect(visit.page.get_by_text("Samtalen blir lagra")).to_be_visible()
    assert {heard.sender.locale for heard in visit.house.echo.heard[-2:]} == {"nn-NO"}
    assert re.search("Roboten|Meldingsinndata|sidan|siden", await visit.page.inner_text("body")) is None


async def test_the_colours_follow_the_system_while_the_page_is_open(visit: Visit) -> None:
    await visit.open()
    await visit.page.emulate_media(color_scheme="dark")

    for part in ("body", ".ac-adaptiveCard", ".webchat__send-box__main"):
        await expect(visit.page.locator(part).first).to_have_css("background-color", re.compile(r"rgb\((1|2|3)\d, "))
    await visit.page.emulate_media(color_scheme="light")
    await expect(visit.page.locator(".ac-adaptiveCard").first).to_have_css("background-color", "rgb(255, 255, 255)")


async def test_on_a_narrow_phone_nothing_is_cut_off_and_buttons_are_wide_and_tall(
    browser: Browser, house: House
) -> None:
    visit = await _visit(browser, house, PHONE)
    await visit.open()
    await visit.say("program")
    await visit.reads("Målkonflikter i planarbeidet")

    widths = "e => [document.documentElement.scrollWidth, document.querySelector('#chat').scrollWidth]"
    assert await visit.page.evaluate(widths) == [360, 360]
    for button in await visit.feed.get_by_role("button").all():
        area = await button.bounding_box()
        assert area
        assert (area["height"] >= 44, area["width"] > 280) == (True, True)
    await visit.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing(visit: Visit, scheme: Any) -> None:
    try:
        source = axe().read_text(encoding="utf-8")
    except NotFetched as trouble:
        pytest.skip(f"axe-core could not be fetched: {trouble}")
    await visit.page.emulate_media(color_scheme=scheme)
    await visit.open()
    for text, answer in (("hei", "ekko: hei"), ("program", "Nytt fra fylket")):
        await visit.say(text)
        await visit.reads(answer)
    await visit.house.post(await visit.conversation(), POSTED)
    await visit.reads(POSTED.footer)

    await visit.page.evaluate(source)
    found = await visit.page.evaluate(
        "tags => axe.run(document, {runOnly: tags}).then(r => [r.passes.length, r.violations.map(v =>"
        " [v.id, ...v.nodes.map(n => n.html.slice(0, 200) + ' ' + n.failureSummary)])])",
        AA,
    )
    assert (found[0] > 15, found[1]) == (True, [])


async def test_where_no_token_is_given_the_page_says_so_and_offers_to_try_again(browser: Browser, house: House) -> None:
    visit = await _visit(browser, house)
    await visit.page.route("**/page/token", lambda route: route.abort())
    await visit.page.goto(house.url)
    again = visit.page.get_by_role("button", name="Prøv igjen")
    await expect(again).to_be_visible()
    await visit.page.unroute("**/page/token")
    await again.click()

    await visit.reads(WELCOME.title)
    await expect(visit.page.locator("#status")).to_be_empty()
    await visit.context.close()


async def test_a_page_that_slept_past_its_token_gets_a_new_one(browser: Browser) -> None:
    clock = HandClock(machine_now())
    async with open_house(clock=clock) as house:
        visit = await _visit(browser, house)
        await visit.open()
        clock.forward(hours=2)
        await visit.say("god morgen")
        await visit.reads("ekko: god morgen")
        await expect(visit.page.locator("#status")).to_be_empty()
        assert [heard.text for heard in house.echo.heard] == ["", "god morgen"]
        await visit.context.close()


async def _tab_to(page: Page, name: str) -> None:
    """Tab until the focus is on what has this name."""
    for _ in range(20):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.innerText.trim()") == name:
            return
    raise AssertionError(f"{name} cannot be reached")
