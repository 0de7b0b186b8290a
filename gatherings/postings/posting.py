"""A posting: one message that is due at a time, to an audience."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Final

from gatherings.gathering import GatheringId
from gatherings.people import PersonId
from gatherings.programme import BlockId


class PostingKind(StrEnum):
    """What is said. A name here is the name of its planner and of its `draw_*`."""

    DAY = "day"  # the day's programme, in the morning
    STREAM = "stream"  # the stream link, the day before
    BLOCK = "block"  # a block is about to start
    OPENING = "opening"  # to the groups and channels that follow: registration is open, and how many have signed up
    RENEWED = "renewed"  # a card that was posted, as things stand now: it takes the place of that one
    CLOSING = "closing"  # the programme has ended, for the day or for good
    MOVED = "moved"  # a block that had been posted has another time now
    LATE = "late"  # the rest of the day is later
    MESSAGE = "message"  # in the organisers' own words
    CANCELLED = "cancelled"  # a block that people knew of is not held
    CALLED_OFF = "called_off"  # the gathering as a whole is not held
    CHANGED = "changed"  # to the registered: the day, the hour or the place is another now
    REMINDER = "reminder"  # to the silent: registration closes, and they have not answered
    MISSING = "missing"  # to the organisers' channels: how many have not answered, by organisation
    UPCOMING = "upcoming"  # to the registered: the gathering is near
    CONFIRMATION = "confirmation"  # to a person: how their registration stands now
    SIGNED_UP = "signed_up"  # to a person: an organiser has signed them up, and what it may cost to accept
    OFFER = "offer"  # to a person on the waiting list: a seat is free, and until when it is kept
    START = "start"  # to a person who pressed a button where others read: the sign-up goes on here
    GIVEN_UP = "given_up"  # to the organisers: somebody has given up a seat late, or handed it over
    UNREACHED = "unreached"  # to a person whose chat we may not write to: where else everything is
    UNREACHED_ROOM = "unreached_room"  # to the groups that follow: the same, for those whom nothing else reaches
    SKIPPED = "skipped"  # to the organisers: what came too late and was not sent
    EVALUATION = "evaluation"  # to who was there: how useful was it?
    EVALUATION_ROOM = "evaluation_room"  # to the groups that follow: where to say so
    EVALUATION_REMINDER = "evaluation_reminder"  # to who was there and has not said
    EVALUATION_CLOSED = "evaluation_closed"  # to the organisers: what came of it
    FIRST_STEP = "first_step"  # to a person: what they meant to do first at home


class Audience(StrEnum):
    """To whom. People are reached where they are: in one chat that calls for them, else by e-mail, and on the page."""

    FOLLOWING = "following"  # the conversations that follow the gathering
    ORGANISERS = "organisers"  # its organisers, in private
    ORGANISERS_CHANNELS = "organisers_channels"  # the groups and channels that follow it and that only organisers share
    REGISTERED = "registered"  # everybody with a seat
    CONCERNED = "concerned"  # who follows, is registered or waits, or is invited and has not declined
    GROUPS = "groups"  # the groups and channels that follow
    PRESENT = "present"  # who was there; where nobody was checked in, who has a seat
    UNHEARD = "unheard"  # of those who has not answered the evaluation
    SILENT = "silent"  # who is invited, or follows in private, and has neither answered nor asked for silence
    PERSON = "person"  # the person of the posting
    SHOWN = "shown"  # the conversations in which a card stands that is renewed


REPORTED: Final = frozenset({Audience.FOLLOWING, Audience.REGISTERED, Audience.CONCERNED, Audience.SILENT})
"""Where something for these came too late, the organisers are told."""


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
    person_id: PersonId | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kept:
    """A posting as it stands in the table. `settled_at` is None while it is planned."""

    posting: Posting
    state: PostingState
    settled_at: datetime | None = None
