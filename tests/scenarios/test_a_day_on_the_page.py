"""The day as somebody with only a browser has it: the whole service, the real page, a real browser."""

import re

import pytest
from playwright.async_api import expect

from bot.page.assets import Assets
from gatherings.store import Database
from tests.builders import at
from tests.scenarios.scene import a_scene
from tests.web.browser import chromium, find_chromium

pytestmark = pytest.mark.browser

A_WHILE_MS = 15_000


@pytest.mark.skipif(find_chromium() is None, reason="there is no Chromium on this machine")
@pytest.mark.skipif(not Assets().has_web_chat, reason="the page's bundle is not fetched: make page")
async def test_a_question_is_answered_and_a_followed_block_arrives_by_itself(database: Database) -> None:
    expect.set_options(timeout=A_WHILE_MS)
    path = find_chromium()
    assert path is not None
    async with a_scene(database, at=at("08:50")) as scene, chromium(path) as browser:
        context = await browser.new_context(locale="nb-NO", viewport={"width": 360, "height": 740})
        page = await context.new_page()
        await page.goto(scene.url)
        feed = page.get_by_role("feed")
        await expect(feed.get_by_text("Velkommen!").first).to_be_visible()
        await feed.get_by_role("button", name="Følg programmet").click()
        await expect(feed.get_by_text("Du følger nå programmet for Vårsamling.").first).to_be_visible()
        scene.clock.at = at("08:55")
        await scene.tick()
        await expect(feed.get_by_text("Om 5 minutter: Velkommen til Fjordby").first).to_be_visible()
        await page.get_by_role("textbox").fill("when is lunch?")
        await page.get_by_role("textbox").press("Enter")
        await expect(feed.get_by_text(re.compile("12:00–12:45 today")).first).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await context.close()
