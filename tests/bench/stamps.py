"""What the stamps of a Connector say of a broadcast. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from tests.faults.connector import most_within

Stamp = tuple[str, float, int]
"""A conversation, when a post to it came, and what was answered."""

TAKEN: Final = 201
MARKED_WITHIN: Final = 1.0
"""Seconds from a send to its mark; what a killed process had sent within them may come twice."""


@dataclass(frozen=True)
class Stamps:
    """Seconds on a clock of the machine's. `due` is when the posting was, `killed` when a process was."""

    stamps: Sequence[Stamp]
    due: float
    killed: float | None = None
    early: int = 0
    others: Sequence[Stamp] = ()
    """Answers to people, and the signs that one is being written."""

    @cached_property
    def first_taken(self) -> dict[str, float]:
        """When each conversation had it."""
        found: dict[str, float] = {}
        for conversation, at, status in sorted(self.stamps, key=lambda one: one[1]):
            if status == TAKEN:
                found.setdefault(conversation, at)
        return found

    @property
    def refused(self) -> list[Stamp]:
        return [one for one in self.stamps if one[2] != TAKEN]

    @property
    def took(self) -> float:
        """Until the last had it."""
        return max(self.first_taken.values()) - self.due

    @property
    def lateness(self) -> float:
        return min(at for _, at, _ in self.stamps) - self.due

    @property
    def most_in_a_second(self) -> int:
        return most_within([at for _, at, _ in self.stamps], 1.0)

    @property
    def most_in_a_second_with_others(self) -> int:
        return most_within([at for _, at, _ in (*self.stamps, *self.others)], 1.0)

    def twice_in_the_window(self) -> int:
        return sum(self._is_in_the_window(one) for one in self._again())

    def twice_outside(self) -> int:
        return sum(not self._is_in_the_window(one) for one in self._again())

    def _again(self) -> list[str]:
        """The conversations of all that was taken a second time."""
        taken = [(conversation, at) for conversation, at, status in self.stamps if status == TAKEN]
        return [conversation for conversation, at in taken if at != self.first_taken[conversation]]

    def _is_in_the_window(self, conversation: str) -> bool:
        """Whether it was first sent shortly before the kill."""
        return self.killed is not None and 0 <= self.killed - self.first_taken[conversation] <= MARKED_WITHIN
