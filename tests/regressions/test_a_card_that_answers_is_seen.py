"""Whoever had scrolled a little up and pressed a button was shown the end of the card that answers, or only its rim."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.async_api import expect

from bot.page.assets import Assets
from tests.web.browser import find_chromium
from tests.web.served import served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="there is no Chromium on this machine"),
    pytest.mark.skipif(not Assets().has_web_chat, reason="the page's bundle is not fetched: make page"),
]

A_LITTLE: Final = 60
"""Pixels."""

PAGE: Final = "document.querySelector('.webchat__basic-transcript__scrollable')"
SCROLLED_UP: Final = f"{PAGE}.scrollHeight - {PAGE}.clientHeight - {PAGE}.scrollTop >= {A_LITTLE}"
AT_REST: Final = f"""() => new Promise((resolve) => {{
  let last = null, frames = 0;
  const look = () => {{
    frames = {PAGE}.scrollTop === last ? frames + 1 : 0;
    last = {PAGE}.scrollTop;
    if (frames < 20) requestAnimationFrame(look); else resolve();
  }};
  look();
}})"""
"""When the page has not been scrolled for twenty frames: a card that is passed by is not seen."""


async def test_the_card_that_answers_a_tap_is_seen_from_its_beginning_by_whoever_had_scrolled_up(
    sqlite_address: str,
) -> None:
    size = {"width": 360, "height": 560}
    async with served(sqlite_address) as house, house.newcomer(viewport=size, has_touch=True) as kari:
        await kari.page.goto(f"{kari.url}/?lang=nb")
        start = kari.feed.get_by_role("button", name="Meld meg på")
        await expect(start).to_be_in_viewport(ratio=1)
        await kari.page.evaluate(AT_REST)
        await kari.page.mouse.move(180, 250)
        await kari.page.mouse.wheel(0, -A_LITTLE)
        await kari.page.wait_for_function(SCROLLED_UP)
        await kari.page.evaluate(AT_REST)
        await start.tap()
        await kari.goes_on("Navn")
        await kari.page.evaluate(AT_REST)
        await expect(kari.feed.get_by_role("textbox", name="Navn")).to_be_in_viewport(ratio=1)
        await expect(kari.feed.get_by_text("Meld deg på Vårsamling").last).to_be_in_viewport(ratio=1)
