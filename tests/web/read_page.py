"""A page without scripts, as a person reads it."""

from __future__ import annotations

import html
import re
from typing import Protocol


class _Page(Protocol):
    @property
    def text(self) -> str: ...


class Readable:
    """What is read on a page whose HTML is `text`."""

    __slots__ = ()

    @property
    def words(self: _Page) -> str:
        """What a person reads, on one line."""
        main = self.text.partition("<main")[2] or self.text
        return _plain(main.partition(">")[2], between=" ")

    @property
    def buttons(self: _Page) -> list[str]:
        """Buttons and what they say."""
        return [_plain(label) for label in re.findall(r"<button[^>]*>(.*?)</button>", self.text)]


def _plain(text: str, *, between: str = "") -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", between, text)).split())
