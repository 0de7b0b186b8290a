"""Which rows are of a programme: those whose hours fit among the others, and not those that only look like hours."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import time
from typing import Final

from gatherings.intake.draft import Source
from gatherings.intake.hours import NOON
from gatherings.intake.prose.clocks import Clocks, Trust
from gatherings.intake.prose.rows import Row
from gatherings.intake.prose.words import PROGRAMME

NEAR: Final = 6
ROWS_TO_TELL: Final = 2
WEAK_ROWS_TO_TELL: Final = 3
LAST_AFTERNOON_HOUR: Final = 7
FIRST_LUNCH_HOUR: Final = 8
MONTHS: Final = 12
_PARTED: Final = re.compile(r"\d[.:]\d|\d\s*[-–—]\s*\d")


def in_the_afternoon(rows: Mapping[int, Row]) -> dict[int, Row]:
    """The rows, "1:15" after "12:30" as a quarter past one in the afternoon, where no row counts to 24."""
    if any(row.clocks.start.hour > NOON for row in rows.values()) or not rows:
        return dict(rows)
    made: dict[int, Row] = {}
    before = time()
    for position, row in rows.items():
        clocks = row.clocks
        if clocks.is_half and before.hour >= FIRST_LUNCH_HOUR and 1 <= clocks.start.hour <= LAST_AFTERNOON_HOUR:
            clocks = replace(clocks, start=_later(clocks.start), end=clocks.end and _later(clocks.end), wrong=None)
        made[position] = replace(row, clocks=clocks)
        before = clocks.start
    return made


def _later(at: time) -> time:
    return at.replace(hour=at.hour + NOON) if at.hour < NOON else at


def is_at_place(position: int, row: Row, rows: Sequence[tuple[int, Row]]) -> bool:
    """Whether a spelling that may be something else stands where such a time would."""
    if row.clocks.trust > Trust.WEAK and not (_is_run(row) and not _are_runs(rows)):
        return True
    sure = [(at, one.clocks.start) for at, one in rows if one.clocks.trust > Trust.WEAK and one is not row]
    if len(sure) < ROWS_TO_TELL:
        weak = [(at, one.clocks.start) for at, one in rows if one.clocks.trust is Trust.WEAK]
        starts = [start for _, start in weak]
        return len(weak) + len(sure) >= WEAK_ROWS_TO_TELL and starts == sorted(set(starts))
    above = [start for at, start in sure if at < position]
    below = [start for at, start in sure if at > position]
    return bool(above) and above[-1] <= row.clocks.start and (not below or row.clocks.start <= below[0])


def _is_run(row: Row) -> bool:
    """Whether the hour is four figures alone, as a postcode is."""
    return row.clocks.end is None and row.clocks.text.strip("() ").isdigit()


def _are_runs(rows: Sequence[tuple[int, Row]]) -> bool:
    return sum(_PARTED.search(row.clocks.text) is None for _, row in rows) * 2 >= len(rows)


def is_wrong(source: Source, position: int, row: Row, rows: Sequence[tuple[int, Row]]) -> bool:
    """Whether hours that cannot be are left: they are no hours. Raises Unreadable where they stand among good rows."""
    if row.clocks.wrong is None:
        return False
    good = [at for at, one in rows if one.clocks.wrong is None and one.clocks.trust is Trust.SURE]
    is_inside = any(0 < position - at <= (1 if row.line.is_apart else NEAR) for at in good) and (
        len(good) >= ROWS_TO_TELL or any(0 < at - position <= NEAR for at in good)
    )
    is_meant = (
        _PARTED.search(row.clocks.text) is not None
        and row.is_first
        and row.clocks.trust > Trust.WEAK
        and (row.clocks.end is not None or not row.is_bare)
    )
    if is_inside and is_meant and not _is_date(row.clocks.text):
        raise source.refusal(row.clocks.wrong, line=row.number, text=row.clocks.text)
    return True


def _is_date(text: str) -> bool:
    """Whether figures that are no time are a day and a month: "26.09"."""
    day, _, month = text.partition(".")
    return month.isdigit() and 1 <= int(month) <= MONTHS and day.isdigit() and int(day) > MONTHS


def frame_of(rows: Sequence[Row]) -> Clocks | None:
    """The hours of the whole day, where the first row tells them and nothing else."""
    named = next((row.clocks for row in rows if row.clocks.is_named), None)
    if named or len(rows) < WEAK_ROWS_TO_TELL or rows[0].clocks.end is None:
        return named
    later = [row.clocks for row in rows[1:]]
    spans = (
        rows[0].clocks.end >= max(one.end or one.start for one in later[:-1]) and rows[0].clocks.end > later[0].start
    )
    begins = rows[0].clocks.start <= later[0].start and (later[0].end or later[1].start) < rows[0].clocks.end
    says_little = rows[0].is_bare or PROGRAMME.search(rows[0].words) or rows[0].day is not None
    return rows[0].clocks if spans and begins and says_little else None
