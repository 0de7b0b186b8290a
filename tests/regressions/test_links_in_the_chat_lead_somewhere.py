"""The calendar's address was not there (404), and the button that fetches one's own data was refused (its form had no
signature that a browser could read).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import aiohttp
from icalendar import Calendar

from gatherings.terms import Terms
from tests.builders import at
from tests.doubles.teams import Talk
from tests.scenarios.scene import Scene, place


async def signed_up(scene: Scene) -> Talk:
    scene.clock.at = at("10:00", date(2027, 3, 20))
    await scene.change(terms=Terms(deadline=date(2027, 4, 1)))
    scene.cloud.members["29:kari"] = "kari.nes@hitra.kommune.no"
    kari = scene.teams.personal()
    await scene.say(kari, "meld meg på")
    await scene.choose(kari, "Meld på, i salen")
    return kari


def address(scene: Scene, talk: Talk) -> str:
    """Where the last card's first link leads, on this service."""
    sent: Mapping[str, Any] = scene.cloud.sent_to(place(talk))[-1]
    actions = sent["attachments"][0]["content"]["actions"]
    url = next(str(action["url"]) for action in actions if "url" in action)
    return scene.url + re.sub(r"^https?://[^/]+", "", url)


async def test_the_calendars_address_gives_a_calendar(scene: Scene) -> None:
    kari = await signed_up(scene)
    await scene.choose(kari, "Legg i kalender")
    async with aiohttp.ClientSession() as browser, browser.get(address(scene, kari)) as answer:
        read = Calendar.from_ical(await answer.read())
    assert {str(event["SUMMARY"]) for event in read.walk("VEVENT")} == {"Vårsamling"}


async def test_ones_own_data_can_be_fetched_by_the_button_of_the_page(scene: Scene) -> None:
    kari = await signed_up(scene)
    await scene.say(kari, "vis mine data")
    url = address(scene, kari)
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        async with browser.get(url) as door:
            fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', await door.text()))
        async with browser.post(url, data=fields, headers={"Origin": scene.url}) as file:
            assert (file.status, "Kari Nes" in await file.text()) == (200, True)
