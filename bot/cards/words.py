"""Small things that happen to text before it stands on a card."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote_plus, urlsplit

TITLE: Final = 140  # letters; a title of a programme is a line, not a page
NAME: Final = 60
LONGEST_LINK: Final = 1000
MAP: Final = "https://www.openstreetmap.org/search?query="


def short(text: str, limit: int = TITLE) -> str:
    """The text on one line, cut with an ellipsis where it is longer than `limit` letters."""
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def capital(text: str) -> str:
    """The text as the beginning of a line; "kl." and addresses stay small."""
    return text if text.startswith(("kl.", "http")) else text[:1].upper() + text[1:]


def closed(text: str) -> str:
    """The text with a full stop, unless it ends as a sentence already."""
    return text if text.endswith((".", "?", "!", "…", ":")) else f"{text}."


def is_link(url: str) -> bool:
    """Whether it may stand behind a button: an http or https address of a sensible length."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and len(url) <= LONGEST_LINK


def map_link(*places: str) -> str:
    """A map's search page for a place; nothing is fetched before somebody opens it."""
    return MAP + quote_plus(", ".join(short(place, NAME) for place in places if place))
