"""A newcomer signs up on the page: the whole service with nothing but the web, a real browser, the keyboard alone."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

import aiohttp
import icalendar
import pytest
from playwright.async_api import expect

from bot.page.assets import Assets
from gatherings.terms import Mode
from tests.builders import DAY_ONE, DAY_TWO
from tests.web.browser import find_chromium
from tests.web.newcomer import Newcomer
from tests.web.served import served
from tests.web.visit import found_by_axe

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="there is no Chromium on this machine"),
    pytest.mark.skipif(not Assets().has_web_chat, reason="the page's bundle is not fetched: make page"),
]

WELL_UNDER_A_MINUTE: Final = timedelta(seconds=40)
PHONE: Final = (360, 740)

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nb": {
        "hello": "Velkommen!", "start": "Meld meg på", "name": "Navn", "email": "E-post", "next": "Neste",
        "organisation": "Kommune eller organisasjon", "near": "«Hitre» fant jeg ikke. Mener du en av disse?",
        "vegetarian": "Vegetar", "dinner": "Ja, gjerne", "confirm": "Meld på, i salen", "done": "Du er påmeldt, i salen.",
        "cost": "Melder du deg av etter torsdag 1. april, eller møter du ikke, faktureres Hitra kommune"
        " for faktisk kostnad.",
    },
    "nn": {
        "hello": "Velkomen!", "start": "Meld meg på", "name": "Namn", "email": "E-post", "next": "Neste",
        "organisation": "Kommune eller organisasjon", "near": "«Hitre» fann eg ikkje. Meiner du ein av desse?",
        "vegetarian": "Vegetar", "dinner": "Ja, gjerne", "confirm": "Meld på, i salen", "done": "Du er påmeld, i salen.",
        "cost": "Melder du deg av etter torsdag 1. april, eller møter du ikkje, blir Hitra kommune fakturert"
        " for faktisk kostnad.",
    },
    "en": {
        "hello": "Welcome!", "start": "Sign me up", "name": "Name", "email": "E-mail", "next": "Next",
        "organisation": "Municipality or organisation", "near": "Do you mean one of these?",
        "vegetarian": "Vegetarian", "dinner": "Yes, please", "confirm": "Sign up, in the room",
        "done": "You are registered, in the room.",
        "cost": "If you cancel after Thursday 1 April, or do not attend, Hitra municipality is invoiced"
        " for the actual cost.",
    },
}  # fmt: skip


async def open_page(who: Newcomer, language: str = "nb") -> None:
    await who.page.goto(f"{who.url}/?lang={language}")
    await who.reads(WORDS[language]["hello"])


async def to_the_summary(who: Newcomer, language: str = "nb", *, looks: bool = False) -> None:
    """From the open page to the card that says what it costs. `looks`: axe looks at every card on the way."""
    words = WORDS[language]
    for _ in range(2):
        await who.page.keyboard.press("Shift+Tab")  # from the box past the end of the conversation into it
    await who.page.keyboard.press("Enter")  # into its last card
    await who.press(words["start"], "Shift+Tab")
    await who.goes_on(words["name"])
    await who.fill(words["name"], "Kari Nes")
    await who.fill(words["email"], "kari.nes@post.example")
    await faultless(who, looks=looks)
    await who.press(words["next"])
    await who.goes_on(words["organisation"])
    await who.fill(words["organisation"], "Hitre")
    await faultless(who, looks=looks)
    await who.press(words["next"])
    await who.goes_on(words["near"])
    await faultless(who, looks=looks)
    await who.press("Hitra")
    await who.goes_on(words["cost"])


async def confirm(who: Newcomer, language: str = "nb", *, looks: bool = False) -> None:
    """What is chosen on the summary, and the click."""
    words = WORDS[language]
    await who.tick(words["vegetarian"])
    await who.tick(words["dinner"])
    await faultless(who, looks=looks)
    await who.press(words["confirm"])
    await who.goes_on(words["done"])
    await faultless(who, looks=looks)


async def faultless(who: Newcomer, *, looks: bool) -> None:
    """Nothing is cut off at the side; where we look, axe finds nothing either."""
    assert await who.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if looks:
        assert await found_by_axe(who.page) == []


async def test_a_newcomer_signs_up_in_under_a_minute_with_the_keyboard_alone(sqlite_address: str) -> None:
    async with served(sqlite_address) as house, house.newcomer() as kari:
        began = time.monotonic()
        await open_page(kari)
        await to_the_summary(kari)
        await confirm(kari)
        took = timedelta(seconds=time.monotonic() - began)

        [made] = await house.registered()
        assert (made.seat, made.organisation_id, made.dinner) == (Mode.ROOM, "n1:no-5056", True)
        assert took < WELL_UNDER_A_MINUTE


@pytest.mark.e2e
@pytest.mark.parametrize(("language", "scheme"), [("nb", "dark"), ("nn", "light"), ("en", "dark")])
async def test_on_a_phone_in_every_language_no_card_on_the_way_is_at_fault(
    sqlite_address: str, language: str, scheme: str
) -> None:
    size = {"width": PHONE[0], "height": PHONE[1]}
    async with (
        served(sqlite_address) as house,
        house.newcomer(viewport=size, color_scheme=scheme, reduced_motion="reduce") as kari,
    ):
        await open_page(kari, language)
        await to_the_summary(kari, language, looks=True)
        await confirm(kari, language, looks=True)
        assert [one.seat for one in await house.registered()] == [Mode.ROOM]


@pytest.mark.e2e
async def test_the_card_that_says_what_it_costs_is_seen_from_its_beginning_on_a_phone(sqlite_address: str) -> None:
    size = {"width": PHONE[0], "height": PHONE[1]}
    async with served(sqlite_address) as house, house.newcomer(viewport=size, reduced_motion="reduce") as kari:
        await open_page(kari)
        await to_the_summary(kari)
        cost = kari.feed.get_by_role("form").last.get_by_text(WORDS["nb"]["cost"])
        await expect(cost).to_be_in_viewport(ratio=1)


@pytest.mark.e2e
async def test_the_calendar_button_leads_to_a_file_that_a_calendar_reads(sqlite_address: str) -> None:
    async with served(sqlite_address) as house, house.newcomer() as kari:
        await open_page(kari)
        await to_the_summary(kari)
        await confirm(kari)
        await kari.press("Legg i kalender")
        await kari.goes_on("Vårsamling i kalenderen din")
        link = kari.feed.get_by_role("link", name=re.compile("calendar"))
        address = await link.get_attribute("href")
        assert address is not None
        async with aiohttp.ClientSession() as session, session.get(address) as answer:
            kind, text = answer.content_type, await answer.text()
        days = icalendar.Calendar.from_ical(text).walk("VEVENT")
        assert (kind, address.startswith(house.url)) == ("text/calendar", True)
        assert [day.decoded("DTSTART").date() for day in days] == [DAY_ONE, DAY_TWO]


@pytest.mark.e2e
async def test_after_a_reload_the_conversation_is_there_and_the_sign_up_goes_on(sqlite_address: str) -> None:
    async with served(sqlite_address) as house, house.newcomer() as kari:
        await open_page(kari)
        await to_the_summary(kari)
        await kari.page.reload()
        await kari.reads(WORDS["nb"]["cost"])
        for _ in range(2):
            await kari.page.keyboard.press("Shift+Tab")
        await kari.page.keyboard.press("Enter")
        await confirm(kari)
        assert len(await house.registered()) == 1


@pytest.mark.e2e
async def test_a_second_tab_shows_the_same_and_a_press_in_each_signs_up_once(sqlite_address: str) -> None:
    async with served(sqlite_address) as house, house.newcomer() as kari:
        await open_page(kari)
        await to_the_summary(kari)
        second = Newcomer(kari.url, await kari.page.context.new_page())
        await second.page.goto(f"{second.url}/")
        await second.reads(WORDS["nb"]["cost"])
        await confirm(kari)
        await second.reads(WORDS["nb"]["done"])
        await second.feed.get_by_role("button", name=WORDS["nb"]["confirm"]).last.press("Enter")
        await expect(second.feed.get_by_role("heading", name=WORDS["nb"]["done"])).to_have_count(2)
        assert len(await house.registered()) == 1
