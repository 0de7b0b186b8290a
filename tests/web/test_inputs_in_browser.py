"""A card with inputs of every kind, on the real page in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Browser, expect

from tests.web.house import FORM, House
from tests.web.visit import PHONE, Visit, found_by_axe, visit_of

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

NOTHING_CHOSEN = {"do": "signup.details", "gathering": "g1", "name": "Kari Nes", "email": "kari@fjordby.example"}


async def fetch_form(visit: Visit) -> None:
    await visit.open()
    await visit.say("skjema")
    await visit.reads(FORM.footer)


async def test_what_is_filled_in_comes_with_the_button_from_the_keyboard_alone(visit: Visit) -> None:
    await fetch_form(visit)
    keyboard = visit.page.keyboard
    for name, purpose in {"Navn": "name", "E-post": "email"}.items():
        await expect(visit.feed.get_by_role("textbox", name=name)).to_have_attribute("autocomplete", purpose)
    await visit.feed.get_by_role("textbox", name="Navn").focus()
    for key in ("Kari Nes", "Tab", "kari@fjordby.example", "Tab", "ArrowDown", "Tab", "Vegan", "Tab", " ", "Tab", " "):
        await (keyboard.press(key) if key in {"Tab", "ArrowDown", " "} else keyboard.type(key))
    await keyboard.press("Tab")
    await keyboard.type("teleslynge")
    await keyboard.press("Tab")
    await keyboard.press("Enter")
    await visit.reads("trykket: signup.details")

    chosen = {"mode": "digital", "dinner": "vegan", "food": "veg,nuts", "access": "teleslynge"}
    assert visit.house.echo.heard[-1].pressed == NOTHING_CHOSEN | chosen


@pytest.mark.e2e
async def test_what_must_be_filled_in_says_so_takes_the_focus_and_sends_nothing(visit: Visit) -> None:
    await fetch_form(visit)
    heard = len(visit.house.echo.heard)
    await visit.press("Gå videre")

    name = visit.feed.get_by_role("textbox", name="Navn Skriv navnet ditt.")
    await expect(name).to_be_focused()
    await expect(name).to_have_attribute("aria-required", "true")
    await expect(visit.feed.get_by_text("Skriv e-postadressen din.")).to_be_visible()
    assert len(visit.house.echo.heard) == heard

    await name.fill("Kari Nes")
    await visit.feed.get_by_role("textbox", name="E-post").fill("kari@fjordby.example")
    await visit.press("Gå videre")
    await visit.reads("trykket: signup.details")
    assert visit.house.echo.heard[-1].pressed == NOTHING_CHOSEN | {"mode": "room"}


@pytest.mark.e2e
async def test_who_changes_their_mind_need_fill_in_nothing(visit: Visit) -> None:
    await fetch_form(visit)
    await visit.press("Avbryt")
    await visit.reads("trykket: cancel")

    assert visit.house.echo.heard[-1].pressed == {"do": "cancel"}


@pytest.mark.e2e
async def test_a_form_that_said_what_is_missing_still_works_when_the_phone_is_turned_and_when_it_gets_dark(
    browser: Browser, house: House
) -> None:
    visit = await visit_of(browser, house, PHONE)
    await fetch_form(visit)
    await visit.press("Gå videre")
    name = visit.feed.get_by_role("textbox", name="Navn")
    await name.fill("Kari Nes")
    await visit.page.set_viewport_size({"width": 740, "height": 360})
    await visit.page.emulate_media(color_scheme="dark")
    await expect(visit.page.locator(".ac-adaptiveCard").last).to_have_css("background-color", "rgb(26, 38, 40)")
    await expect(name).to_have_value("Kari Nes")

    await visit.feed.get_by_role("textbox", name="E-post").fill("kari@fjordby.example")
    await visit.press("Gå videre")
    await visit.reads("trykket: signup.details")
    assert visit.complaints == []
    await visit.context.close()


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.e2e)])
async def test_a_form_is_legible_large_enough_for_a_thumb_and_without_fault(
    browser: Browser, house: House, scheme: Any
) -> None:
    visit = await visit_of(browser, house, PHONE)
    await visit.page.emulate_media(color_scheme=scheme)
    await fetch_form(visit)
    await visit.press("Gå videre")
    await visit.reads("Skriv navnet ditt.")

    assert await visit.page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    for targets, width in ((".ac-textInput, .ac-multichoiceInput, .ac-pushButton", 200), (".ac-input label", 100)):
        areas = [await one.bounding_box() for one in await visit.feed.locator(targets).all()]
        assert [area for area in areas if area is None or area["height"] < 44 or area["width"] < width] == []
    sizes = "all => all.map(e => getComputedStyle(e).fontSize)"
    assert set(await visit.feed.locator(".ac-textInput, select, .ac-input label").evaluate_all(sizes)) == {"16px"}
    assert await found_by_axe(visit.page) == []
    await visit.context.close()
