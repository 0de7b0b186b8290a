"""A posting: one message that is due at a time, to an audience."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from gatherings.gathering import GatheringId
from gatherings.programme import BlockId


class PostingKind(StrEnum):
    """What is said. A name here is the name of its planner and of its `draw_*`."""

    DAY = "day"  # the day's programme, in the morning
    STREAM = "stream"  # the stream link, the day before
    BLOCK = "block"  # a block is about to start
    CLOSING = "closing"  # the programme has ended, for the day or for good
    MOVED = "moved"  # a block that had been posted has another time now
    CANCELLED = "cancelled"  # a block that people knew of is not held
    CALLED_OFF = "called_off"  # the gathering as a whole is not held
    SKIPPED = "skipped"  # to the organisers: what came too late and was not sent


class Audience(StrEnum):
    """To whom: the conversations that follow the gathering, or its organisers in private."""

    FOLLOWING = "following"
    ORGANISERS = "organisers"


class PostingState(StrEnum):
    PLANNED = "planned"
    FIRED = "fired"  # its deliveries are written
    SKIPPED = "skipped"  # it came too late to be useful
    WITHDRAWN = "withdrawn"  # the plan no longer has it


class Rank(IntEnum):
    """At equal times: changes first, then what ends, then what starts."""

    CHANGE = 0
    END = 1
    OVERVIEW = 2  # a day to come, before its first block
    MARK = 3  # a block without length ("Slutt"), before what starts at the same time
    START = 4


@dataclass(frozen=True, slots=True)
class Posting:
    """A message that is due at `due_at` and worth sending until `useful_until` (aware UTC, both inclusive).

    `key` names the fact: the same fact has the same key for ever. `facts` is plain JSON; text is made when it goes out.
    """

    key: str
    gathering_id: GatheringId
    kind: PostingKind
    due_at: datetime
    useful_until: datetime
    rank: Rank
    audience: Audience = Audience.FOLLOWING
    block_id: BlockId | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kept:
    """A posting as it stands in the table. `settled_at` is None while it is planned."""

    posting: Posting
    state: PostingState
    settled_at: datetime | None = None
