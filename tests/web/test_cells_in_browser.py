"""The scale on the page: ten cells for a thumb and for the keyboard, each with its name for who listens."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Browser, expect

from tests.web.house import RATING, House
from tests.web.visit import PHONE, Visit, found_by_axe, visit_of

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def fetch_scale(visit: Visit) -> None:
    await visit.open()
    await visit.say("skala")
    await visit.reads(RATING.footer)


async def test_a_number_is_pressed_from_the_keyboard_and_nothing_else_is_needed(visit: Visit) -> None:
    await fetch_scale(visit)
    await visit.feed.get_by_role("button", name="7 av 10").focus()
    await visit.page.keyboard.press("Enter")
    await visit.reads("trykket: evaluation.answer 7")


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.e2e)])
async def test_every_number_is_named_large_enough_for_a_thumb_and_without_fault(
    browser: Browser, house: House, scheme: Any
) -> None:
    visit = await visit_of(browser, house, PHONE)
    await visit.page.emulate_media(color_scheme=scheme)
    await fetch_scale(visit)
    named = [f"{n} av 10, valgt" if n == 8 else f"{n} av 10" for n in range(1, 11)]
    for name in named:
        cell = visit.feed.get_by_role("button", name=name, exact=True)
        await expect(cell).to_be_visible()
        box = await cell.bounding_box()
        assert box is not None
        assert (box["height"] >= 44, box["width"] >= 44) == (True, True), (name, box)
    assert await found_by_axe(visit.page) == []
    await visit.context.close()
