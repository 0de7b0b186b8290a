"""Which sections make one programme: the days of one gathering, or several gatherings in one document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from rapidfuzz import fuzz

from gatherings.intake.dates import WEEKDAYS, WrittenDate
from gatherings.intake.prose.days import DayMark, day_of_heading
from gatherings.intake.prose.lines import Line
from gatherings.intake.prose.sections import Section
from gatherings.intake.prose.weeding import NEAR
from gatherings.intake.prose.words import PROGRAMME, TRACK

DAYS_APART: Final = 4
LINES_APART: Final = 60
ALIKE: Final = 75
SAME_ROWS: Final = 0.6
MOST_WORDS_OF_A_HEADING: Final = 14
ANY_YEAR: Final = 2024


@dataclass
class Written:
    """A programme as it stands: its sections, with the number of the day that each is on, counted from 0."""

    label: str = ""
    heading: Line | None = None
    sections: list[tuple[int, Section]] = field(default_factory=list)
    is_one_of_several: bool = False

    @property
    def last(self) -> Section:
        return self.sections[-1][1]

    @property
    def day(self) -> int:
        return self.sections[-1][0]

    def latest_mark(self) -> DayMark | None:
        return next((one.day for _, one in reversed(self.sections) if one.day), None)


def gather(sections: Sequence[Section], *, days: int) -> list[Written]:
    """The programmes, in order. `days` is how many days the text says that the gathering has."""
    found: list[Written] = []
    for section in sections:
        if not found:
            found.append(_begun(section))
            continue
        place = _place(section, found, days=days)
        if place is _Place.NOWHERE:
            continue
        if place is _Place.NEW:
            found.append(_begun(section))
        else:
            found[-1].sections.append((found[-1].day + (place is _Place.NEXT_DAY), section))
    for one in found:
        one.is_one_of_several = len(found) > 1
    return found


class _Place:
    """Where a section belongs."""

    SAME_DAY, NEXT_DAY, NEW, NOWHERE = object(), object(), object(), object()


def _begun(section: Section) -> Written:
    return Written(section.label, _heading(section), [(0, section)])


def _place(section: Section, found: Sequence[Written], *, days: int) -> object:
    current = found[-1]
    if section.label:
        return _Place.NEW if section.label != current.label else _Place.SAME_DAY
    if section.track and section.day is None:
        return _Place.SAME_DAY
    if section.day is not None:
        return _by_day(section, section.day, current.latest_mark(), current, found)
    if any(_is_again(section, one) for written in found for _, one in written.sections):
        return _Place.NOWHERE
    return _undated(section, current, days=days)


def _undated(section: Section, current: Written, *, days: int) -> object:
    """Where a section belongs under no heading of a day: what goes on in time is of the same day."""
    is_small = len(section.rows) < NEAR // 2
    if section.starts[0] >= current.last.starts[-1]:
        is_near = section.position - current.last.last <= LINES_APART
        if is_near or is_small:
            return _Place.SAME_DAY if is_near else _Place.NOWHERE
    elif _is_within(section, current):
        return _Place.NOWHERE
    if current.day + 1 < days:
        return _Place.NEXT_DAY
    return _Place.NOWHERE if is_small or _heading(section) is None else _Place.NEW


def _by_day(
    section: Section, mark: DayMark, known: DayMark | None, current: Written, found: Sequence[Written]
) -> object:
    apart = _apart(mark, known)
    if apart is None or (apart == 0 and known is not None):
        forward = section.starts[0] >= max(one.starts[-1] for day, one in current.sections if day == current.day)
        if any(_is_again(section, one) for written in found for _, one in written.sections):
            return _Place.NOWHERE
        if apart == 0:
            return _Place.SAME_DAY if forward else _Place.NEW
        return _Place.NEXT_DAY if not forward or (mark.number or 0) > 1 else _Place.SAME_DAY
    if not 0 < apart <= DAYS_APART:
        return _Place.NEW
    return _Place.NEW if mark.number is None and _has_other_title(section, mark, current) else _Place.NEXT_DAY


def _apart(mark: DayMark, known: DayMark | None) -> int | None:
    """By how many days a mark is later than another; None where they cannot be compared."""
    if known is None:
        return None
    if mark.written and known.written:
        return _days(mark.written, known.written)
    if mark.number and known.number:
        return mark.number - known.number
    if mark.weekday is not None and known.weekday is not None:
        return (mark.weekday - known.weekday) % len(set(WEEKDAYS.values()))
    return None


def _days(one: WrittenDate, other: WrittenDate) -> int:
    year = one.year or other.year or ANY_YEAR
    try:
        return (date(one.year or year, one.month, one.day) - date(other.year or year, other.month, other.day)).days
    except ValueError:
        return 1


def _has_other_title(section: Section, mark: DayMark, current: Written) -> bool:
    """Whether both programmes stand under headings that name different things, before their dates."""
    one, other = _named(section), _named(current.sections[0][1])
    if not one or not other or mark.number:
        return False
    return fuzz.ratio(one.casefold(), other.casefold()) < ALIKE


def _named(section: Section) -> str:
    """What the heading of a section names: the words before its date, or the heading just above that."""
    if section.day is None:
        return ""
    at = next((n for n, line in enumerate(section.heads) if line.number == section.day.line), None)
    if at is None:
        return ""
    line = section.heads[at]
    title = section.day.title
    if title and line.words.startswith(title.split()[0]) and line.is_heading:
        return title
    above = section.heads[at - 1] if at and section.heads[at - 1].is_heading else None
    return above.words if above and not PROGRAMME.search(above.words) and above.depth else ""


def _is_again(section: Section, other: Section) -> bool:
    """Whether it is the same programme, told once more."""
    if section is other:
        return False
    rows = {(row.clocks.start, row.words.casefold()[:20]) for row in other.rows}
    again = [row for row in section.rows if (row.clocks.start, row.words.casefold()[:20]) in rows]
    return (len(again) >= SAME_ROWS * len(section.rows) and len(again) > 1) or (len(section.rows) == 1 == len(again))


def _is_within(section: Section, current: Written) -> bool:
    """Whether it tells one entry of the day in detail."""
    if len(section.rows) * 2 > sum(len(one.rows) for day, one in current.sections if day == current.day):
        return False
    first, last = section.starts[0], section.starts[-1]
    starts = sorted({at for day, one in current.sections if day == current.day for at in one.starts})
    before = [at for at in starts if at <= first]
    return bool(before) and not any(before[-1] < at < last for at in starts)


def _heading(section: Section) -> Line | None:
    """The line above a section that names it: a heading that is neither of a day nor of a track."""
    near = [line for line in section.heads[-NEAR * 2 :] if len(line.words.split()) <= MOST_WORDS_OF_A_HEADING]
    names = [line for line in near if line.is_heading and not TRACK.match(line.words)]
    titled = [line for line in names if (mark := day_of_heading(line)) is None or mark.title]
    return titled[-1] if titled else None
