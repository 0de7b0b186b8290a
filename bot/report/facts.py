"""What a report tells, in no language: counts and sums, and no names but those of the programme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import StrEnum

from bot.exports.lines import OrganisationShown
from bot.report.document import Picture
from gatherings.evaluation.results import FEWEST, Earlier, Results, ScaleResult
from gatherings.own_contribution import Contribution, Share
from gatherings.programme import Contributor
from gatherings.registration import FeeReason
from gatherings.schedule import USEFULNESS


class Counted(StrEnum):
    """Who is counted as a participant."""

    ATTENDED = "attended"  # who was checked in, where anybody was
    REGISTERED = "registered"  # else who had a seat


@dataclass(frozen=True, slots=True)
class Entry:
    """A block of the programme, as it was planned."""

    start: time
    end: time | None
    title: str
    people: tuple[Contributor, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the gathering, with the hours of its programme on the wall; None where they are not known."""

    day: date
    starts: time | None = None
    ends: time | None = None
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """The gathering: its own facts. `days` are all of its days."""

    slug: str
    title: str
    network: str
    days: tuple[Day, ...]
    venue: str | None = None
    place: str | None = None
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Home:
    """How many of an organisation took part, and how many of it were absent."""

    organisation: OrganisationShown
    is_member: bool = False
    room: int = 0
    digital: int = 0
    absent: int = 0

    @property
    def there(self) -> int:
        return self.room + self.digital


@dataclass(frozen=True, slots=True)
class Participants:
    """Who took part. `members` is how many organisations the network has. `by_day` is empty where it is not known.

    `has_absent`: the attendance list is closed, so that who is not on it was absent.
    """

    counted: Counted
    homes: tuple[Home, ...]
    members: int = 0
    are_municipalities: bool = False
    by_day: Mapping[date, int] = field(default_factory=dict)
    has_absent: bool = False

    @property
    def room(self) -> int:
        return sum(one.room for one in self.homes)

    @property
    def digital(self) -> int:
        return sum(one.digital for one in self.homes)

    @property
    def there(self) -> int:
        return self.room + self.digital

    @property
    def absent(self) -> int:
        return sum(one.absent for one in self.homes)

    @property
    def members_there(self) -> int:
        return sum(1 for one in self.homes if one.is_member and one.there)

    @property
    def others_there(self) -> int:
        """How many organisations took part that are no members."""
        return sum(1 for one in self.homes if not one.is_member and one.there and one.organisation.name)

    @property
    def without_organisation(self) -> int:
        return sum(one.there for one in self.homes if not one.organisation.name)


@dataclass(frozen=True, slots=True)
class FeeSum:
    """The fees of an organisation for one reason. `kroner` is their sum, None where they are the actual cost."""

    organisation: OrganisationShown
    reason: FeeReason
    count: int
    kroner: int | None


@dataclass(frozen=True, slots=True)
class Fees:
    """The basis of invoices; what has been waived apart."""

    owed: tuple[FeeSum, ...] = ()
    waived: tuple[FeeSum, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluated:
    """An evaluation. `title` is a block's, empty where the whole gathering is meant; `results` None: not closed yet.

    `picture` shows the distribution of its first scale. `earlier` are other gatherings, the oldest first.
    """

    title: str
    results: Results | None
    picture: Picture | None = None
    earlier: tuple[Earlier, ...] = ()

    @property
    def usefulness(self) -> ScaleResult | None:
        """The answers to how useful it was, where they are told."""
        scales = self.results.scales if self.results is not None and self.results.is_told else ()
        return next((one for one in scales if one.question.id == USEFULNESS.id), None)


@dataclass(frozen=True, slots=True)
class Work:
    """Own contribution: the hours of the programme by day, and what they came to for each organisation."""

    hours: Mapping[date, Decimal]
    shares: Contribution[OrganisationShown]
    with_meals: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """All that a report of one gathering tells. `follow_ups` is how many have asked to be reminded."""

    held: Held
    participants: Participants
    fees: Fees
    work: Work
    evaluations: tuple[Evaluated, ...] = ()
    follow_ups: int = 0

    @property
    def closed(self) -> tuple[Evaluated, ...]:
        return tuple(one for one in self.evaluations if one.results is not None)

    @property
    def follow_ups_told(self) -> int | None:
        """How many have asked to be reminded; None where they are too few to be told."""
        return self.follow_ups if self.follow_ups >= FEWEST else None


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """One of several gatherings. `usefulness` is None where it is not told."""

    held: Held
    participants: Participants
    share: Share
    usefulness: ScaleResult | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """The gatherings of a network that have begun, by day. `organisations` is how many were at one of them at least."""

    network: str
    title: str
    lines: tuple[SeriesLine, ...]
    organisations: int = 0
    rate: int | None = None
    with_meals: bool = False
