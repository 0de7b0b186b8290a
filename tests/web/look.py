"""Takes a picture of every card of sign-up on the page: each language, narrow and wide, light and dark.

python -m tests.web.look FOLDER [NAME...]
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
from pathlib import Path
from typing import Final

from playwright.async_api import Browser

from bot.channels.web import dress
from bot.wire import Outgoing
from dialogs.phrases import voice
from gatherings.gathering import LANGUAGES, Language
from tests.web.browser import chromium, find_chromium
from tests.web.house import House, open_house
from tests.web.signup_cards import cards
from tests.web.visit import visit_of

WIDTHS: Final = (360, 900)
SCHEMES: Final = ("light", "dark")
SETTLED_MS: Final = 350


async def look(folder: Path, names: list[str]) -> None:
    """The pictures lie in the folder, `NAME-LANGUAGE-WIDTH-SCHEME.png`."""
    path = find_chromium()
    assert path, "Chromium is needed"
    async with open_house() as house, chromium(path) as browser:
        for language, width in itertools.product(LANGUAGES, WIDTHS):
            await _look(browser, house, folder, names, language=language, width=width)


async def _look(
    browser: Browser, house: House, folder: Path, names: list[str], *, language: Language, width: int
) -> None:
    visit = await visit_of(browser, house, (width, 1400))
    await visit.open(f"?lang={language}")
    for name, draw in cards().items():
        if names and name not in names:
            continue
        body = dress(draw(voice(language)), language=language)
        await house.wire.send(house.address(await visit.conversation()), Outgoing(body))
        await visit.page.wait_for_timeout(SETTLED_MS)
        for scheme in SCHEMES:
            await visit.page.emulate_media(color_scheme=scheme)
            article = visit.feed.get_by_role("article").last
            await article.screenshot(path=folder / f"{name}-{language}-{width}-{scheme}.png")
    await visit.context.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Takes a picture of every card.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(look(asked.folder, asked.names))
