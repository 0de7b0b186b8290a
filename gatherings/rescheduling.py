"""A day that runs late, or leaves something out: the programme as it is held from now on. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from gatherings.agenda import Agenda, TimedBlock
from gatherings.errors import DelayTooLong, NothingToMove
from gatherings.programme import Block, BlockId, EndSource, Kind, Programme

LONGEST_DELAY: Final = timedelta(hours=6)
BUFFER: Final = timedelta(minutes=15)
"""A gap longer than that takes up a delay: dinner is not later because the last talk was."""
SHORTEST: Final = {Kind.BREAK: timedelta(minutes=5), Kind.MEAL: timedelta(minutes=30)}
"""How short a break and a meal may become where a delay is made up for."""


def delayed(agenda: Agenda, by: timedelta, *, now: datetime, catches_up: bool = False) -> Programme:
    """The programme with what is on ending, and the rest of the day starting, so much later.

    A long gap takes up the delay. With `catches_up` so do breaks and meals, as far as they may be shortened. Before the
    day's first block the whole day moves. Raises NothingToMove, DelayTooLong.
    """
    if not timedelta() < by <= LONGEST_DELAY:
        raise DelayTooLong
    rest = _rest_of_day(agenda, now)
    if not rest:
        raise NothingToMove
    moved = {block.id: block for block in _later(rest, by, now=now, catches_up=catches_up)}
    return tuple(moved.get(block.id, block) for block in agenda.gathering.programme)


def skipped(agenda: Agenda, block_id: BlockId, *, pulls_forward: bool) -> Programme:
    """The programme without the block; with `pulls_forward` the rest of its day starts so much earlier."""
    gone = agenda.get(block_id)
    if gone is None:
        return agenda.gathering.programme
    saved = gone.over_at - gone.starts_at if pulls_forward else timedelta()
    after = [t for t in agenda.on_day(gone.block.day) if t.starts_at >= gone.over_at and t != gone]
    together = _without_long_gap(gone.over_at, after)
    moved = {timed.block.id: _shifted(timed.block, -saved, -saved) for timed in together}
    kept = (block for block in agenda.gathering.programme if block.id != block_id)
    return tuple(moved.get(block.id, block) for block in kept)


def _rest_of_day(agenda: Agenda, now: datetime) -> list[TimedBlock]:
    """What is on or still to come today; of the next day with a programme where nothing is left of today."""
    left = [timed for timed in agenda.blocks if timed.starts_at > now or timed.is_on(now)]
    return [timed for timed in left if timed.block.day == left[0].block.day]


def _later(rest: Sequence[TimedBlock], by: timedelta, *, now: datetime, catches_up: bool) -> Iterator[Block]:
    debt, reached = by, rest[0].starts_at
    for timed in rest:
        gap = timed.starts_at - reached
        if gap > BUFFER or (catches_up and gap > timedelta()):
            debt = max(timedelta(), debt - gap)
        starts_later = timedelta() if timed.starts_at <= now else debt
        if catches_up and timed.starts_at > now:
            debt -= min(debt, _spare(timed))
        yield _shifted(timed.block, starts_later, debt)
        reached = max(reached, timed.over_at)


def _spare(timed: TimedBlock) -> timedelta:
    """How much a block may be shortened."""
    least = SHORTEST.get(timed.block.kind)
    return timedelta() if least is None else max(timedelta(), timed.over_at - timed.starts_at - least)


def _without_long_gap(end: datetime, after: Sequence[TimedBlock]) -> Iterator[TimedBlock]:
    """The blocks up to the first long gap."""
    for timed in after:
        if timed.starts_at - end > BUFFER:
            return
        yield timed
        end = max(end, timed.over_at)


def _shifted(block: Block, start: timedelta, end: timedelta) -> Block:
    """The block with its wall times moved. Raises DelayTooLong where it would begin on another day."""
    if not start and not end:
        return block
    begins = _moved(block.day, block.start, start)
    if begins.date() != block.day:
        raise DelayTooLong
    if block.end is None:
        return replace(block, start=begins.time())
    source = EndSource.EXPLICIT if block.end_source is EndSource.NEXT_START else block.end_source
    return replace(block, start=begins.time(), end=_moved(block.ends_on, block.end, end).time(), end_source=source)


def _moved(day: date, at: time, by: timedelta) -> datetime:
    return datetime.combine(day, at) + by
