"""Somebody looking at the pages without scripts: with axe, at two widths, in light and in dark.

With SAMBAND_SHOTS=folder, pictures of every page are left there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from playwright.async_api import ConsoleMessage, Page

from tests.web.plain_house import Plain

AA: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS: Final = (360, 1200)


@dataclass
class Looking:
    """Somebody looking at pages, and what their browser complained of."""

    house: Plain
    page: Page
    axe: str
    shots: Path | None
    complaints: list[str] = field(default_factory=list)

    async def open(self, path: str) -> None:
        await self.page.goto(f"{self.house.url}{path}")

    async def examine(self, name: str) -> None:
        """Nothing that axe minds, nothing cut off, at each width, in light and in dark; a picture of each."""
        for width in WIDTHS:
            await self.page.set_viewport_size({"width": width, "height": 740})
            for scheme in ("light", "dark"):
                await self._examine(name, width, scheme)

    async def _examine(self, name: str, width: int, scheme: Literal["light", "dark"]) -> None:
        await self.page.emulate_media(color_scheme=scheme)
        if self.shots is not None:
            await self.page.screenshot(path=self.shots / f"{name}-{width}-{scheme}.png", full_page=True)
        await self.page.evaluate(self.axe)
        found = await self.page.evaluate(
            "tags => axe.run(document, {runOnly: tags}).then(r => [r.passes.length > 15, r.violations.map(v =>"
            " [v.id, ...v.nodes.map(n => n.html.slice(0, 200) + ' ' + n.failureSummary)])])",
            AA,
        )
        wide = await self.page.evaluate("document.documentElement.scrollWidth")
        assert (name, width, scheme, found, wide) == (name, width, scheme, [True, []], width)
        low = await self.page.evaluate(
            "[...document.querySelectorAll('button, a.button, nav a')].filter(e => e.offsetHeight < 44).length"
        )
        assert low == 0

    def complain(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)
