"""What an answer is about: its words without those that say nothing, by their stems. Pure.

Bokmål, nynorsk and English in one: words of `likeness.toml` that mean the same have one topic, and so have words that
differ by an ending, by how æøå were written, or by a slip.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import combinations
from typing import Final

from rapidfuzz.distance import OSA

from gatherings.organisations.forms import fold

WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
DOUBLED: Final = re.compile(r"(.)\1")
SHORTEST_STEM: Final = 2
SHORTEST_START: Final = 5  # of a compound, when it is a word by itself in another answer
SHORTEST_REST: Final = 3
BEGINNING: Final = 3
ONE_SLIP, TWO_SLIPS = 8, 12  # letters that a stem has at least, to be taken for another that differs by so much
MATTER, BY_THE_WAY = "=", "~"
"""What the topics begin with that words of `likeness.toml` have; others are stems."""

Stem = Callable[[str], str]
Topics = Mapping[str, tuple[str, ...]]
"""The topics of an answer, each with the words it was written in."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What `likeness.toml` says, folded."""

    nothing: frozenset[str]
    when: re.Pattern[str]
    same: Mapping[str, re.Pattern[str]]


@cache
def vocabulary() -> Vocabulary:
    table = tomllib.loads((files("gatherings.evaluation") / "likeness.toml").read_text(encoding="utf-8"))
    lists = [(MATTER, table["matters"]), (BY_THE_WAY, table["by_the_way"])]
    same = {f"{mark}{name}": _pattern(fold(words)) for mark, named in lists for name, words in named.items()}
    nothing = frozenset(fold(word) for word in table["nothing"].split())
    return Vocabulary(nothing, _pattern(table["when"]), same)


def _pattern(listed: str) -> re.Pattern[str]:
    forms = (re.escape(words.strip()).replace(r"\*", r"\w*") for words in listed.split(","))
    return re.compile(rf"\b(?:{'|'.join(forms)})\b", re.IGNORECASE)


def topics_of(texts: Sequence[str]) -> list[Topics]:
    """The topics of each text, in the order of the texts. What a word's topic is depends on all of them."""
    written = [_words(text) for text in texts]
    words = {_folded(word) for one in written for word in one}
    meant = _without_slips({topic for word in words for topic in _topics(word) if is_stem(topic)})
    starts = {word: meant[topic] for word in words for topic in _topics(word) if is_stem(topic)}
    return [_gathered(one, meant, starts) for one in written]


def _words(text: str) -> list[str]:
    """The words as they were written, without those that only say when."""
    return WORD.findall(vocabulary().when.sub(" ", unicodedata.normalize("NFC", text)))


def is_stem(topic: str) -> bool:
    return not topic.startswith((MATTER, BY_THE_WAY))


@lru_cache(maxsize=16_384)
def _folded(word: str) -> str:
    return fold(word)


@lru_cache(maxsize=16_384)
def _topics(folded: str) -> tuple[str, ...]:
    """Of a word that we know what it is called, of another its stem, of a word that says nothing none."""
    words = vocabulary()
    if folded in words.nothing:
        return ()
    same = tuple(name for name, pattern in words.same.items() if pattern.fullmatch(folded))
    stem = _stem(folded)
    return same or ((stem,) if len(stem) >= SHORTEST_STEM else ())


def _stem(folded: str) -> str:
    """The stem by the endings of both languages, with doubled letters single: of "programmet" that of "program"."""
    norwegian, english = _stemmers()
    return DOUBLED.sub(r"\1", english(norwegian(norwegian(folded))))


@cache
def _stemmers() -> tuple[Stem, Stem]:
    from snowballstemmer import stemmer  # type: ignore[import-untyped]  # noqa: PLC0415 (thirty languages at once)

    return stemmer("norwegian").stemWord, stemmer("english").stemWord


def _without_slips(stems: Iterable[str]) -> Mapping[str, str]:
    """What each stem is taken for: itself, or the first by the alphabet of those that differ by a slip."""
    meant = {stem: stem for stem in stems}
    by_start: defaultdict[str, list[str]] = defaultdict(list)
    for stem in sorted(stem for stem in meant if len(stem) >= ONE_SLIP):
        by_start[stem[:2]].append(stem)
    for alike in by_start.values():
        for one, other in combinations(alike, 2):
            if _differ_by_a_slip(one, other):
                meant[other] = min(meant[other], meant[one])
    return meant


def _differ_by_a_slip(one: str, other: str) -> bool:
    most = 2 if min(len(one), len(other)) >= TWO_SLIPS else 1
    return OSA.distance(one, other, score_cutoff=most) <= most


def _gathered(words: Iterable[str], meant: Mapping[str, str], starts: Mapping[str, str]) -> Topics:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        folded = _folded(word)
        topics = [meant.get(topic, topic) for topic in _topics(folded)]
        for topic in {*topics, *(_beginnings(folded, starts) if topics else ())}:
            found[topic].append(word)
    return {topic: tuple(found[topic]) for topic in sorted(found)}


def _beginnings(folded: str, starts: Mapping[str, str]) -> Iterator[str]:
    """Topics of other words that a compound begins with: of "budsjettprosessen" that of "budsjett"."""
    ends = range(SHORTEST_START, len(folded) - SHORTEST_REST + 1)
    return (starts[folded[:end]] for end in ends if folded[:end] in starts)


def word_for(topic: str, among: Iterable[Topics]) -> str:
    """The topic as most of the answers wrote it, in capitals where it is an abbreviation, else capitalised.

    First among words that begin alike: where some wrote "pauser", some "pausar" and two "breaks", it is not "Breaks".
    """
    forms = Counter(_form(word) for one in among for word in one.get(topic, ()))
    starts: Counter[str] = Counter()
    for form, often in forms.items():
        starts[_beginning(form)] += often
    most = min(forms, key=lambda form: (-starts[_beginning(form)], -forms[form], len(form), form))
    return most[:1].upper() + most[1:]


def _form(word: str) -> str:
    return word if word.isupper() else word.lower()


def _beginning(form: str) -> str:
    return _folded(form)[:BEGINNING]
