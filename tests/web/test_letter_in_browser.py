"""A letter's HTML, in a real browser, as a client in light and in dark shows it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Browser

from bot.channels.email import dress
from tests.bot.channels.test_email import REMINDER
from tests.web.visit import PHONE, found_by_axe

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.e2e)])
async def test_a_letter_is_one_column_with_links_for_a_thumb_and_without_fault(browser: Browser, scheme: Any) -> None:
    context = await browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, color_scheme=scheme)
    page = await context.new_page()
    await page.set_content(
        str(dress(REMINDER, language="nb", do_link=lambda choice: "https://samband.example.org/p/x")["html"])
    )

    assert await page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    areas = [await link.bounding_box() for link in await page.get_by_role("link").all()]
    assert [area["height"] >= 44 and area["width"] > 280 for area in areas if area] == [True] * 3
    assert await found_by_axe(page, at_least=5) == []
    await context.close()
