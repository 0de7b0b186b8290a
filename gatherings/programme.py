"""A gathering's programme: its blocks, as their organisers wrote them.

Of a block the date, the wall-clock time and the gathering's zone are the truth; instants are derived (`agenda`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import NewType

BlockId = NewType("BlockId", str)


class Kind(StrEnum):
    """What sort of block it is; the words that decide it stand in `docs/intake.md`."""

    TALK = "talk"
    DISCUSSION = "discussion"
    WORKSHOP = "workshop"
    BREAK = "break"
    MEAL = "meal"
    SOCIAL = "social"
    OTHER = "other"


class EndSource(StrEnum):
    """Where a block's end comes from."""

    EXPLICIT = "explicit"
    LENGTH = "length"
    NEXT_START = "next_start"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person that the programme names; role and organisation as written, None where it does not say."""

    name: str
    role: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One entry of a programme.

    `end` earlier than `start` means the next day (only where a length says so). `end` is None when nothing says it.
    `notes` are the organisers' own and reach no participant. `streamed` is None when nothing says it.
    """

    id: BlockId
    day: date
    start: time
    title: str
    end: time | None = None
    end_source: EndSource = EndSource.NONE
    kind: Kind = Kind.OTHER
    text: str = ""
    notes: str = ""
    people: tuple[Contributor, ...] = ()
    streamed: bool | None = None
    room: str | None = None
    track: str | None = None

    @property
    def ends_on(self) -> date:
        """The date on which the block ends, in the gathering's zone."""
        past_midnight = self.end is not None and self.end < self.start
        return self.day + timedelta(days=1) if past_midnight else self.day


Programme = tuple[Block, ...]
