"""Which part of a message each unit stands in, where people write without commas: "hva skjer nå jeg sto i kø"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final, Protocol

from dialogs.understanding.lexicon import read_data
from dialogs.understanding.tokens import words_of

ASKING: Final = frozenset({"what", "who", "when", "where", "how", "howmany", "howlong", "howmuch"})
BEGINS, BINDS, ACTS, ACTOR = "begins", "binds", "acts", "actor"
SHORTEST: Final = 2  # units that stand before a new part, and in it


class Unit(Protocol):
    """What is needed to know of a unit: its folded words, what they mean, and its clause."""

    @property
    def folded(self) -> tuple[str, ...]: ...

    @property
    def concepts(self) -> frozenset[str]: ...

    @property
    def clause(self) -> int: ...


@cache
def words_for(kind: str) -> frozenset[str]:
    """The words of a kind, folded."""
    return frozenset(word for written in read_data("statements.toml")[kind].values() for word in words_of(written))


def parts_of(units: tuple[Unit, ...]) -> tuple[int, ...]:
    """For each unit the number of its part: a clause by its marks, or a piece of it that begins anew."""
    return tuple(_numbers(units))


def _numbers(units: tuple[Unit, ...]) -> Iterator[int]:
    part, since = 0, 0
    for place, unit in enumerate(units):
        is_marked = place > 0 and unit.clause != units[place - 1].clause
        if is_marked or (since >= SHORTEST and _begins(units, place)):
            part, since = part + 1, 0
        since += 1
        yield part


def _begins(units: tuple[Unit, ...], place: int) -> bool:
    """Whether something new begins here: a question, "fordi ...", or a subject with its verb that nothing binds."""
    unit, before = units[place], units[place - 1]
    if place + SHORTEST > len(units) or before.folded[-1] in words_for(BINDS):
        return False
    if not unit.concepts.isdisjoint(ASKING) or unit.folded[0] in words_for(BEGINS):
        return True
    following = unit.folded[1:2] or units[place + 1].folded[:1]
    return unit.folded[0] in words_for(ACTOR) and following[0] in words_for(ACTS)
