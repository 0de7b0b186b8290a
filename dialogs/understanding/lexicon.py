"""The words we know, read from the TOML files beside this one, and how a word that somebody wrote is found there."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

from rapidfuzz.distance import OSA

from dialogs.understanding.tokens import fold, words_of
from gatherings.intake.name_words import name_words

OURS: Final = ("words.toml", "clock.toml")
ORDINARY: Final = "ordinary.toml"
KIN: Final = "kin.toml"
FILLER: Final = "filler"
FOREIGN: Final = "foreign"
SPELT_OTHERWISE: Final = 0.98  # how sure a word is that was written without æøå, or with letters doubled
MENDED: Final = {1: 0.9, 2: 0.8}  # with so many letters mended
SHORTEST_TO_MEND: Final = 4
SHORTEST_TO_MEND_TWICE: Final = 8
SHORTEST_TAIL: Final = 4

Value = str | int


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word or phrase means: a concept, with a value where it has one, and the languages it is a word of."""

    concept: str
    value: Value | None = None
    languages: frozenset[str] = frozenset()


Meanings = tuple[Meaning, ...]
Phrase = tuple[tuple[str, ...], Meaning]


@dataclass(frozen=True, slots=True)
class Found:
    """A word of the lexicon that somebody meant, and how sure that is: 1 as written, less with a letter mended."""

    folded: str
    meanings: Meanings
    sureness: float


@dataclass
class Lexicon:
    """The words: as written, folded (without æøå), phrases by their first two words, and the ends of longer words."""

    exact: dict[str, Meanings] = field(default_factory=dict)
    folded: dict[str, Meanings] = field(default_factory=dict)
    phrases: dict[tuple[str, str], list[tuple[tuple[str, ...], Meaning]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    tails: dict[str, Meanings] = field(default_factory=dict)
    by_start: dict[tuple[str, int], list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, word: str, meaning: Meaning) -> None:
        """Takes a word, a phrase, or "*end" into the lexicon."""
        parts = words_of(word.removeprefix("*"))
        if word.startswith("*"):
            self.tails[parts[0]] = (*self.tails.get(parts[0], ()), meaning)
        elif len(parts) > 1:
            self.phrases[parts[0], parts[1]].append((parts, meaning))
        else:
            self.exact[word] = (*self.exact.get(word, ()), meaning)
            self.folded[parts[0]] = (*self.folded.get(parts[0], ()), meaning)

    def know(self, word: str) -> None:
        """Takes in a word of titles, which means nothing by itself but is no slip of another word."""
        for part in words_of(word):
            if part not in self.folded:
                self.exact.setdefault(part, ())
                self.folded[part] = ()

    def has(self, folded: str) -> bool:
        """Whether a word is known, by itself or inside a phrase."""
        return folded in self.folded or folded in self.by_start.get((folded[:1], len(folded)), ())

    def close(self) -> None:
        """Makes the lists that searching needs, once all words are in."""
        for known in self.phrases.values():
            known.sort(key=lambda phrase: -len(phrase[0]))
        inside = {part for known in self.phrases.values() for parts, _ in known for part in parts}
        for word in sorted(inside | self.folded.keys()):
            self.by_start[word[0], len(word)].append(word)


def forms_of(entry: str) -> Iterator[str]:
    """The forms of an entry: "frist/en/er" is frist, fristen, frister."""
    stem, *endings = entry.strip().split("/")
    yield stem
    yield from (stem + ending for ending in endings)


def entries_of(table: dict[str, Any], concept: str, value: Value | None = None) -> Iterator[tuple[str, Meaning]]:
    """The words of a concept with what they mean; a table inside it is a value of the concept."""
    for key, content in table.items():
        if isinstance(content, dict):
            yield from entries_of(content, concept, int(key) if key.isdigit() else key)
            continue
        meaning = Meaning(concept, value, LANGUAGES_OF_KEY[key])
        for entry in content.split(","):
            for form in forms_of(entry):
                yield form, meaning


LANGUAGES_OF_KEY: Final = {
    "no": frozenset({"nb", "nn"}),
    "nb": frozenset({"nb"}),
    "nn": frozenset({"nn"}),
    "dialect": frozenset({"dialect"}),
    "en": frozenset({"en"}),
    "any": frozenset[str](),
}


def read_data(name: str) -> dict[str, Any]:
    """A data file of this room."""
    return tomllib.loads(files("dialogs.understanding").joinpath(name).read_text("utf-8"))


def words_in(name: str) -> Iterator[tuple[str, Meaning]]:
    """The words of a file; those of `ordinary.toml` are fillers, or of other matters."""
    for concept, table in read_data(name).items():
        is_theme = name == ORDINARY and concept != FILLER
        yield from entries_of(table, FOREIGN if is_theme else concept)


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    made = Lexicon()
    for name in (*OURS, ORDINARY):
        for word, meaning in words_in(name):
            made.add(word, meaning)
    for word, _ in words_in(KIN):
        made.know(word)
    for given in name_words().given:
        made.know(given.casefold())  # Kari is nobody's slip for curry
    made.close()
    return made


@lru_cache(maxsize=8192)
def find_word(form: str, *, may_mend: bool = True) -> Found | None:
    """The word that was meant: as written, without æøå, with a letter too many, by its end, or with a letter mended."""
    known = lexicon()
    if form in known.exact:
        return Found(fold(form), known.exact[form], 1.0)
    folded = fold(form)
    single = single_letters(folded)
    if known.has(folded):
        return Found(folded, known.folded.get(folded, ()), SPELT_OTHERWISE)
    if len(single) >= SHORTEST_TO_MEND and known.has(single):
        return Found(single, known.folded.get(single, ()), SPELT_OTHERWISE)
    return find_by_tail(folded) or (mend(folded) if may_mend else None)


def single_letters(folded: str) -> str:
    """The word with every doubled letter single."""
    return "".join(letter for place, letter in enumerate(folded) if folded[place - 1 : place] != letter)


def find_by_tail(folded: str) -> Found | None:
    tails = lexicon().tails
    for start in range(1, len(folded) - SHORTEST_TAIL + 1):
        if folded[start:] in tails:
            return Found(folded, tails[folded[start:]], 0.95)
    return None


def mend(folded: str) -> Found | None:
    """The nearest word of the lexicon by typing error: one letter, two in a long word; the first letter stands."""
    if len(folded) < SHORTEST_TO_MEND:
        return None
    slips = 2 if len(folded) >= SHORTEST_TO_MEND_TWICE else 1
    best: tuple[int, str] | None = None
    for length in range(len(folded) - slips, len(folded) + slips + 1):
        for word in lexicon().by_start.get((folded[0], length), ()):
            distance = OSA.distance(folded, word, score_cutoff=slips)
            if distance <= slips and may_be_slip(folded, word) and (best is None or distance < best[0]):
                best = distance, word
    if best is None:
        return None
    return Found(best[1], lexicon().folded.get(best[1], ()), MENDED[best[0]])


def may_be_slip(written: str, word: str) -> bool:
    """Whether a short word can be a slip of another: letters swapped or left out, since others are words themselves."""
    if min(len(written), len(word)) > SHORTEST_TO_MEND:
        return True
    return sorted(written) == sorted(word) or (len(word) > len(written) and len(written) >= SHORTEST_TO_MEND)
