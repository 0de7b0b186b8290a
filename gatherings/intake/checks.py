"""What an organiser may want to mend in a programme itself, however well it was read. Pure, over its blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from gatherings.agenda import NOT_PART_OF_THE_WORK
from gatherings.intake.draft import Doubt, Remark, quoted, remark
from gatherings.intake.kinds import is_closing_title
from gatherings.programme import Block, Kind, Programme

LONGEST_GAP: Final = timedelta(minutes=15)
LONGEST_WITHOUT_BREAK: Final = timedelta(hours=2, minutes=30)
A_BREATHER: Final = timedelta(minutes=10)
EVENING: Final = 17
MOST_TITLES: Final = 6
LED: Final = frozenset({Kind.TALK, Kind.WORKSHOP, Kind.DISCUSSION})


def check_programme(blocks: Programme, *, explained: frozenset[str] = frozenset()) -> tuple[Remark, ...]:
    """What to look at, one remark of each kind. `explained` are the ids of blocks after which the file itself tells of
    a gap.
    """
    days = [list(of_day) for _, of_day in groupby(blocks, key=lambda block: block.day)]
    gaps = [gap for of_day in days for gap in _gaps(of_day, explained)]
    runs = [run for of_day in days for run in _runs_without_break(of_day)]
    found = (
        (Doubt.GAP, gaps),
        (Doubt.NO_BREAK, runs),
        (Doubt.NO_STREAM_MARK, [quoted(block.title) for block in _unmarked(blocks)]),
        (Doubt.NO_LEADER, [quoted(block.title) for block in blocks if block.kind in LED and not block.people]),
    )
    return tuple(remark(doubt, n=len(told), titles=listed(told)) for doubt, told in found if told)


def listed(titles: Sequence[str]) -> str:
    """The titles as one list, the last of a long one left out."""
    more = "" if len(titles) <= MOST_TITLES else " …"
    return "; ".join(titles[:MOST_TITLES]) + more


def _gaps(blocks: Sequence[Block], explained: frozenset[str]) -> Iterator[str]:
    """The hours between blocks of a day that nothing fills; what comes in the evening may come late."""
    busy_until: datetime | None = None
    last: Block | None = None
    for block in blocks:
        start = datetime.combine(block.day, block.start)
        is_told = last is None or last.id in explained or is_closing_title(last.title)
        is_evening = block.start.hour >= EVENING and block.kind in NOT_PART_OF_THE_WORK
        if busy_until and start - busy_until > LONGEST_GAP and not is_told and not is_evening:
            yield f"{busy_until:%H:%M}–{block.start:%H:%M}"
        end = _end(block)
        busy_until = None if end is None else max(end, busy_until or end)
        last = block


def _runs_without_break(blocks: Sequence[Block]) -> Iterator[str]:
    """The hours of work that go on too long without a break or a meal."""
    begin: datetime | None = None
    until: datetime | None = None
    for block in blocks:
        start, end = datetime.combine(block.day, block.start), _end(block)
        rests = block.kind in NOT_PART_OF_THE_WORK or (until is not None and start - until >= A_BREATHER)
        if rests and begin and until:
            yield from _too_long(begin, until)
            begin, until = None, None
        if block.kind not in NOT_PART_OF_THE_WORK and end is not None:
            begin, until = begin or start, max(end, until or end)
    if begin and until:
        yield from _too_long(begin, until)


def _too_long(begin: datetime, until: datetime) -> Iterator[str]:
    if until - begin > LONGEST_WITHOUT_BREAK:
        yield f"{begin:%H:%M}–{until:%H:%M}"


def _unmarked(blocks: Programme) -> list[Block]:
    """The talks of which nothing says whether they are streamed, where it is said of others."""
    if all(block.streamed is None for block in blocks):
        return []
    return [block for block in blocks if block.kind is Kind.TALK and block.streamed is None]


def _end(block: Block) -> datetime | None:
    return None if block.end is None else datetime.combine(block.ends_on, block.end)
