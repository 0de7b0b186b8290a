"""The runs of rows in a text, each on one day: where a programme stands among everything else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Final

from gatherings.intake.draft import Source
from gatherings.intake.prose.clocks import Clocks, Trust
from gatherings.intake.prose.days import DayMark, day_of_heading
from gatherings.intake.prose.lines import Line
from gatherings.intake.prose.rows import Row
from gatherings.intake.prose.weeding import (
    NEAR,
    ROWS_TO_TELL,
    WEAK_ROWS_TO_TELL,
    frame_of,
    in_the_afternoon,
    is_at_place,
    is_wrong,
)
from gatherings.intake.prose.words import ALTERNATIVE, PROGRAMME, TRACK

FAR: Final = 40
MOST_WORDS_OF_A_HEADING: Final = 12


@dataclass(frozen=True, slots=True)
class Section:
    """Rows that go forward in time. `heads` are the lines above them that may be their headings, the nearest last;
    `position` is that of the first row's line, `last` that of the last one's.
    """

    rows: tuple[Row, ...]
    heads: tuple[Line, ...] = ()
    day: DayMark | None = None
    track: str = ""
    label: str = ""
    frame: Clocks | None = None
    position: int = 0
    last: int = 0
    out_of_order: frozenset[int] = frozenset()

    @property
    def starts(self) -> list[time]:
        return [row.clocks.start for row in self.rows]


@dataclass
class _Open:
    """A section as it is being read."""

    day: DayMark | None = None
    track: str = ""
    label: str = ""
    heads: list[Line] = field(default_factory=list)
    rows: list[tuple[int, Row]] = field(default_factory=list)


def read_sections(source: Source, lines: Sequence[Line], rows: Mapping[int, Row]) -> list[Section]:
    """The sections with enough in them to be of a programme, in order. Raises Unreadable for impossible hours there."""
    rows = in_the_afternoon(rows)
    found: list[Section] = []
    for opened in _split(lines, rows):
        for part in _forward(opened, lines):
            found += _section(source, part)
    return [one for one in found if _tells(one) or _belongs(one, found)]


def _split(lines: Sequence[Line], rows: Mapping[int, Row]) -> Iterator[_Open]:
    """Cut at headings of days, tracks and alternatives, and where rows stand far from each other."""
    opened = _Open()
    since = 0
    for position, line in enumerate(lines):
        row = rows.get(position)
        if row is None or row.day is not None:
            cut = _cut(line, position, lines, rows) if row is None else _dated(row, opened)
            if cut is not None:
                yield opened
                heads = [] if opened.rows else opened.heads
                opened, since = _inherited(cut, opened, [*heads, line]), 0
        if row is not None:
            if opened.rows and _is_far(opened, position, lines, since):
                yield opened
                opened = _Open(heads=list(lines[opened.rows[-1][0] + 1 : position]))
            opened.rows.append((position, row))
            since = 0
        elif not opened.rows:
            opened.heads.append(line)
        else:
            since += 1
    yield opened


def _inherited(cut: _Open, before: _Open, heads: list[Line]) -> _Open:
    """A section under a heading that says only one thing; what stood just above it still holds."""
    if before.rows:
        return _Open(cut.day, cut.track, cut.label, heads)
    return _Open(cut.day or before.day, cut.track or before.track, cut.label or before.label, heads)


def _cut(line: Line, position: int, lines: Sequence[Line], rows: Mapping[int, Row]) -> _Open | None:
    """What a heading begins; None where it is none, or no row follows near it."""
    following = range(position + 1, min(position + 1 + NEAR, len(lines)))
    nearest = next((n for n in following if n in rows), None)
    if nearest is None:
        return None
    label = ALTERNATIVE.search(line.words)
    if label and len(line.words.split()) <= MOST_WORDS_OF_A_HEADING and (line.is_heading or line.is_apart):
        return _Open(day_of_heading(line), "", " ".join(label["label"].split()))
    day = day_of_heading(line)
    if day:
        return None if line.is_item and day.title else _Open(day)
    may_head = line.is_heading or line.is_apart or line.words.endswith(":")
    is_near = not rows[nearest].is_bare and nearest - position <= NEAR // 2 and "\t" not in line.text
    return _Open(track=line.words.rstrip(" :")) if TRACK.match(line.words) and may_head and is_near else None


def _dated(row: Row, opened: _Open) -> _Open | None:
    """A row that names another day than the rows before it."""
    same = opened.day is not None and opened.rows and _same_day(opened.day, row.day)
    return None if same else _Open(row.day)


def _same_day(one: DayMark, other: DayMark | None) -> bool:
    if other is None:
        return True
    if one.written and other.written:
        return (one.written.day, one.written.month) == (other.written.day, other.written.month)
    return (one.number, one.weekday) == (other.number, other.weekday)


def _is_far(opened: _Open, position: int, lines: Sequence[Line], since: int) -> bool:
    if since <= NEAR:
        return False
    above = lines[opened.rows[-1][0] + 1 : position]
    is_headed = lines[position].depth > 0
    return since > FAR or (not is_headed and any(line.depth or PROGRAMME.fullmatch(line.words) for line in above))


def _forward(opened: _Open, lines: Sequence[Line]) -> Iterator[_Open]:
    """Cut where the hours go back for good; a single row that is out of order stays."""
    rows = [(position, row) for position, row in opened.rows if is_at_place(position, row, opened.rows)]
    begin = 0
    latest = time()
    for n, (position, row) in enumerate(rows):
        start = row.clocks.start
        if n > begin and start < latest and _is_for_good(rows, n, begin, lines):
            yield _with_rows(opened, rows[begin:n])
            opened, begin = _Open(heads=list(lines[rows[n - 1][0] + 1 : position])), n
            latest = start
        latest = max(latest, start)
    yield _with_rows(opened, rows[begin:])


def _with_rows(opened: _Open, rows: list[tuple[int, Row]]) -> _Open:
    return _Open(opened.day, opened.track, opened.label, opened.heads, rows)


def _is_for_good(rows: Sequence[tuple[int, Row]], n: int, begin: int, lines: Sequence[Line]) -> bool:
    """Whether the hours have begun again: two rows or more go on from there, or a heading stands above."""
    latest = max(row.clocks.start for _, row in rows[begin:n])
    following = [row.clocks.start for _, row in rows[n : n + 2]]
    between = lines[rows[n - 1][0] + 1 : rows[n][0]]
    if any(line.is_heading or PROGRAMME.search(line.words) for line in between) and len(following) > 1:
        return True
    before = sorted(row.clocks.start for _, row in rows[begin:n])[:-1]
    if before and following[0] >= before[-1] and len(rows) > n + 1 and following[-1] < latest:
        return False
    return len(following) > 1 and all(at < latest for at in following)


def _section(source: Source, part: _Open) -> list[Section]:
    rows = [(position, row) for position, row in part.rows if not is_wrong(source, position, row, part.rows)]
    frame = frame_of([row for _, row in rows])
    rows = [(position, row) for position, row in rows if row.clocks is not frame and not row.clocks.is_named]
    if not rows:
        return []
    latest, late = time(), set()
    for _, row in rows:
        if row.clocks.start < latest:
            late.add(row.number)
        latest = max(latest, row.clocks.start)
    kept = [(position, row) for position, row in rows if row.is_first or row.number not in late]
    if not kept:
        return []
    return [
        Section(
            tuple(row for _, row in kept),
            tuple(part.heads),
            part.day or (kept[0][1].day),
            part.track,
            part.label,
            frame,
            kept[0][0],
            kept[-1][0],
            frozenset(late),
        )
    ]


def _tells(section: Section) -> bool:
    trust = [row.clocks.trust for row in section.rows]
    if len(trust) < ROWS_TO_TELL:
        return False
    if Trust.SURE in trust or len(trust) >= WEAK_ROWS_TO_TELL:
        return True
    return any(PROGRAMME.search(line.words) for line in section.heads[-NEAR:])


def _belongs(section: Section, others: Sequence[Section]) -> bool:
    """Whether a row alone is of a programme all the same: under the heading of its day or its track, or just below."""
    if section.day or section.track:
        since = [line for line in section.heads if section.day and line.number > section.day.line]
        return not any(line.is_heading for line in since) and any(_tells(one) for one in others if one is not section)
    return any(
        _tells(one) and 0 < section.position - one.last <= NEAR * 2 and section.starts[0] >= one.starts[-1]
        for one in others
    )
