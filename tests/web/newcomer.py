"""Somebody at the real page with a keyboard and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from playwright.async_api import Locator, Page, expect

from tests.web.visit import KNOWN

TYPED_MS: Final = 40
"""Between two letters: a quick typist."""

MOST_STEPS: Final = 40
FOCUSED: Final = """() => {
  const one = document.activeElement;
  const labelled = (one.getAttribute('aria-labelledby') || '').split(' ').map(id => document.getElementById(id));
  const texts = [...labelled, ...(one.labels || [])].filter(Boolean).map(e => e.textContent.trim());
  return [one.tagName, one.getAttribute('aria-label') || '', ...texts, one.textContent.trim()].join('\\n');
}"""
"""What has the focus, by its names: a button's words, an input's label, a choice's."""


@dataclass
class Newcomer:
    """Somebody at the page with a keyboard, and what their browser complained of."""

    url: str
    page: Page
    complaints: list[str] = field(default_factory=list)

    @property
    def feed(self) -> Locator:
        return self.page.get_by_role("feed")

    async def reads(self, text: str) -> None:
        await expect(self.feed.get_by_text(text).last).to_be_visible()

    async def goes_on(self, text: str) -> None:
        """The card that answers has the focus: the next Tab is in it."""
        await expect(self.feed.locator(".ac-adaptiveCard:focus")).to_contain_text(text)

    async def tab_to(self, label: str, key: str = "Tab") -> None:
        """Presses the key until what has the focus is called so."""
        passed = []
        for _ in range(MOST_STEPS):
            await self.page.keyboard.press(key)
            passed.append(await self.page.evaluate(FOCUSED))
            if label in passed[-1].replace(" *", "").split("\n"):
                return
        raise AssertionError(f"no {key} leads to {label!r}: {passed}")

    async def fill(self, label: str, text: str) -> None:
        await self.tab_to(label)
        await self.page.keyboard.type(text, delay=TYPED_MS)

    async def press(self, label: str, key: str = "Tab") -> None:
        await self.tab_to(label, key)
        await self.page.keyboard.press("Enter")

    async def tick(self, label: str) -> None:
        await self.tab_to(label)
        await self.page.keyboard.press(" ")

    def complained(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"} and KNOWN not in text:
            self.complaints.append(text)
