"""The real page in a real browser."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from bot.clock import machine_now
from tests.doubles.clocks import HandClock
from tests.web.house import POSTED, WELCOME, House, open_house
from tests.web.visit import PHONE, Visit, found_by_axe, visit_of

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


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


@pytest.mark.e2e
async def test_who_comes_back_finds_their_conversation(visit: Visit) -> None:
    await visit.open()
    await visit.say("husk dette")
    await visit.reads("ekko: husk dette")
    await visit.page.reload()

    await visit.reads("ekko: husk dette")
    await expect(visit.feed.locator(".ac-adaptiveCard")).to_have_count(1)


@pytest.mark.e2e
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


@pytest.mark.e2e
async def test_in_nynorsk_web_chat_speaks_nynorsk_too(visit: Visit) -> None:
    await visit.open("?lang=nn")
    await visit.say("kva er neste")
    await visit.reads("ekko: kva er neste")

    await expect(visit.box).to_have_attribute("placeholder", "Skriv eit spørsmål, til dømes «kva er neste?»")
    await expect(visit.page.get_by_text("Samtalen blir lagra")).to_be_visible()
    assert {heard.sender.locale for heard in visit.house.echo.heard[-2:]} == {"nn-NO"}
    assert re.search("Roboten|Meldingsinndata|sidan|siden", await visit.page.inner_text("body")) is None


@pytest.mark.e2e
async def test_the_colours_follow_the_system_while_the_page_is_open(visit: Visit) -> None:
    await visit.open()
    await visit.page.emulate_media(color_scheme="dark")

    for part in ("body", ".ac-adaptiveCard", ".webchat__send-box__main"):
        await expect(visit.page.locator(part).first).to_have_css("background-color", re.compile(r"rgb\((1|2|3)\d, "))
    await visit.page.emulate_media(color_scheme="light")
    await expect(visit.page.locator(".ac-adaptiveCard").first).to_have_css("background-color", "rgb(255, 255, 255)")


@pytest.mark.e2e
async def test_on_a_narrow_phone_nothing_is_cut_off_and_buttons_are_wide_and_tall(
    browser: Browser, house: House
) -> None:
    visit = await visit_of(browser, house, PHONE)
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


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.e2e)])
async def test_axe_finds_nothing(visit: Visit, scheme: Any) -> None:
    await visit.page.emulate_media(color_scheme=scheme)
    await visit.open()
    for text, answer in (("hei", "ekko: hei"), ("program", "Nytt fra fylket")):
        await visit.say(text)
        await visit.reads(answer)
    await visit.house.post(await visit.conversation(), POSTED)
    await visit.reads(POSTED.footer)

    assert await found_by_axe(visit.page) == []


@pytest.mark.e2e
async def test_where_no_token_is_given_the_page_says_so_and_offers_to_try_again(browser: Browser, house: House) -> None:
    visit = await visit_of(browser, house)
    await visit.page.route("**/page/token", lambda route: route.abort())
    await visit.page.goto(house.url)
    again = visit.page.get_by_role("button", name="Prøv igjen")
    await expect(again).to_be_visible()
    await visit.page.unroute("**/page/token")
    await again.click()

    await visit.reads(WELCOME.title)
    await expect(visit.page.locator("#status")).to_be_empty()
    await visit.context.close()


@pytest.mark.e2e
async def test_a_page_that_slept_past_its_token_gets_a_new_one(browser: Browser) -> None:
    clock = HandClock(machine_now())
    async with open_house(clock=clock) as house:
        visit = await visit_of(browser, house)
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
