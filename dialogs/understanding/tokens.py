"""A message cut into tokens, and the forms that words are compared in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

LONGEST_MESSAGE: Final = 600  # letters; what comes after is not read
LONGEST_WORD: Final = 40
STOPS: Final = ".!?;,:"
TOKEN: Final = re.compile(
    r"(?P<url>https?://[^\s<>\"]+)"
    r"|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<code>\b(?:[A-Za-z0-9]{4}-[A-Za-z0-9]{4}-[A-Za-z0-9]{4}|(?=[A-Za-z-]*\d)[A-Za-z0-9]{4}-[A-Za-z0-9]{4})\b)"
    r"|(?P<clock>\b\d{1,2}[:.]\d{2}\b(?![:.]\d))"
    r"|(?P<number>\d+)"
    r"|(?P<word>[^\W\d_]+(?:['’´`][^\W\d_]+)?)"
    r"|(?P<stop>[.!?;\n]+|,|:)"
)
LETTERS: Final = str.maketrans(
    {"å": "a", "ø": "o", "ö": "o", "æ": "e", "ä": "e", "é": "e", "è": "e", "ò": "o", "ô": "o"}
)
TWO_LETTERS: Final = (("aa", "a"), ("oe", "o"), ("ae", "e"))
ABBREVIATIONS: Final = frozenset({"kl", "ca", "nr", "pga", "min", "f", "v", "dvs", "osv", "bl"})
APOSTROPHES: Final = re.compile("['’´`]")
ENGLISH_ENDING: Final = re.compile("'(?:s|re|ll|ve|d)$")
CLITIC: Final = re.compile(
    "(?P<word>[^\\W\\d_]{2,})['’´`](?P<small>kke|ke|kje|itj|itte|n|a|u|e|em|rem|øm|an)$", re.IGNORECASE
)
"""Small words that speech hangs on to another: "er'e", "har'u", "kan'kje", "skal'n"."""
WHOLE_CLITIC: Final = {
    "kke": "ikke",
    "ke": "ikke",
    "kje": "ikkje",
    "u": "du",
    "e": "det",
    "em": "dem",
    "rem": "dem",
    "øm": "dem",
    "an": "han",
}
AGAIN_AND_AGAIN: Final = re.compile(r"(.)\1{2,}")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number, clock time, address (of the web or of mail) or code. `form` is in lower case.

    `start` and `end` are places in the text; `sentence` and `clause` count from 0.
    """

    kind: str
    text: str
    form: str
    start: int
    end: int
    sentence: int
    clause: int

    @property
    def is_capitalised(self) -> bool:
        return self.text[0].isupper()


@lru_cache(maxsize=16_384)
def fold(form: str) -> str:
    """The form without æ, ø, å, however they were written: "på", "paa" and "pa" are one."""
    folded = form.lower().translate(LETTERS)
    for pair, letter in TWO_LETTERS:
        folded = folded.replace(pair, letter)
    return folded


def without_repeats(form: str) -> str:
    """The form with no letter more than twice in a row: "heeeei" is "heei"."""
    return AGAIN_AND_AGAIN.sub(r"\1\1", form)


@lru_cache(maxsize=16_384)
def word_form(word: str) -> str:
    """The form of a word: lower case, the English 's and 're gone, other apostrophes closed up ("don't" is "dont")."""
    lower = APOSTROPHES.sub("'", word.lower())
    stem = ENGLISH_ENDING.sub("", lower)
    return without_repeats(stem.replace("'", ""))[:LONGEST_WORD]


def cut_word(written: str, start: int) -> Iterator[tuple[str, str, int, int]]:
    """A word as text, form and places in the text; as two words where a small one hangs on it."""
    cut = CLITIC.match(written)
    if cut is None:
        yield written, word_form(written), start, start + len(written)
        return
    word, small = cut["word"], cut["small"].lower()
    yield word, word_form(word), start, start + len(word)
    yield cut["small"], WHOLE_CLITIC.get(small, small), start + cut.start("small"), start + len(written)


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of a text, in order."""
    found: list[Token] = []
    sentence = clause = 0
    for match in TOKEN.finditer(text[:LONGEST_MESSAGE]):
        kind, written = match.lastgroup or "word", match.group()
        if kind == "word":
            found.extend(Token("word", *cut, sentence, clause) for cut in cut_word(written, match.start()))
        elif kind != "stop":
            found.append(Token(kind, written, written, match.start(), match.end(), sentence, clause))
        elif found and is_stop(written, found[-1], text[match.end() : match.end() + 1]):
            clause += 1
            sentence += written not in {",", ":"}
    return tuple(found)


def is_stop(mark: str, before: Token, following: str) -> bool:
    """Whether the mark ends a clause: not in "kl. 13", "7. mai", "e.g"."""
    if mark != ".":
        return True
    return before.kind != "number" and before.form not in ABBREVIATIONS and (not following or following.isspace())


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text, as they are compared: of a title, a name, a phrase of the lexicon."""
    plain = text.rstrip(STOPS)
    if plain.replace(" ", "").isalpha():  # as nearly all of the lexicon is, and what people ask
        return tuple(fold(word_form(word)) for word in plain.split())
    return tuple(fold(token.form) for token in tokens_of(text))
