"""The forms that names are compared in, and the words that may stand around them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_LETTERS: Final = str.maketrans({"æ": "a", "ø": "o", "đ": "d", "ð": "d", "ŋ": "n", "ŧ": "t", "ł": "l", "ı": "i"})
_A_IN_TWO: Final = re.compile("a[ae]+")
_LABEL: Final = re.compile(r"[^\W_]+(?:-+[^\W_]+)*")


def words_of(text: str) -> tuple[str, ...]:
    """The words in lower case; hyphens, dots and brackets part them, "&" is "og"."""
    plain = unicodedata.normalize("NFC", text).casefold().replace("’", "'").replace("&", " og ")
    return tuple(_WORD.findall(plain))


def fold(text: str) -> str:
    """The text without diacritics and without æ, ø, å, however they were written: "Ås", "aas" and "as" are one."""
    return _A_IN_TWO.sub("a", bare(text)).replace("oe", "o")


def bare(text: str) -> str:
    """The text with a plain letter for each; letters that only may stand for æ, ø, å in two are left as they are."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold().translate(_LETTERS)


def key_of(words: Iterable[str]) -> str:
    """The words folded and closed up: "Midt-Telemark", "midt telemark" and "midttelemark" are one."""
    return fold("".join(words))


def labels_of(domain: str) -> tuple[str, ...]:
    """The labels of a domain, in lower case and with letters of their own; none where it is no domain."""
    labels = tuple(_own_letters(label) for label in domain.casefold().removesuffix(".").split("."))
    return labels if len(labels) > 1 and all(map(_LABEL.fullmatch, labels)) else ()


def _own_letters(label: str) -> str:
    """ "bærum" of "xn--brum-voa"; empty where that cannot be read."""
    if not label.startswith("xn--"):
        return label
    try:
        return label.removeprefix("xn--").encode("ascii").decode("punycode").casefold()
    except UnicodeError:
        return ""


@dataclass(frozen=True, slots=True)
class Words:
    """What `words.toml` says. The keys of `regions` are folded."""

    municipal: frozenset[str]
    closing: frozenset[str]
    opening: frozenset[str]
    before_a_name: frozenset[str]
    around_a_county: frozenset[str]
    shared_domains: frozenset[str]
    regions: Mapping[str, frozenset[str]]
    county_codes: Mapping[str, frozenset[str]]

    def without_municipal(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The words without "kommune" and its like at the end, unless nothing else is there."""
        end = len(words)
        while end > 1 and words[end - 1] in self.municipal:
            end -= 1
        return words[:end]


@cache
def known_words() -> Words:
    table = tomllib.loads((files("gatherings.organisations") / "words.toml").read_text(encoding="utf-8"))
    lists = {name: frozenset(words.split()) for name, words in table.items() if isinstance(words, str)}
    return Words(
        **lists,
        regions={key_of(words_of(name)): frozenset(counties) for name, counties in table["regions"].items()},
        county_codes={code: frozenset(counties) for code, counties in table["county_codes"].items()},
    )
