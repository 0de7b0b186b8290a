"""What may be shown: an organiser's words without marks of other programs, and without e-mail addresses."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import Final

_LINE_BREAK: Final = re.compile(r"<br\s*/?>|</p>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?(?:b|i|u|s|p|em|strong|span|div|font|a)(?:\s[^<>]{0,300})?/?>", re.IGNORECASE)
_BOLD: Final = re.compile(r"(\*\*|__)(?=\S)([^\n]{1,500}?)(?<=\S)\1")
_UNSEEN: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_HASHES: Final = re.compile(r"^#{1,6}\s+", re.MULTILINE)
_BLANK_LINES: Final = re.compile(r"\n\s*\n\s*")
_SPACES: Final = re.compile(r"[ \t\u00a0]+")
_ADDRESS: Final = re.compile(r"(?:mailto:)?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}", re.IGNORECASE)
_EMPTIED: Final = re.compile(
    r"\((?:\s|e-?post:?|e-?mail:?)*\)|<\s*>|\[\s*\]|\b(?:e-?post|e-?mail|mail):\s*(?=$|[.,;)])",
    re.IGNORECASE | re.MULTILINE,
)
_BEFORE_MARK: Final = re.compile(r"[ \t]+([.,;)])")


def plain(text: str) -> str:
    """The text without tags, bold marks, headings' hashes and unseen characters; paragraphs stay."""
    if "<" in text or "&" in text:
        text = _TAG.sub("", _LINE_BREAK.sub("\n", html.unescape(text)))
    if "**" in text or "__" in text:
        text = _BOLD.sub(r"\2", text)
    text = _HASHES.sub("", _UNSEEN.sub(" ", text))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


@lru_cache(maxsize=4096)
def one_line(text: str) -> str:
    return " ".join(plain(text).split())


def without_addresses(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with its e-mail addresses taken out, and the addresses."""
    if "@" not in text:
        return text, ()
    found = tuple(dict.fromkeys(_ADDRESS.findall(text)))
    text = _EMPTIED.sub("", _ADDRESS.sub("", text))
    return plain(_BEFORE_MARK.sub(r"\1", text)), found
