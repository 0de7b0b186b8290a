"""Networks and gatherings: what a secretariat calls together."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NewType
from zoneinfo import ZoneInfo

from gatherings.programme import BlockId, Programme
from gatherings.questions import Question
from gatherings.schedule import USUAL_SCHEDULE, Schedule
from gatherings.terms import Terms
from gatherings.times import DAY, end_of_day, instant

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
    `questions` are asked at sign-up besides the usual ones, `evaluation` says what is asked afterwards. `version` rises
    with every change. `attendance_closed_at` is set once an organiser has closed the attendance list; only then is
    anybody absent.
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
    terms: Terms = field(default_factory=Terms)
    language: Language = NB
    lead: timedelta = DEFAULT_LEAD
    contact: Contact | None = None
    is_cancelled: bool = False
    version: int = 1
    programme: Programme = field(default=())
    streams: tuple[Stream, ...] = field(default=())
    questions: tuple[Question, ...] = ()
    evaluation: Schedule = USUAL_SCHEDULE
    attendance_closed_at: datetime | None = None

    @property
    def deadline(self) -> date | None:
        """The last day to register, to its end."""
        return self.terms.deadline

    @property
    def starts_at(self) -> datetime:
        """When the gathering begins, as far as is known: its first block, its hour, or its first day."""
        first = min((instant(block.day, block.start, self.zone) for block in self.programme), default=None)
        return first or instant(self.starts_on, self.starts or time(), self.zone)

    @property
    def over_at(self) -> datetime:
        """The first instant after its last day."""
        return end_of_day(self.ends_on, self.zone)

    @property
    def days(self) -> tuple[date, ...]:
        """Its days, first to last."""
        return tuple(self.starts_on + DAY * number for number in range((self.ends_on - self.starts_on).days + 1))

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)
