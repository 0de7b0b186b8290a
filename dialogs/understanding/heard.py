"""What was heard in a message: its units (words and phrases, with what they mean) and the spans found over them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final

from dialogs.understanding.clauses import parts_of
from dialogs.understanding.lexicon import FILLER, FOREIGN, SPELT_OTHERWISE, Found, Meaning, Value, find_word, lexicon
from dialogs.understanding.tokens import Token, fold, tokens_of

PLAIN_KINDS: Final = {"number": "number", "clock": "clock", "url": "URL", "email": "EMAIL", "code": "CODE"}


@lru_cache(maxsize=8192)
def concepts_of(meanings: tuple[Meaning, ...]) -> frozenset[str]:
    """The concepts of meanings; those of a word are the same each time it is heard."""
    return frozenset(meaning.concept for meaning in meanings)


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, or a phrase that counts as one: tokens `first` to `last`, inclusive, with their meanings."""

    first: int
    last: int
    folded: tuple[str, ...]
    meanings: tuple[Meaning, ...]
    sureness: float
    sentence: int
    clause: int
    concepts: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "concepts", concepts_of(self.meanings))

    @property
    def is_filler(self) -> bool:
        return FILLER in self.concepts

    @property
    def is_foreign(self) -> bool:
        return self.concepts == {FOREIGN}

    @property
    def is_unknown(self) -> bool:
        return not self.meanings

    def value_of(self, concept: str) -> Value | None:
        return next((m.value for m in self.meanings if m.concept == concept), None)


@dataclass(frozen=True, slots=True)
class Span:
    """A concept over units `first` to `last`, inclusive."""

    concept: str
    first: int
    last: int
    sureness: float = 1.0
    value: Value | None = None

    @property
    def places(self) -> range:
        return range(self.first, self.last + 1)


@dataclass
class Heard:
    """A message as we heard it. Spans are added by those who look for times, names and topics."""

    text: str
    tokens: tuple[Token, ...]
    units: tuple[Unit, ...]
    spans: list[Span] = field(default_factory=list)

    def of(self, concept: str) -> list[Span]:
        """The spans of a concept, in order."""
        return sorted((span for span in self.spans if span.concept == concept), key=lambda span: span.first)

    def first_value(self, concept: str) -> Value | None:
        return next((span.value for span in self.of(concept) if span.value is not None), None)

    @property
    def concepts(self) -> frozenset[str]:
        return frozenset(span.concept for span in self.spans)

    @cached_property
    def unit_of_token(self) -> tuple[int, ...]:
        """For each token the place of its unit."""
        return tuple(place for place, unit in enumerate(self.units) for _ in range(unit.first, unit.last + 1))

    @cached_property
    def parts(self) -> tuple[int, ...]:
        """For each unit the part of the message that it stands in."""
        return parts_of(self.units)

    def written(self, first: int, last: int) -> str:
        """The text of units `first` to `last` as it was written."""
        return self.text[self.tokens[self.units[first].first].start : self.tokens[self.units[last].last].end]

    def hide(self, places: Iterable[int]) -> None:
        """Takes away the spans that touch the places, because something larger was found there."""
        covered = set(places)
        self.spans = [span for span in self.spans if covered.isdisjoint(span.places)]


def hear(text: str) -> Heard:
    """The units of a text, and a span for each of their meanings."""
    tokens = tokens_of(text)
    units = tuple(units_of(tokens))
    return Heard(text, tokens, units, list(spans_of(units)))


def spans_of(units: tuple[Unit, ...]) -> Iterator[Span]:
    for place, unit in enumerate(units):
        for concept in unit.concepts - {FILLER, FOREIGN}:
            yield Span(concept, place, place, unit.sureness, unit.value_of(concept))


def units_of(tokens: tuple[Token, ...]) -> Iterator[Unit]:
    """The units in order; the longest phrase that starts at a token wins over its words."""
    words = [
        find_word(t.form, may_mend=not is_name_like(tokens, p)) if t.kind == "word" else None
        for p, t in enumerate(tokens)
    ]
    if is_plain(tokens, words):
        words = [None if word is None else without_marks(word) for word in words]
    forms = [fold(t.form) if word is None else word.folded for t, word in zip(tokens, words, strict=True)]
    place = 0
    while place < len(tokens):
        token, word = tokens[place], words[place]
        length, meanings = longest_phrase(forms, tokens, place)
        sureness = 1.0
        if not length:
            length, sureness = 1, 1.0 if word is None else word.sureness
            meanings = plain_meanings(token) if word is None else word.meanings
        last = place + length - 1
        yield Unit(place, last, tuple(forms[place : last + 1]), meanings, sureness, token.sentence, token.clause)
        place = last + 1


def is_plain(tokens: tuple[Token, ...], words: list[Found | None]) -> bool:
    """Whether somebody writes without æ, ø and å: none of them is there, and a word lacks one."""
    if not all(token.form.isascii() for token in tokens):
        return False
    pairs = zip(tokens, words, strict=True)
    return any(w is not None and w.sureness == SPELT_OTHERWISE and w.folded == t.form for t, w in pairs)


def without_marks(word: Found) -> Found:
    """The word with all that it may mean where æ, ø and å are left out: "far" is "får" as well."""
    return Found(word.folded, lexicon().folded.get(word.folded, word.meanings), word.sureness)


def is_name_like(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether a token has a capital that no sentence begins with: then it is nobody's typing error."""
    begins = place == 0 or tokens[place - 1].sentence != tokens[place].sentence
    return tokens[place].is_capitalised and not begins


def longest_phrase(forms: list[str], tokens: tuple[Token, ...], place: int) -> tuple[int, tuple[Meaning, ...]]:
    """How many tokens the longest phrase from here has, with all that it means; 0 where none starts."""
    length, meanings = 0, []
    following = forms[place + 1] if place + 1 < len(forms) else ""
    for parts, meaning in lexicon().phrases.get((forms[place], following), ()):
        size = len(parts)
        if size < length:
            break
        fits = tuple(forms[place : place + size]) == parts
        if fits and tokens[place].sentence == tokens[place + size - 1].sentence:
            length = size
            meanings.append(meaning)
    return length, tuple(meanings)


def plain_meanings(token: Token) -> tuple[Meaning, ...]:
    """What a number, a clock time, an address or a code means; a word that we do not know means nothing."""
    concept = PLAIN_KINDS.get(token.kind)
    if concept is None:
        return ()
    return (Meaning(concept, int(token.form) if concept == "number" else token.text),)


def number_at(units: tuple[Unit, ...], place: int) -> int | None:
    """The number that the unit at a place is, in digits or as a word."""
    if not has(units, place, "number"):
        return None
    value = units[place].value_of("number")
    return value if isinstance(value, int) else None


def has(units: tuple[Unit, ...], place: int, concept: str) -> bool:
    """Whether there is a unit at a place that means a concept."""
    return 0 <= place < len(units) and concept in units[place].concepts
