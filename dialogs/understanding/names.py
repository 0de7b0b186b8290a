"""What a gathering adds to what we recognise: its titles, people, places, days and hours. Nothing from its notes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final, TypeVar

from dialogs.understanding.lexicon import FILLER, FOREIGN, entries_of, find_word, read_data
from dialogs.understanding.tokens import words_of
from gatherings.agenda import Agenda
from gatherings.gathering import Gathering
from gatherings.programme import Block

Key = TypeVar("Key")
Item = TypeVar("Item")

TAIL: Final = "tail"
KIND: Final = "kind-"
START: Final = 3  # letters that a word and its forms share at least
SHORTEST_TEXT_WORD: Final = 5
WEAK, WEAKER = 0.3, 0.2
HOUR: Final = 60
HALF_DAY: Final = 12 * HOUR


@dataclass(frozen=True, slots=True)
class TitleWord:
    """A word of a title, and what it is worth as evidence: less where several titles have it or it is one of ours."""

    title: int
    place: int
    worth: float


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a gathering, made ready for searching. Keep it as long as the gathering's version stands.

    `by_word` and `by_kin` lead from a folded word, or a group of kin.toml, to titles; `by_start` from the first letters
    to the words that begin so. `text_words` stand in the text of one block alone.
    """

    titles: tuple[str, ...] = ()
    lengths: tuple[int, ...] = ()
    by_word: Mapping[str, tuple[TitleWord, ...]] = field(default_factory=dict)
    by_kin: Mapping[str, tuple[TitleWord, ...]] = field(default_factory=dict)
    by_start: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    text_words: Mapping[str, int] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    by_name: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    places: frozenset[str] = frozenset()
    days: tuple[date, ...] = ()
    hours: tuple[int, int] | None = None  # the first start and the last, in minutes after midnight

    def likely_half(self, minutes: int, latest_hour: int) -> int:
        """The time in the likelier half of the day: the afternoon up to `latest_hour`, save as the programme has it."""
        later = minutes + HALF_DAY
        if not HOUR <= minutes < HALF_DAY:
            return minutes
        is_early = minutes < (latest_hour + 1) * HOUR
        told = self.covers(later) - self.covers(minutes)  # 1 where only the later is in the programme, -1 the earlier
        return later if told > 0 or (is_early and told == 0) else minutes

    def covers(self, minutes: int) -> bool:
        return self.hours is not None and self.hours[0] <= minutes <= self.hours[1]


@cache
def kin() -> Mapping[str, frozenset[str]]:
    """From a folded word to the groups of kin.toml that it stands in; phrases by their words joined with a space."""
    groups: dict[str, set[str]] = defaultdict(set)
    for group, table in read_data("kin.toml").items():
        for word, _ in entries_of(table, group):
            groups[" ".join(words_of(word))].add(group)
    return MappingProxyType({word: frozenset(found) for word, found in groups.items()})


@cache
def nickname_tails() -> tuple[str, ...]:
    """The last parts of nicknames, longest first: "snakket" of "gullsnakket"."""
    return tuple(sorted((word for word, groups in kin().items() if TAIL in groups), key=len, reverse=True))


def kin_of(word: str) -> frozenset[str]:
    return kin().get(word, frozenset()) - {TAIL}


def names_of(agenda: Agenda | None) -> Names:
    """The names of a gathering's programme; none without one."""
    if agenda is None:
        return Names()
    blocks = [timed.block for timed in agenda.blocks]
    titles = tuple(dict.fromkeys(block.title for block in blocks))
    words = [words_of(title) for title in titles]
    searched = [own if is_searched(own) else () for own in words]
    by_word = title_words(searched)
    people = tuple(dict.fromkeys(person.name for block in blocks for person in block.people))
    return Names(
        titles=titles,
        lengths=tuple(len(own) for own in words),
        by_word=by_word,
        by_kin={**kin_words(searched), **kind_words(blocks, titles)},
        by_start=grouped((word[:START], word) for word in by_word if len(word) >= START),
        text_words=distinct_text_words(blocks, titles, by_word),
        people=people,
        by_name=grouped((part, index) for index, name in enumerate(people) for part in words_of(name)),
        places=frozenset(places_of(agenda.gathering, blocks)),
        days=agenda.days,
        hours=hours_of(blocks),
    )


def is_searched(words: tuple[str, ...]) -> bool:
    """Whether a title is searched by its words; one that names a meal, a break or the end is found as that alone."""
    return not any("topic" in concepts_of(word) for word in words)


def concepts_of(word: str) -> frozenset[str]:
    """What a word means by itself, as written."""
    found = find_word(word, may_mend=False)
    return frozenset() if found is None else frozenset(meaning.concept for meaning in found.meanings)


def title_words(titles: list[tuple[str, ...]]) -> dict[str, tuple[TitleWord, ...]]:
    """From each word to the titles that have it."""
    frequency = Counter(word for words in titles for word in set(words))
    return grouped(
        (word, TitleWord(index, place, worth_of(word) / frequency[word] ** 0.5))
        for index, words in enumerate(titles)
        for place, word in enumerate(words)
    )


def kin_words(titles: list[tuple[str, ...]]) -> dict[str, tuple[TitleWord, ...]]:
    """From each group of kin to the titles that have one of its words."""
    found = [(group, index, place) for index, words in enumerate(titles) for place, group in kin_places(words)]
    frequency = Counter(group for group, index in {(group, index) for group, index, _ in found})
    return grouped((group, TitleWord(index, place, 0.9 / frequency[group] ** 0.5)) for group, index, place in found)


def kind_words(blocks: list[Block], titles: tuple[str, ...]) -> dict[str, tuple[TitleWord, ...]]:
    """From each group of kin that names a kind to the title of the only block of that kind."""
    of_kind: dict[str, list[str]] = defaultdict(list)
    for block in blocks:
        of_kind[f"{KIND}{block.kind}"].append(block.title)
    alone = {group: titles.index(named[0]) for group, named in of_kind.items() if len(named) == 1}
    return {group: (TitleWord(index, -1, 0.9),) for group, index in alone.items()}


def kin_places(words: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    for place in range(len(words)):
        for size in (1, 2, 3):
            yield from ((place, group) for group in kin_of(" ".join(words[place : place + size])))


def worth_of(word: str) -> float:
    """What a word is worth as evidence for a title."""
    concepts = concepts_of(word)
    if FILLER in concepts:
        return 0.0
    if word.isdigit() or len(word) == 1:
        return WEAKER
    return WEAK if concepts - {FOREIGN} else 1.0


def distinct_text_words(
    blocks: list[Block], titles: tuple[str, ...], by_word: Mapping[str, tuple[TitleWord, ...]]
) -> Mapping[str, int]:
    """The words that stand in the text of one block alone, or name its people's organisation, with its title."""
    seen: dict[str, set[int]] = defaultdict(set)
    for block in blocks:
        organisations = " ".join(person.organisation or "" for person in block.people)
        title = titles.index(block.title)
        for word in words_of(organisations):
            seen[word].add(title)
        for word in words_of(block.text):
            if len(word) >= SHORTEST_TEXT_WORD:
                seen[word].add(title)
    return {
        word: next(iter(found))
        for word, found in seen.items()
        if len(found) == 1 and word not in by_word and not concepts_of(word)
    }


def places_of(gathering: Gathering, blocks: list[Block]) -> Iterator[str]:
    """The words of rooms, venue and place, and of the title of a meal, which often says where it is."""
    named = [gathering.venue, gathering.place, *(block.room for block in blocks)]
    meals = [block.title for block in blocks if not is_searched(words_of(block.title))]
    for word in words_of(" ".join(name for name in (*named, *meals) if name)):
        if not concepts_of(word) - {FOREIGN}:
            yield word


def hours_of(blocks: list[Block]) -> tuple[int, int] | None:
    starts = [block.start.hour * 60 + block.start.minute for block in blocks]
    return (min(starts), max(starts)) if starts else None


def grouped(pairs: Iterable[tuple[Key, Item]]) -> dict[Key, tuple[Item, ...]]:
    """The items by key, in order, each once."""
    found: dict[Key, dict[Item, None]] = defaultdict(dict)
    for key, item in pairs:
        found[key][item] = None
    return {key: tuple(items) for key, items in found.items()}
