"""Own contribution: the hours that organisations have put into a gathering, and what they are worth. Pure.

The hours of a day are rounded once, to hundredths; everything after that is exact. So each figure of an account can be
worked out again from those beside it: persons and days give hours, hours times the rate give kroner, and the parts give
the total.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Generic, TypeVar

from gatherings.agenda import Agenda, TimedBlock
from gatherings.programme import Kind

HUNDREDTH: Final = Decimal("0.01")
SECONDS_OF_AN_HOUR: Final = 3600
BY_CHOICE: Final = frozenset({Kind.MEAL, Kind.SOCIAL})

Home = TypeVar("Home", bound=Hashable)
Interval = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Share:
    """What some persons have put in. `hours` are those of all of them together; `rate` is in kroner an hour."""

    persons: int = 0
    hours: Decimal = Decimal(0)
    rate: int | None = None

    @property
    def kroner(self) -> Decimal | None:
        """To the øre; None without a rate."""
        return None if self.rate is None else self.hours * self.rate


@dataclass(frozen=True, slots=True)
class Contribution(Generic[Home]):
    """What each organisation has put in."""

    shares: Mapping[Home, Share]
    rate: int | None = None

    @property
    def total(self) -> Share:
        shares = self.shares.values()
        return Share(sum(one.persons for one in shares), sum((one.hours for one in shares), Decimal(0)), self.rate)


def contribution_of(
    there: Iterable[tuple[Home, Collection[date]]], hours: Mapping[date, Decimal], *, rate: int | None = None
) -> Contribution[Home]:
    """What each organisation has put in. `there` has for each person the organisation and the days; `hours` by day."""
    shares: dict[Home, Share] = {}
    for home, days in there:
        so_far, own = shares.get(home, Share(rate=rate)), sum((hours.get(day, Decimal(0)) for day in days), Decimal(0))
        shares[home] = Share(so_far.persons + 1, so_far.hours + own, rate)
    return Contribution(shares, rate)


def hours_by_day(agenda: Agenda, *, with_meals: bool) -> Mapping[date, Decimal]:
    """The hours of the programme on each of its days, to hundredths."""
    return {day: in_hours(length_of_day(agenda, day, with_meals=with_meals)) for day in agenda.days}


def in_hours(length: timedelta) -> Decimal:
    """The length in hours, to hundredths."""
    seconds = length.days * 86400 + length.seconds
    return (Decimal(seconds) / SECONDS_OF_AN_HOUR).quantize(HUNDREDTH, ROUND_HALF_UP)


def length_of_day(agenda: Agenda, day: date, *, with_meals: bool) -> timedelta:
    """How long the programme of a day lasts. Blocks beside each other count once, breaks count, gaps do not.

    Meals and what is social count by choice, and never after the last block that is neither: there the day ends. A day
    without any such block has no programme.
    """
    blocks, last = agenda.on_day(day), agenda.last_on_day(day)
    if last is None or not any(timed.is_work for timed in blocks):
        return timedelta()
    counted = [timed for timed in blocks if with_meals or timed.block.kind not in BY_CHOICE]
    return union([_until(timed, last.over_at) for timed in counted])


def union(intervals: Iterable[Interval]) -> timedelta:
    """How much time is in at least one of the intervals."""
    covered, reached = timedelta(), None
    for starts_at, ends_at in sorted(intervals):
        begins = starts_at if reached is None else max(starts_at, reached)
        covered += max(timedelta(), ends_at - begins)
        reached = ends_at if reached is None else max(reached, ends_at)
    return covered


def _until(timed: TimedBlock, ends_at: datetime) -> Interval:
    """When the block is held, as far as it lies before the end of the day."""
    return timed.starts_at, max(timed.starts_at, min(timed.over_at, ends_at))
