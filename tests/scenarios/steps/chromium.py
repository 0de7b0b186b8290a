"""The web page in a real browser."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from playwright.async_api import Locator

from tests.scenarios.scene import Scene, a_scene
from tests.scenarios.steps.conversation import BEFORE
from tests.scenarios.steps.ground import WISHES, Ground, put_clock
from tests.web.browser import chromium, find_chromium
from tests.web.newcomer import Newcomer
from tests.web.served import Served

BOXES: Final = {"name": "Navn", "email": "E-post", "organisation": "Kommune eller organisasjon"}
TICKS: Final = {"food": "Vegetar", "dinner": "Ja, gjerne"}


@dataclass
class OnThePage:
    """Somebody at the page."""

    scene: Scene
    who: Newcomer
    unasked: Collection[str] = WISHES

    @property
    def cards(self) -> Locator:
        return self.who.feed.locator(".ac-adaptiveCard")

    async def say(self, text: str) -> None:
        box = self.who.page.locator("[data-id=webchat-sendbox-input]")
        await box.fill(text)
        await box.press("Enter")

    async def fill(self, inputs: Mapping[str, str]) -> None:
        await self.choose("Neste", inputs)

    async def choose(self, label: str, inputs: Mapping[str, str]) -> None:
        card = self.cards.last
        for name, value in inputs.items():
            if name in BOXES:
                await card.get_by_label(BOXES[name]).fill(value)
            else:
                await card.get_by_label(TICKS[name]).check()
        await card.get_by_role("button", name=label).click()

    async def until(self, moment: datetime) -> None:
        await put_clock(self.scene, moment)

    async def heard(self) -> list[str]:
        return [shown.split("\n")[0] for shown in await self.cards.all_inner_texts()]


@asynccontextmanager
async def on_the_page(ground: Ground) -> AsyncIterator[OnThePage]:
    path = find_chromium()
    assert path is not None
    async with (
        a_scene(ground.database, at=BEFORE) as scene,
        chromium(path) as browser,
        Served(scene.url, scene.database, browser).newcomer() as who,
    ):
        await who.page.goto(f"{scene.url}/?lang=nb")
        await who.reads("Velkommen!")
        yield OnThePage(scene, who)
