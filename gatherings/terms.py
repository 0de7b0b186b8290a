"""A gathering's terms: until when one registers, how many there is room for, and what lateness costs. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from gatherings.times import end_of_day, instant

DEFAULT_OFFER: Final = timedelta(hours=24)
DEFAULT_LADDER: Final = (14, 7, 2, 0)
"""Days before the deadline on which the silent are reminded; 0 is the last morning."""


class Mode(StrEnum):
    """How somebody takes part."""

    ROOM = "room"
    DIGITAL = "digital"


@dataclass(frozen=True, slots=True)
class Fee:
    """What is invoiced: whole kroner, or the actual cost where `kroner` is None."""

    kroner: int | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """The rules of a gathering. Days are inclusive, to their end in the gathering's zone; None: no limit, or not known.

    `opens` is wall-clock time in the gathering's zone, without one of its own. `free_until` is the last day to cancel
    free of charge; where it is not said, the deadline is. A fee that is None is not taken. Fees and capacity concern
    the room; the fees digital seats too where `fee_covers_digital`. A capacity of 0: nobody can take part that way.
    Who is offered a seat has `offer` to answer. `ladder` is in days before the deadline. `keeps_not_understood`: what
    we did not understand is kept for the organisers for a while, without names.
    """

    text: str | None = None
    opens: datetime | None = None
    deadline: date | None = None
    free_until: date | None = None
    fee_late: Fee | None = None
    fee_absent: Fee | None = None
    fee_covers_digital: bool = False
    capacity: int | None = None
    capacity_digital: int | None = None
    capacity_per_organisation: int | None = None
    offer: timedelta = DEFAULT_OFFER
    ladder: tuple[int, ...] = DEFAULT_LADDER
    keeps_not_understood: bool = False

    @property
    def last_free_day(self) -> date | None:
        """The last day to cancel free of charge; None where cancelling is always free."""
        return self.free_until or self.deadline

    @property
    def modes(self) -> tuple[Mode, ...]:
        """The ways to take part that the gathering has."""
        return tuple(mode for mode in Mode if self.capacity_of(mode) != 0)

    def capacity_of(self, mode: Mode) -> int | None:
        """How many seats there are of a kind; None where their number is not limited."""
        return self.capacity if mode is Mode.ROOM else self.capacity_digital

    def covers(self, mode: Mode) -> bool:
        """Whether the fees concern a seat of this kind."""
        return mode is Mode.ROOM or self.fee_covers_digital

    def is_open(self, now: datetime, zone: ZoneInfo) -> bool:
        """Whether people may register at an instant: from the opening, through the deadline's last second."""
        return self.has_opened(now, zone) and not self.has_closed(now, zone)

    def has_opened(self, now: datetime, zone: ZoneInfo) -> bool:
        return self.opens is None or now >= instant(self.opens.date(), self.opens.time(), zone)

    def has_closed(self, now: datetime, zone: ZoneInfo) -> bool:
        return self.deadline is not None and now >= end_of_day(self.deadline, zone)
