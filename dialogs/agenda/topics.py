"""Finding what a person names in a programme: blocks by title or everyday word, people by name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Final

from rapidfuzz import fuzz, utils

from dialogs.answers import Blocks, Fixture
from gatherings.agenda import Agenda, TimedBlock
from gatherings.programme import Kind

CLOSE_ENOUGH: Final = 75
SHORTEST: Final = 4  # letters; shorter words are close to everything
WORDS: Final[Mapping[Fixture, tuple[str, ...]]] = {
    Fixture.LUNCH: ("lunsj", "lunch"),
    Fixture.BREAK: ("pause", "break"),
    Fixture.DINNER: ("middag", "dinner"),
}
EATEN_AT_NOON: Final = (time(10, 30), time(14, 30))
EVENING: Final = time(16)


def fixture_of(topic: str) -> Fixture | None:
    """The everyday thing that a topic means, None when it is a title."""
    return next((fixture for fixture in Fixture if fixture == topic.casefold()), None)


def find_blocks(agenda: Agenda, topic: str) -> Blocks:
    """The blocks that a topic means, in the programme's order: exactly named, else as good as named."""
    wanted = topic.strip().casefold()
    if not wanted:
        return ()
    exact = tuple(t for t in agenda.blocks if t.block.title.strip().casefold() == wanted)
    fixture = fixture_of(wanted)
    if fixture is Fixture.END:
        return (agenda.last,) if agenda.last else ()
    return find_fixtures(agenda, fixture) if fixture else exact or _alike(agenda, topic)


def find_fixtures(agenda: Agenda, fixture: Fixture) -> Blocks:
    """The blocks called so; where none is, those of the kind that it is called for."""
    called = [t for t in agenda.blocks if not _is_talk(t) and any(w in _title(t) for w in WORDS[fixture])]
    return tuple(called or [t for t in agenda.blocks if _is_kind_of(t, fixture)])


def find_people(agenda: Agenda, name: str) -> list[str]:
    """The names in the programme that a person's name means: in full, by a part of it, else misspelt."""
    names = sorted({person.name for timed in agenda.blocks for person in timed.block.people})
    wanted = name.casefold().split()
    if not wanted:
        return []
    full = [n for n in names if n.casefold().split() == wanted]
    part = [n for n in names if set(wanted) <= set(n.casefold().split())]
    return full or part or _best(name, names, limit=CLOSE_ENOUGH)


def _title(timed: TimedBlock) -> str:
    return timed.block.title.casefold()


def _is_talk(timed: TimedBlock) -> bool:
    return timed.block.kind in {Kind.TALK, Kind.DISCUSSION, Kind.WORKSHOP}


def _is_kind_of(timed: TimedBlock, fixture: Fixture) -> bool:
    block = timed.block
    match fixture:
        case Fixture.LUNCH:
            return block.kind is Kind.MEAL and EATEN_AT_NOON[0] <= block.start <= EATEN_AT_NOON[1]
        case Fixture.BREAK:
            return block.kind is Kind.BREAK
        case Fixture.DINNER:
            return block.kind is Kind.MEAL and block.start >= EVENING
        case Fixture.END:
            return False


def _alike(agenda: Agenda, topic: str) -> Blocks:
    found = set(_best(topic, sorted({t.block.title for t in agenda.blocks}), limit=CLOSE_ENOUGH))
    return tuple(t for t in agenda.blocks if t.block.title in found)


def _best(wanted: str, among: list[str], *, limit: int) -> list[str]:
    """Those that are most like what was written, none when nothing is much like it."""
    wanted = utils.default_process(wanted)
    if len(wanted) < SHORTEST:
        return []
    likeness = {name: _likeness(wanted, utils.default_process(name)) for name in among}
    most = max(likeness.values(), default=0)
    return [name for name in among if likeness[name] == most >= limit]


def _likeness(wanted: str, name: str) -> float:
    """How like two texts are, 0 to 100; a part counts nearly as the whole where it is long enough to tell."""
    whole = fuzz.token_sort_ratio(wanted, name)
    return max(whole, fuzz.partial_ratio(wanted, name) - 10) if len(name) >= SHORTEST else whole
