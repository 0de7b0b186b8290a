"""Finds what a message mentions of a gathering: blocks, people, places, other names, municipalities."""

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
LONGEST_ENDING: Final = 5
ALIKE: Final = {1: 0.9, 2: 0.8}  # what is left of the worth with so many letters mended
FORM, PART, NICKNAME, IN_TEXT = 0.9, 0.7, 0.85, 0.55
SHORTEST_NAME_TO_MEND: Final = 3
NOT_A_MUNICIPALITY: Final = frozenset({"what", "which", "howmany", "others", "who", "my"})
ORIGIN: Final = frozenset({"fra", "from", "i", "in"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """A token that speaks for a title, by the title's word at a place."""

    token: int
    title_word: TitleWord
    quality: float

    @property
    def weight(self) -> float:
        return self.title_word.worth * self.quality


def find_mentions(heard: Heard, names: Names) -> None:
    """Adds the spans TITLE, TOPIC, PERSON, PLACE_NAME, MUNICIPALITY and UNKNOWN_NAME."""
    people = list(find_people(heard, names))
    heard.spans.extend(people)
    taken = {place for span in people for place in span.places}
    titles = list(find_titles(heard, names, taken))
    heard.spans.extend(titles)
    heard.spans.extend(Span("TOPIC", s.first, s.last, s.sureness, s.value) for s in (*titles, *heard.of("topic")))
    heard.spans.extend(find_first_and_last(heard, names))
    heard.spans.extend(find_places(heard, names))
    heard.spans.extend(find_municipalities(heard))
    taken |= {place for span in titles for place in span.places}
    heard.spans.extend(find_unknown_names(heard, taken))


# --- titles ----------------------------------------------------------------------------------------------------------


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
    shared = shared_start(word, other)
    shortest = min(len(word), len(other))
    if shared >= 4 and len(word) - shared <= 3 and len(other) - shared <= LONGEST_ENDING and shared * 10 >= shortest * 6:  # noqa: PLR2004
        return FORM
    slips = 2 if shortest >= 8 else 1 if shortest >= 5 else 0  # noqa: PLR2004
    distance = OSA.distance(word, other, score_cutoff=slips) if slips else slips + 1
    return ALIKE.get(distance, 0.0) if distance <= slips else 0.0


def shared_start(word: str, other: str) -> int:
    return next((place for place, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))


# --- people, places and other names ----------------------------------------------------------------------------------


def find_people(heard: Heard, names: Names) -> Iterator[Span]:
    """The people that are named, first of all those with more of their name."""
    named: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for index, token in enumerate(heard.tokens):
        if token.kind == "word":
            for person, quality in people_by(token, heard.units[heard.unit_of_token[index]], names):
                named[person].append((index, quality))
    taken: set[int] = set()
    for person, parts in sorted(named.items(), key=lambda item: (-sum(q for _, q in item[1]), item[1][0][0], item[0])):
        free = [(index, quality) for index, quality in parts if index not in taken]
        if free and len(free) == len(parts) and is_meant(heard, free):
            taken |= {index for index, _ in free}
            places = [heard.unit_of_token[index] for index, _ in free]
            yield Span("PERSON", min(places), max(places), min(q for _, q in free), names.people[person])


def people_by(token: Token, unit: Unit, names: Names) -> Iterator[tuple[int, float]]:
    """The people that a word can name, as written or with a letter mended."""
    word = fold(token.form).removesuffix("s") if fold(token.form) not in names.by_name else fold(token.form)
    if word in names.by_name:
        yield from ((person, 1.0) for person in names.by_name[word])
    elif not unit.meanings and len(word) >= SHORTEST_NAME_TO_MEND or unit.sureness < 1 and not unit.is_filler:
        yield from ((person, 0.85) for part in mended_names(word, names) for person in names.by_name[part])


def mended_names(word: str, names: Names) -> Iterator[str]:
    for part in names.by_name:
        slips = 2 if len(part) >= 8 else 1 if len(part) >= 4 and len(word) >= 4 else 0  # noqa: PLR2004
        if slips and part[0] == word[0] and OSA.distance(word, part, score_cutoff=slips) <= slips:
            yield part


def is_meant(heard: Heard, parts: list[tuple[int, float]]) -> bool:
    """Whether a name is meant: a word that is also an ordinary one needs a capital, or another part of the name."""
    if len(parts) > 1:
        return True
    index = parts[0][0]
    unit = heard.units[heard.unit_of_token[index]]
    return unit.is_unknown or unit.sureness < 1 or (heard.tokens[index].is_capitalised and index > 0)


def find_places(heard: Heard, names: Names) -> Iterator[Span]:
    """Rooms and venues of the gathering."""
    for index, token in enumerate(heard.tokens):
        if fold(token.form) in names.places:
            place = heard.unit_of_token[index]
            yield Span("place", place, place)


def find_municipalities(heard: Heard) -> Iterator[Span]:
    """ "Heim kommune", "frå Gloppen"."""
    for place, unit in enumerate(heard.units):
        before = heard.units[place - 1] if place else None
        if before is None:
            continue
        if "municipality_word" in unit.concepts and unit.folded[0] == "kommune" and is_name_of_place(before):
            yield Span("MUNICIPALITY", place - 1, place, value=heard.written(place - 1, place - 1).capitalize())
        elif before.folded[-1] in ORIGIN and unit.is_unknown and heard.tokens[unit.first].is_capitalised:
            yield Span("MUNICIPALITY", place, place, value=heard.written(place, place))


def is_name_of_place(unit: Unit) -> bool:
    return not unit.is_filler and unit.concepts.isdisjoint(NOT_A_MUNICIPALITY)


def find_unknown_names(heard: Heard, taken: set[int]) -> Iterator[Span]:
    """Words with a capital that we do not know, one or several in a row, but not one that only begins the message."""
    place = 0
    while place < len(heard.units):
        last = place
        while last < len(heard.units) and last not in taken and may_be_name(heard, last):
            last += 1
        if last > place and (place > 0 or last - place > 1):
            yield Span("UNKNOWN_NAME", place, last - 1, value=heard.written(place, last - 1))
        place = max(last, place + 1)


def may_be_name(heard: Heard, place: int) -> bool:
    unit = heard.units[place]
    token = heard.tokens[unit.first]
    return token.kind == "word" and token.is_capitalised and (unit.is_unknown or unit.sureness < 1)
