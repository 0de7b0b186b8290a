"""Finds an organiser's orders that carry text: a setting with its new value, somebody who is to be signed up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from dialogs.understanding.heard import Heard, Span
from dialogs.understanding.lexicon import read_data
from dialogs.understanding.steps import is_meant_as
from dialogs.understanding.tokens import fold, words_of

Phrase = tuple[str, ...]

MOST_WORDS_OF_VALUE: Final = 12
MOST_WORDS_OF_NAME: Final = 4
FULL_NAME: Final = 2
MARKS: Final = " \t\n.,;!:"


@cache
def phrases_for(part: str, value: str = "") -> frozenset[Phrase]:
    """The phrases of a part of orders.toml, folded; of a thing, those of its value."""
    table: Mapping[str, str] = read_data("orders.toml")[part][value] if value else read_data("orders.toml")[part]
    return frozenset(words_of(phrase) for written in table.values() for phrase in written.split(","))


@cache
def by_initial(phrases: frozenset[Phrase]) -> Mapping[str, tuple[Phrase, ...]]:
    """The phrases by the letter that they begin with, of which no typing error is forgiven."""
    initials = {phrase[0][0] for phrase in phrases}
    return {initial: tuple(phrase for phrase in phrases if phrase[0][0] == initial) for initial in initials}


@cache
def things() -> Mapping[Phrase, str]:
    """What can be set, by its phrase."""
    names: Mapping[str, object] = read_data("orders.toml")["thing"]
    return {phrase: name for name in names for phrase in phrases_for("thing", name)}


@cache
def phrases_of_things() -> frozenset[Phrase]:
    return frozenset(things())


def find_orders(heard: Heard) -> None:
    """Adds SETTING ("påmeldingsfristen", its value is what it sets) and SET_TO, or ORDER and NAMED; hides the rest."""
    words = tuple(fold(token.form) for token in heard.tokens)
    start = skip("lead", words, 0)
    for spans in (setting_in(heard, words, start), sign_up_in(heard, words, start)):
        if spans:
            heard.hide(place for span in spans for place in span.places)
            heard.spans.extend(spans)
            return


def skip(part: str, words: Phrase, place: int) -> int:
    """The place after all phrases of a part that stand here."""
    while length := longest(phrases_for(part), words, place):
        place += length
    return place


def longest(phrases: frozenset[Phrase], words: Phrase, place: int) -> int:
    """How many words the longest of the phrases has that stands here; 0 where none does."""
    initial = words[place][:1] if place < len(words) else ""
    alike = by_initial(phrases).get(initial, ())
    return max((len(phrase) for phrase in alike if stands(phrase, words, place)), default=0)


def stands(phrase: Phrase, words: Phrase, place: int) -> bool:
    """Whether a phrase stands at a place, with a typing error forgiven in its longer words."""
    there = words[place : place + len(phrase)]
    return len(there) == len(phrase) and all(map(is_meant_as, there, phrase))


def setting_in(heard: Heard, words: Phrase, start: int) -> list[Span]:
    """The setting that is ordered with its value, "endre fristen" without one; empty where there is none."""
    verb = longest(phrases_for("change"), words, start)
    thing_at = skip("small", words, start + verb)
    length = longest(phrases_of_things(), words, thing_at)
    if not length:
        return []
    thing = next(p for p in things() if len(p) == length and stands(p, words, thing_at))
    after = thing_at + length
    after += longest(phrases_for("of_ours"), words, after)
    value_at = value_after(heard, words, after, is_ordered=bool(verb), is_common=thing in phrases_for("common"))
    if value_at is None:
        is_named = verb and after == len(words) and things()[thing] != "place"  # "endre sted" may be anything
        return [Span("SETTING", 0, len(heard.units) - 1, value=things()[thing])] if is_named else []
    if len(words) - value_at > MOST_WORDS_OF_VALUE:
        return []
    return list(setting_with_value(heard, thing, value_at))


def value_after(heard: Heard, words: Phrase, place: int, *, is_ordered: bool, is_common: bool) -> int | None:
    """The place of the value's first word: after "til", a colon, "er" where it is told, or a number as it stands."""
    if place >= len(words) or ("?" in heard.text and not is_ordered):
        return None
    if is_ordered or not is_common:
        first = place + longest(phrases_for("to" if is_ordered else "is"), words, place)
        if place < first < len(words) and (is_ordered or is_telling(heard, first)):
            return first
    between = heard.text[heard.tokens[place - 1].end : heard.tokens[place].start]
    if ":" in between or "=" in between:
        return place
    number = place + longest(phrases_for("on"), words, place)
    return number if number < len(words) and heard.tokens[number].kind == "number" else None


def is_telling(heard: Heard, place: int) -> bool:
    """Whether a value that is told begins with a name or a number: "lokalet er Storsalen", not "lokalet er stengt"."""
    token = heard.tokens[place]
    return token.kind == "number" or token.is_capitalised


def setting_with_value(heard: Heard, thing: Phrase, value_at: int) -> Iterator[Span]:
    """The setting over all before its value, and the value over the rest."""
    first = heard.unit_of_token[value_at]
    text = heard.text[heard.tokens[value_at].start :].strip(MARKS + "?")
    if first > 0:
        yield Span("SETTING", 0, first - 1, value=things()[thing])
        yield Span("SET_TO", first, len(heard.units) - 1, value=text)


def sign_up_in(heard: Heard, words: Phrase, start: int) -> list[Span]:
    """The order to sign somebody up, with the name where there is one; empty where there is none."""
    order = longest(phrases_for("sign_up"), words, start)
    is_sure = longest(phrases_for("sure_sign_up"), words, start) > 0
    if not order:
        order, is_sure = longest(phrases_for("sign"), words, start), True
        if not order or not longest(phrases_for("up"), words, end_of_name(heard, start + order)):
            return []
    first = start + order
    end = end_of_name(heard, first)
    if not is_name(heard, range(first, end), is_sure=is_sure):
        return [span_of(heard, "ORDER", 0, first)] if has_address(heard, first) else []
    return [span_of(heard, "ORDER", 0, first), span_of(heard, "NAMED", first, end)]


def span_of(heard: Heard, concept: str, first: int, end: int) -> Span:
    """A span over tokens `first` to before `end`, with their text as value."""
    text = heard.text[heard.tokens[first].start : heard.tokens[end - 1].end]
    return Span(concept, heard.unit_of_token[first], heard.unit_of_token[end - 1], value=text)


def has_address(heard: Heard, place: int) -> bool:
    """Whether an e-mail address stands at a place."""
    return place < len(heard.tokens) and heard.tokens[place].kind == "email"


def end_of_name(heard: Heard, first: int) -> int:
    """The place after the words from here that can be a name, in one clause and all written alike."""
    place = first
    while place < min(len(heard.tokens), first + MOST_WORDS_OF_NAME) and may_be_name(heard, place, first):
        place += 1
    return place


def may_be_name(heard: Heard, place: int, first: int) -> bool:
    token, begun = heard.tokens[place], heard.tokens[first]
    is_alike = token.is_capitalised == begun.is_capitalised and token.clause == begun.clause
    return token.kind == "word" and is_alike and (token.is_capitalised or is_strange(heard, place))


def is_strange(heard: Heard, place: int) -> bool:
    """Whether a word is none that we know, or a person's name."""
    unit = heard.units[heard.unit_of_token[place]]
    return is_known(heard, range(place, place + 1)) or unit.is_unknown or (unit.sureness < 1 and not unit.is_filler)


def is_name(heard: Heard, places: range, *, is_sure: bool) -> bool:
    """Whether the words are somebody's name: two of them, or one with a capital after a verb that tells."""
    taken = {at for concept in ("place", "TITLE") for span in heard.of(concept) for at in span.places}
    strange = [p for p in places if is_strange(heard, p) and heard.unit_of_token[p] not in taken]
    if not strange:
        return False
    if heard.tokens[places[0]].is_capitalised:
        return is_sure or (len(places) >= FULL_NAME and not is_of_other_matters(heard, places))
    return len(places) >= FULL_NAME and (is_sure or has_address(heard, places[-1] + 1) or is_known(heard, places))


def is_of_other_matters(heard: Heard, places: range) -> bool:
    """Whether the words are rather of a thing: "registrer Volvo XC90", "registrer Reiseregning Bergen"."""
    end = places[-1] + 1
    is_numbered = end < len(heard.tokens) and heard.tokens[end].kind == "number"
    is_short = any(len(heard.tokens[place].text) > 1 and heard.tokens[place].text.isupper() for place in places)
    return is_numbered or is_short or any(heard.units[heard.unit_of_token[place]].is_foreign for place in places)


def is_known(heard: Heard, places: range) -> bool:
    """Whether the words are those of a person of the programme."""
    people = {at for span in heard.of("PERSON") for at in span.places}
    return all(heard.unit_of_token[place] in people for place in places)
