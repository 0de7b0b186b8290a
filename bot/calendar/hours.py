"""When a gathering is, day by day: the hours of its programme, else its own, else the whole day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from gatherings.agenda import Agenda, TimedBlock
from gatherings.programme import Kind
from gatherings.times import DAY, instant


@dataclass(frozen=True, slots=True)
class Hours:
    """One day. `starts_at` and `ends_at` are aware UTC; None where they are not known: no start is the whole day."""

    day: date
    number: int
    starts_at: datetime | None = None
    ends_at: datetime | None = None


def hours_of(agenda: Agenda) -> tuple[Hours, ...]:
    """Each day of the gathering, the first is number 1. A day keeps its number when the gathering moves."""
    return tuple(_on(agenda, day) for day in sorted({*agenda.gathering.days, *agenda.days}))


def _on(agenda: Agenda, day: date) -> Hours:
    number = (day - agenda.gathering.starts_on) // DAY + 1
    blocks = agenda.on_day(day)
    starts_at, ends_at = _of_blocks(agenda, blocks) if blocks else _of_gathering(agenda, day)
    is_span = starts_at is not None and ends_at is not None and starts_at < ends_at
    return Hours(day, number, starts_at, ends_at if is_span else None)


def _of_blocks(agenda: Agenda, blocks: tuple[TimedBlock, ...]) -> tuple[datetime, datetime]:
    """From the first block to the last work or meal: the company of the evening is no part of the day's hours."""
    lasting = [timed for timed in blocks if timed.is_work or timed.block.kind is Kind.MEAL] or blocks
    last = max(lasting, key=lambda timed: timed.over_at)
    known = _end(agenda, last.block.day) if last.ends_at is None else None
    return blocks[0].starts_at, max(last.over_at, known or last.over_at)


def _of_gathering(agenda: Agenda, day: date) -> tuple[datetime | None, datetime | None]:
    """The hours of a gathering of one day. Of several days they say when the first begins and the last ends."""
    gathering = agenda.gathering
    if gathering.starts is None or gathering.starts_on != gathering.ends_on:
        return None, None
    return instant(day, gathering.starts, gathering.zone), _end(agenda, day)


def _end(agenda: Agenda, day: date) -> datetime | None:
    """When the gathering ends, by its own hours, if that is on this day."""
    gathering = agenda.gathering
    is_last = gathering.ends is not None and day == gathering.ends_on
    return instant(day, gathering.ends, gathering.zone) if is_last and gathering.ends is not None else None
