"""Finds what a message mentions of a gathering: blocks, people, places, other names, municipalities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from rapidfuzz.distance import OSA

from dialogs.understanding.heard import Heard, Span, Unit, has
from dialogs.understanding.names import Names
from dialogs.understanding.titles import find_first_and_last, find_titles
from dialogs.understanding.tokens import Token, fold, words_of
from gatherings.organisations import municipalities

NOT_A_MUNICIPALITY: Final = frozenset({"what", "which", "howmany", "others", "who", "my"})
ORIGIN: Final = frozenset({"fra", "ifra", "from", "i", "in"})
FROM: Final = frozenset({"fra", "ifra", "from", "i", "in", "te", "til", "of"})
WITH: Final = frozenset({"med", "me", "in", "on", "joining"})
BE: Final = frozenset({"er", "e", "ere", "blir", "bli", "vert", "ble", "is", "are"})
MUNICIPALITY_WORD: Final = "kommune"
COMING: Final = frozenset(
    {"come", "signed", "represented", "participants", "others", "sign_up", "municipality_word", "remind"}
)
"""A municipality is named where people ask who comes, or say where they come from."""
LONG_ENOUGH_FOR_SLIPS: Final = (4, 8)  # letters of a name from which one slip, and two, are forgiven


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
    taken |= {place for span in titles for place in span.places}
    heard.spans.extend(list(find_municipalities(heard, taken)))
    heard.spans.extend(list(find_represented(heard)))
    heard.spans.extend(find_unknown_names(heard, taken))


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
            first = min(places) - has(heard.units, min(places) - 1, "third")  # "han Per"
            yield Span("PERSON", first, max(places), min(q for _, q in free), names.people[person])


def people_by(token: Token, unit: Unit, names: Names) -> Iterator[tuple[int, float]]:
    """The people that a word can name, as written or with a letter mended."""
    word = fold(token.form).removesuffix("s") if fold(token.form) not in names.by_name else fold(token.form)
    if word in names.by_name:
        yield from ((person, 1.0) for person in names.by_name[word])
    elif unit.is_unknown or (unit.sureness < 1 and not unit.is_filler):
        yield from ((person, 0.85) for part in mended_names(word, names) for person in names.by_name[part])


def mended_names(word: str, names: Names) -> Iterator[str]:
    """The names that a word is a slip of; the first letter stands."""
    for part in names.by_name:
        slips = sum(min(len(part), len(word)) >= length for length in LONG_ENOUGH_FOR_SLIPS)
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


@cache
def municipalities_by_word() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """The names of municipalities, Norwegian and other, by their first word, folded, with the official name."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for one in municipalities():
        for name in (one.name, *one.other_names):
            found[words_of(name)[0]].append((words_of(name), one.name))
    return {word: tuple(sorted(names, key=lambda named: -len(named[0]))) for word, names in found.items()}


def find_municipalities(heard: Heard, taken: set[int]) -> Iterator[Span]:
    """ "Heim kommune", "frå Gloppen", "kommer Hitra": many names are ordinary words, so what stands beside decides."""
    words = tuple(fold(token.form) for token in heard.tokens)
    is_about_coming = not heard.concepts.isdisjoint(COMING)
    for index, word in enumerate(words):
        for parts, name in municipalities_by_word().get(word, ()):
            if words[index : index + len(parts)] != parts:
                continue
            if is_municipality(heard, words, index, index + len(parts), is_about_coming=is_about_coming):
                first, last = heard.unit_of_token[index], heard.unit_of_token[index + len(parts) - 1]
                if taken.isdisjoint(range(first, last + 1)):
                    yield Span("MUNICIPALITY", first, last, value=name)
                break
    yield from find_other_municipalities(heard, taken)


def is_municipality(heard: Heard, words: tuple[str, ...], first: int, end: int, *, is_about_coming: bool) -> bool:
    """Whether the tokens from `first` to before `end` name one: after "fra", before "kommune", or of whom one asks."""
    before, after = words[first - 1] if first else "", words[end] if end < len(words) else ""
    is_capitalised = heard.tokens[first].is_capitalised
    is_strange = heard.units[heard.unit_of_token[first]].is_unknown
    if after == MUNICIPALITY_WORD:
        return True
    if before in FROM:
        return is_capitalised or is_strange or is_about_coming
    return (is_capitalised or is_strange) and (is_about_coming or (after in WITH and before in BE))


def find_other_municipalities(heard: Heard, taken: set[int]) -> Iterator[Span]:
    """Places that are on no list: "Fjordby kommune", "fra Lilleby"."""
    for place, unit in enumerate(heard.units):
        before = heard.units[place - 1] if place else None
        if before is None or place in taken or is_listed(unit):
            continue
        if "municipality_word" in unit.concepts and unit.folded[0] == MUNICIPALITY_WORD and is_name_of_place(before):
            if not is_listed(before):
                yield Span("MUNICIPALITY", place - 1, place, value=heard.written(place - 1, place - 1).capitalize())
        elif before.folded[-1] in ORIGIN and unit.is_unknown and heard.tokens[unit.first].is_capitalised:
            yield Span("MUNICIPALITY", place, place, value=heard.written(place, place))


def is_listed(unit: Unit) -> bool:
    return unit.folded[-1] in municipalities_by_word()


def find_represented(heard: Heard) -> Iterator[Span]:
    """ "Er Lom med": the word after a municipality that says that it comes."""
    for span in heard.of("MUNICIPALITY"):
        after = heard.units[span.last + 1] if span.last + 1 < len(heard.units) else None
        before = heard.units[span.first - 1] if span.first else None
        if after is not None and before is not None and after.folded[0] in WITH and before.folded[-1] in BE:
            yield Span("represented", span.last + 1, span.last + 1)


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
