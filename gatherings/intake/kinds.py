"""What sort of block it is, told by the words of its title and text. The words stand in `kinds.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

from gatherings.agenda import NOT_PART_OF_THE_WORK
from gatherings.programme import Kind

CLOSING_TITLES: Final = frozenset({
    "slutt", "slutt for dagen", "slutt for i dag", "programslutt", "vel hjem", "vel heim", "hjemreise", "heimreise",
    "avreise", "takk for i dag", "takk for nå", "takk for no",
    "end", "end of day", "end of programme", "close", "departure",
})  # fmt: skip
_WORD: Final = re.compile(r"[^\W_]+(?:[-&][^\W_]+)*")


def kind_of(title: str, text: str) -> Kind:
    """The kind that the first telling word of the title names, else of the text; `other` where nothing says it."""
    told = (_kind_of_word(word) for word in _WORD.findall(title.casefold()))
    return next((kind for kind in told if kind), None) or _kind_of_text(text) or Kind.OTHER


def is_closing_title(title: str) -> bool:
    """Whether it is the mark at the end of a programme or a day, which has no length."""
    return " ".join(title.split()).strip(" .!").casefold() in CLOSING_TITLES


def _kind_of_text(text: str) -> Kind | None:
    for position, word in enumerate(_WORD.finditer(text.casefold())):
        kind = _kind_of_word(word[0])
        if kind and (position == 0 or kind not in NOT_PART_OF_THE_WORK):
            return kind
    return None


def words_of_kinds() -> dict[Kind, list[str]]:
    """The table: for each kind its words, a star standing for any letters."""
    table = tomllib.loads((files("gatherings.intake") / "kinds.toml").read_text(encoding="utf-8"))
    return {Kind(kind): words for kind, words in table.items()}


@cache
def _lookup() -> tuple[dict[str, Kind], tuple[tuple[re.Pattern[str], Kind], ...]]:
    """Whole words to look up at once, and the patterns to try for the rest."""
    pairs = [(word.casefold(), kind) for kind, words in words_of_kinds().items() for word in words]
    patterns = tuple((re.compile(re.escape(w).replace(r"\*", r"\w*")), kind) for w, kind in pairs if "*" in w)
    return {word: kind for word, kind in reversed(pairs) if "*" not in word}, patterns


def _kind_of_word(word: str) -> Kind | None:
    words, patterns = _lookup()
    if word in words:
        return words[word]
    return next((kind for pattern, kind in patterns if pattern.fullmatch(word)), None)
