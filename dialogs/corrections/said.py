"""A correction as it was said: its words, and the phrases of corrections.toml that stand in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from dialogs.understanding.lexicon import read_data
from dialogs.understanding.orders import Phrase, longest
from dialogs.understanding.tokens import Token, fold, tokens_of, words_of

EDGES: Final = " \t\n.,;:!«»\"“”'–—-"


@dataclass(frozen=True, slots=True)
class Said:
    """A text with its tokens, and their folded words."""

    text: str
    tokens: tuple[Token, ...]
    words: Phrase

    def before(self, place: int) -> str:
        """The text before a token, without marks at its edges."""
        return self.text[: self.tokens[place].start].strip(EDGES)

    def after(self, place: int) -> str:
        """The text after the tokens before `place`, without marks at its edges."""
        start = self.tokens[place - 1].end if place else 0
        return self.text[start:].strip(EDGES)


def said_of(text: str) -> Said:
    tokens = tokens_of(text)
    return Said(text, tokens, tuple(fold(token.form) for token in tokens))


@cache
def phrases(part: str, value: str = "") -> frozenset[Phrase]:
    """The phrases of a part, folded; of a part with values, those of one."""
    table: Mapping[str, Any] = read_data("corrections.toml")[part]
    by_language: Mapping[str, str] = table[value] if value else table
    return frozenset(words_of(phrase) for written in by_language.values() for phrase in written.split(","))


@cache
def values(part: str) -> tuple[str, ...]:
    """The values of a part that has some."""
    return tuple(read_data("corrections.toml")[part])


def length_at(part: str, said: Said, place: int, value: str = "") -> int:
    """How many words the longest phrase of a part has that stands at a place; 0 where none does."""
    return longest(phrases(part, value), said.words, place)


def skip(part: str, said: Said, place: int = 0) -> int:
    """The place after all phrases of a part that stand here."""
    while length := length_at(part, said, place):
        place += length
    return place


def occurrences(part: str, said: Said, first: int = 0) -> Iterator[tuple[int, int]]:
    """Where phrases of a part stand between other words: the first place, and the place after."""
    for place in range(first, len(said.words)):
        length = length_at(part, said, place)
        if length:
            yield place, place + length


def is_whole(part: str, text: str) -> bool:
    """Whether a text is a phrase of a part, and nothing else."""
    said = said_of(text)
    return bool(said.words) and length_at(part, said, 0) == len(said.words)
