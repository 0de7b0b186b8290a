"""Takes a picture of a running page, for the README.

python -m tests.web.picture http://127.0.0.1:3978/ page.png [--phone] [--dark] [--say "hva er neste?"]...
"""

from __future__ import annotations

import argparse
import asyncio
import sys

from playwright.async_api import Page

from tests.web.browser import chromium, find_chromium

DESKTOP, PHONE = (1280, 800), (390, 780)
SETTLED_MS = 1_500


async def take(url: str, output: str, *, says: list[str], is_phone: bool, is_dark: bool) -> None:
    """The picture lies at `output`."""
    path = find_chromium()
    assert path, "Chromium is needed"
    width, height = PHONE if is_phone else DESKTOP
    async with chromium(path) as browser:
        page = await browser.new_page(
            viewport={"width": width, "height": height},
            color_scheme="dark" if is_dark else "light",
            device_scale_factor=2,
        )
        await page.goto(url)
        await page.get_by_role("feed").get_by_role("article").first.wait_for()
        for text in says:
            await _say(page, text)
        await page.wait_for_timeout(SETTLED_MS)
        await page.screenshot(path=output)


async def _say(page: Page, text: str) -> None:
    box = page.get_by_role("textbox")
    await box.fill(text)
    await box.press("Enter")
    await page.wait_for_timeout(SETTLED_MS)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("output")
    parser.add_argument("--say", action="append", default=[])
    parser.add_argument("--phone", action="store_true")
    parser.add_argument("--dark", action="store_true")
    asked = parser.parse_args()
    asyncio.run(take(asked.url, asked.output, says=asked.say, is_phone=asked.phone, is_dark=asked.dark))
    return 0


if __name__ == "__main__":
    sys.exit(main())
