"""People's words in a calendar: nothing that somebody writes becomes a property, or a line, of its own."""

from __future__ import annotations

import re
from typing import Final

from bot.cards.words import is_link

NOT_TEXT: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
ESCAPES: Final = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})
NOT_IN_A_LINK: Final = re.compile(r"[\s\\\"<>]")


def escaped(text: str) -> str:
    """The text as it stands in a file: every kind of line break, comma, semicolon and backslash escaped."""
    return cleaned(text).translate(ESCAPES)


def cleaned(text: str) -> str:
    """The text without control characters and halves of characters; every kind of line break is a newline."""
    return "\n".join(NOT_TEXT.sub("", line) for line in text.splitlines())


def link(url: str | None) -> str | None:
    """The address, where it may stand in a file: http or https, on one line."""
    if url is None or not is_link(url) or url != cleaned(url) or NOT_IN_A_LINK.search(url):
        return None
    return url
