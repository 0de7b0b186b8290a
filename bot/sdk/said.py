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
_MENTIONS: Final = re.compile(r"<(at|span)\b([^<>]*)>([^<>]*)</\1>", re.IGNORECASE)
_MENTION: Final = "schema.skype.com/Mention"
_UNSEEN: Final = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_SPACES: Final = re.compile(r"[^\S\n]+")
_EMPTY_LINES: Final = re.compile(r"\s*\n\s*")


def said_in(raw: Raw) -> str:
    """The person's own words: mentions of us, quoted messages, markup and odd spaces are gone."""
    text = _without_us(_markup(raw), raw)
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


def _without_us(text: str, raw: Raw) -> str:
    """The text without its mentions of us: as its entities tell them, and by our names where none does.

    Who tags us may have renamed us, and a client may leave the entities out; in markup a mention is a span.
    """
    mentions = _mentions_of_us(raw)
    for mention in filter(None, (text_of(entity, "text") for entity in mentions)):
        text = text.replace(mention, " ")
    told = [_TAGS.sub("", text_of(entity, "text")) for entity in mentions]
    named = [text_of(part(entity, "mentioned"), "name") for entity in mentions]
    names = {_plain(name) for name in (*told, *named, text_of(part(raw, "recipient"), "name"))} - {""}
    text = _MENTIONS.sub(lambda found: " " if _is_of(found, names) else found[0], text)
    return _without_called(text, names)


def _without_called(text: str, names: set[str]) -> str:
    """The text without the "@Samband" that it begins with, as one writes it where nothing makes a mention of it."""
    start = text.lstrip()
    called = next((name for name in names if start.casefold().startswith(f"@{name}")), None)
    if called is None:
        return text
    rest = start[len(called) + 1 :]
    return text if rest[:1].isalnum() else rest.lstrip(" ,:")


def _is_of(mention: re.Match[str], names: set[str]) -> bool:
    tag, attributes, inner = mention.groups()
    return (tag.lower() == "at" or _MENTION in attributes) and _plain(inner) in names


def _plain(name: str) -> str:
    return " ".join(html.unescape(name).split()).casefold()


def _mentions_of_us(raw: Raw) -> list[Raw]:
    us = part(raw, "recipient")["id"]
    entities = (entity for entity in objects(raw, "entities") if entity.get("type") == "mention")
    return [entity for entity in entities if part(entity, "mentioned").get("id") == us]
