"""What a person said, out of what Teams makes of it: tags, entities, mentions and quotes."""

from __future__ import annotations

import html
import re
from typing import Final

from bot.sdk.fields import Raw, objects, part, text_of

MAX_MARKUP: Final = 40_000
"""Teams takes 28 KB from a person; more than this is not looked through for quotes."""

_REPLY: Final = "schema.skype.com/Reply"
_BLOCKQUOTES: Final = re.compile(r"</?blockquote\b[^<>]*>", re.IGNORECASE)
_QUOTED: Final = re.compile(r"<quoted\b[^<>]*>(?:[^<>]*</quoted>)?", re.IGNORECASE)
_BREAKS: Final = re.compile(r"<br\s*/?>|</(?:p|div|li|h[1-6])>", re.IGNORECASE)
_TAGS: Final = re.compile(
    r"</?(?:at|p|div|span|a|b|i|u|s|em|strong|strike|ul|ol|li|h[1-6]|pre|code|blockquote|img|attachment|emoji)\b[^<>]*>",
    re.IGNORECASE,
)
_UNSEEN: Final = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_SPACES: Final = re.compile(r"[^\S\n]+")
_EMPTY_LINES: Final = re.compile(r"\s*\n\s*")


def said_in(raw: Raw) -> str:
    """The person's own words: the mention of us, quoted messages, markup and odd spaces are gone."""
    text = _markup(raw)
    for mention in _mentions_of_us(raw):
        text = text.replace(mention, " ")
    text = _QUOTED.sub(" ", _without_quotes(text))
    text = _TAGS.sub("", _BREAKS.sub("\n", text))
    text = _UNSEEN.sub("", html.unescape(text))
    text = "".join(letter if letter >= " " or letter == "\n" else " " for letter in text)
    return _EMPTY_LINES.sub("\n", _SPACES.sub(" ", text)).strip()


def _markup(raw: Raw) -> str:
    """The text; where it quotes another message, the markup, for only there the quote can be told from the words."""
    for attachment in objects(raw, "attachments"):
        content = text_of(attachment, "content")
        if attachment.get("contentType") == "text/html" and _REPLY in content[:MAX_MARKUP]:
            return content[:MAX_MARKUP]
    return text_of(raw, "text")[:MAX_MARKUP]


def _without_quotes(markup: str) -> str:
    """The markup outside of quoted messages, whose own quotes go with them. One pass, whatever is written."""
    kept, start, depth = [], 0, 0
    for tag in _BLOCKQUOTES.finditer(markup):
        if depth and tag[0].startswith("</"):
            depth, start = depth - 1, tag.end()
        elif depth or _REPLY in tag[0]:
            if not depth:
                kept.append(markup[start : tag.start()])
            depth += 1
    return " ".join([*kept, markup[start:]] if not depth else kept)


def _mentions_of_us(raw: Raw) -> list[str]:
    """The texts that mention us, as they stand in the message; in markup a mention is a span with a number."""
    us = part(raw, "recipient")["id"]
    return [
        text
        for entity in objects(raw, "entities")
        if entity.get("type") == "mention" and part(entity, "mentioned").get("id") == us
        if (text := text_of(entity, "text"))
    ]
