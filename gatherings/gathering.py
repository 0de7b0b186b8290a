"""Networks and gatherings: what a secretariat calls together."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum
from typing import NewType
from zoneinfo import ZoneInfo

from gatherings.programme import BlockId, Programme

NetworkId = NewType("NetworkId", str)
GatheringId = NewType("GatheringId", str)
Language = NewType("Language", str)  # one of LANGUAGES

NB, NN, EN = Language("nb"), Language("nn"), Language("en")
LANGUAGES = (NB, NN, EN)

DEFAULT_TIMEZONE = "Europe/Oslo"
DEFAULT_LEAD = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Network:
    """The organisations that meet; a secretariat runs it."""

    id: NetworkId
    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask when the programme does not say."""

    name: str
    phone: str | None = None
    email: str | None = None


class StreamAudience(StrEnum):
    """Who is given a stream link."""

    REGISTERED = "registered"  # the registered, and conversations that follow the gathering
    EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream link of a block, or of the whole gathering when `block_id` is None."""

    url: str
    audience: StreamAudience = StreamAudience.REGISTERED
    block_id: BlockId | None = None


@dataclass(frozen=True, slots=True)
class Gathering:
    """One meeting of a network, with its programme.

    `starts_on` and `ends_on` are inclusive. `starts`, `ends` are wall-clock times in `timezone`, None when not known.
    `deadline` is the last day to register, to its end. `version` rises with every change.
    """

    id: GatheringId
    network_id: NetworkId
    slug: str
    title: str
    starts_on: date
    ends_on: date
    starts: time | None = None
    ends: time | None = None
    timezone: str = DEFAULT_TIMEZONE
    venue: str | None = None
    place: str | None = None
    deadline: date | None = None
    terms: str | None = None
    language: Language = NB
    lead: timedelta = DEFAULT_LEAD
    contact: Contact | None = None
    is_cancelled: bool = False
    version: int = 1
    programme: Programme = field(default=())
    streams: tuple[Stream, ...] = field(default=())

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)
