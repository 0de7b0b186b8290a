"""Finds the block that a message means: by its title, a part of it, a nickname, a slip, or a word of its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from dialogs.understanding.heard import Heard, Span, Unit
from dialogs.understanding.lexicon import FILLER, FOREIGN
from dialogs.understanding.names import START, Names, TitleWord, kin_of, nickname_tails
from dialogs.understanding.tokens import Token, fold

ENOUGH: Final = 0.5
ENOUGH_OF_TITLE: Final = 0.99
TELLING: Final = 0.4  # at least one word must say so much by itself; words of ours alone do not make a title
WORTH_A_SPAN: Final = 0.15
SHORTEST_PART: Final = 5  # letters of a compound's last part: "konfliktene" in "målkonflikter"
LONGEST_ENDING: Final = 5  # of the title's word; of what was written:
LONGEST_OWN_ENDING: Final = 3
SHORTEST_STEM: Final = 4
STEM_SHARE: Final = 0.6  # of the shorter word that both must share
LONG_ENOUGH_FOR_SLIPS: Final = (5, 8)  # letters from which one slip, and two, are forgiven
ALIKE: Final = {1: 0.9, 2: 0.8}  # what is left of the worth with so many letters mended
FORM, PART, NICKNAME, IN_TEXT = 0.9, 0.7, 0.85, 0.55


@dataclass(frozen=True, slots=True)
class Evidence:
    """A token that speaks for a title, by the title's word at a place."""

    token: int
    title_word: TitleWord
    quality: float

    @property
    def weight(self) -> float:
        return self.title_word.worth * self.quality


def find_titles(heard: Heard, names: Names, taken: set[int]) -> Iterator[Span]:
    """The block that is meant, if its evidence is enough."""
    if not names.titles:
        return
    by_title: dict[int, list[Evidence]] = defaultdict(list)
    for index, token in enumerate(heard.tokens):
        if token.kind in {"word", "number"} and heard.unit_of_token[index] not in taken:
            for evidence in evidence_of(index, token, heard, names):
                by_title[evidence.title_word.title].append(evidence)
    scored = [(*score(found, names.lengths[title]), -title) for title, found in by_title.items()]
    total, covered, minus_title = max(scored, default=(0.0, 0.0, 0))
    found = by_title.get(-minus_title, [])
    if covered >= ENOUGH_OF_TITLE or (total >= ENOUGH and any(e.weight >= TELLING for e in found)):
        yield title_span(heard, found, names.titles[-minus_title], min(1.0, total))


def find_first_and_last(heard: Heard, names: Names) -> Iterator[Span]:
    """The block that opens or closes, where somebody asks who opens or closes."""
    for concept, group in (("open", "opening"), ("close", "closing")):
        known = names.by_kin.get(group, ())
        if known:
            yield from (Span(group, s.first, s.last, value=names.titles[known[0].title]) for s in heard.of(concept))


def score(found: list[Evidence], length: int) -> tuple[float, float]:
    """The weight of the evidence for a title, each of its words counted once, and how much of the title it covers."""
    best: dict[int, Evidence] = {}
    for evidence in found:
        known = best.get(evidence.title_word.place)
        if known is None or evidence.weight > known.weight:
            best[evidence.title_word.place] = evidence
    covered = len({e.title_word.place for e in best.values()}) / max(length, 1)
    return sum(e.weight for e in best.values()) + 0.2 * covered, covered


def title_span(heard: Heard, found: list[Evidence], title: str, sureness: float) -> Span:
    """The span over the evidence, with the small words between."""
    strong = [e for e in found if e.weight >= WORTH_A_SPAN] or found
    places = sorted({heard.unit_of_token[e.token] for e in strong})
    first = last = places[0]
    for place in places[1:]:
        if all(heard.units[between].is_filler for between in range(last + 1, place)):
            last = place
    return Span("TITLE", first, last, 0.8 + 0.2 * sureness, title)


def evidence_of(index: int, token: Token, heard: Heard, names: Names) -> Iterator[Evidence]:
    """What a token says about titles: as it stands, by kin, form, part, nickname or slip, else by a block's text."""
    word = fold(token.form)
    unit = heard.units[heard.unit_of_token[index]]
    exact = names.by_word.get(word, ())
    yield from (Evidence(index, title_word, 1.0) for title_word in exact)
    for group in kin_of(f"{word} {following(heard, index)}"):
        yield from (
            Evidence(at, title_word, 1.0) for title_word in names.by_kin.get(group, ()) for at in (index, index + 1)
        )
    if unit.is_filler and (len(unit.folded) > 1 or not kin_of(word)):
        return
    groups = kin_of(word) | kin_of(" ".join(unit.folded)).union(*map(kin_of, nickname_stems(word)))
    for group in groups:
        yield from (Evidence(index, title_word, 1.0) for title_word in names.by_kin.get(group, ()))
    if exact or is_ours(unit):
        return
    near = list(near_words(word, names))
    for other, quality in near:
        yield from (Evidence(index, title_word, quality) for title_word in names.by_word[other])
    title = names.text_words.get(word)
    if title is not None and not near:
        yield Evidence(index, TitleWord(title, -1, 1.0), IN_TEXT)


def following(heard: Heard, index: int) -> str:
    """The word after a token, folded; empty at the end."""
    return fold(heard.tokens[index + 1].form) if index + 1 < len(heard.tokens) else ""


def is_ours(unit: Unit) -> bool:
    """Whether the unit surely means something else: then only the very word of a title is evidence."""
    return unit.sureness == 1.0 and bool(unit.concepts - {FOREIGN, FILLER})


def near_words(word: str, names: Names) -> Iterator[tuple[str, float]]:
    """The words of titles that this can be a form, a part, a nickname or a slip of."""
    for other in names.by_start.get(word[:START], ()):
        quality = likeness(word, other)
        if quality:
            yield other, quality
    for stem in nickname_stems(word):
        if len(stem) >= SHORTEST_PART:
            yield from ((other, PART) for other in names.by_word if stem in other[2:])
        for other in names.by_start.get(stem[:START], ()):
            if other.startswith(stem) or likeness(stem, other):
                yield other, NICKNAME
    stem = word[: max(SHORTEST_PART, len(word) - 3)]
    if len(word) >= SHORTEST_PART:
        for other in names.by_word:
            if len(other) > len(word) and stem in other[2:]:
                yield other, PART


@lru_cache(maxsize=4096)
def nickname_stems(word: str) -> tuple[str, ...]:
    """What is left of a word without the tail of a nickname: "gull" of "gullsnakket", "klima" of "klimaøkta"."""
    stems = (word.removesuffix(tail) for tail in nickname_tails() if word.endswith(tail))
    return tuple(stem for stem in stems if len(stem) >= START or kin_of(stem))


def likeness(word: str, other: str) -> float:
    """How surely two words are forms of one another, or one a slip of the other; 0 when they are not."""
    if are_forms(word, other):
        return FORM
    shortest = min(len(word), len(other))
    slips = sum(shortest >= length for length in LONG_ENOUGH_FOR_SLIPS)
    distance = OSA.distance(word, other, score_cutoff=slips)
    return ALIKE.get(distance, 0.0) if distance <= slips else 0.0


def are_forms(word: str, other: str) -> bool:
    """Whether two words begin alike and differ in an ending: "planarbeid", "planarbeidet"."""
    shared = shared_start(word, other)
    endings_are_short = len(word) - shared <= LONGEST_OWN_ENDING and len(other) - shared <= LONGEST_ENDING
    return shared >= SHORTEST_STEM and endings_are_short and shared >= STEM_SHARE * min(len(word), len(other))


def shared_start(word: str, other: str) -> int:
    return next(
        (place for place, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other))
    )
