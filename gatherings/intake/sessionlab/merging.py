"""The table's rows and the details' sections, made one: each block once, with the fuller of its two texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Final

from rapidfuzz import fuzz

from gatherings.intake.dates import Calendar
from gatherings.intake.draft import Doubt, Reason, Remark, Source, quoted, remark
from gatherings.intake.entry import Entry
from gatherings.intake.public import one_line

ALIKE_TITLES: Final = 50
ALIKE_TEXTS: Final = 40

KeyOf = Callable[[Entry], Hashable]


def _title(entry: Entry) -> str:
    return one_line(entry.title).casefold()


class Merging:
    """Pairs rows with sections by title and start, then by title, then by start alone where the titles are alike."""

    def __init__(self, source: Source, calendar: Calendar, rows: Sequence[Entry], sections: Sequence[Entry]) -> None:
        self.source, self.calendar = source, calendar
        self.rows, self.sections = rows, sections
        self.remarks: list[Remark] = []
        self._section_of: dict[int, int] = {}

    def entries(self) -> list[Entry]:
        """All blocks, each with a day and a start. Raises Unreadable where the details stand alone and cannot be."""
        if not self.rows:
            return list(self._details_alone())
        self._pair(lambda e: (_title(e), e.start))
        self._pair(lambda e: (_title(e), e.start), on_any_day=True)
        self._pair(_title)
        self._pair(lambda e: e.start, only_alike=True)
        merged = [self._merged(n, row) for n, row in enumerate(self.rows)]
        return merged + list(self._only_in_details())

    def _pair(self, key_of: KeyOf, *, on_any_day: bool = False, only_alike: bool = False) -> None:
        """Pairs what has the same key, in order; of the same day, where both say it and that is asked for."""
        taken = set(self._section_of.values())
        free: dict[Hashable, list[int]] = defaultdict(list)
        for s, section in enumerate(self.sections):
            if s not in taken:
                free[key_of(section)].append(s)
        for r, row in enumerate(self.rows):
            candidates = free[key_of(row)] if r not in self._section_of else []
            fitting = (s for s in candidates if on_any_day or _may_be_of_one_day(row, self.sections[s]))
            found = next((s for s in fitting if not only_alike or _have_like_titles(row, self.sections[s])), None)
            if found is not None:
                self._section_of[r] = found
                candidates.remove(found)

    def _merged(self, r: int, row: Entry) -> Entry:
        if r not in self._section_of:
            if self.sections:
                self.remarks.append(remark(Doubt.ONLY_IN_TABLE, row.line, title=quoted(one_line(row.title))))
            return row
        section = self.sections[self._section_of[r]]
        row = _parted(row, section)
        self.remarks += _differences(row, section)
        return replace(
            row,
            end=row.end if row.end is not None else section.end,
            length=row.length if row.length is not None else section.length,
            text=_fuller(row.text, section.text),
            notes="\n".join(dict.fromkeys(filter(None, (row.notes, section.notes)))),
            assigned=", ".join(filter(None, (row.assigned, section.assigned))),
            room=row.room or section.room,
        )

    def _only_in_details(self) -> Iterator[Entry]:
        """The sections that no row tells of, on the day of the one before them."""
        row_of = {s: r for r, s in self._section_of.items()}
        day = self.rows[0].day
        for s, section in enumerate(self.sections):
            if s in row_of:
                day = self.rows[row_of[s]].day
            elif section.start is not None:
                self.remarks.append(remark(Doubt.ONLY_IN_DETAILS, section.line, title=quoted(one_line(section.title))))
                yield replace(section, day=section.day or day)
            else:
                self.remarks.append(remark(Doubt.LINE_NOT_READ, section.line, text=quoted(one_line(section.title))))

    def _details_alone(self) -> Iterator[Entry]:
        day: date | None = None
        latest: time | None = None
        for section in self.sections:
            if section.start is None:
                continue
            here = section.day or day or self.calendar.day_unsaid(section.line)
            if here == day and latest and section.start < latest:
                raise self.source.refusal(
                    Reason.BACKWARDS, line=section.line, text=f"{section.start:%H:%M}", before=f"{latest:%H:%M}"
                )
            day, latest = here, section.start
            yield replace(section, day=here)


def _may_be_of_one_day(row: Entry, section: Entry) -> bool:
    return section.day is None or section.day == row.day


def _have_like_titles(row: Entry, section: Entry) -> bool:
    return fuzz.ratio(_title(row), _title(section)) >= ALIKE_TITLES or _parted(row, section) != row


def _parted(row: Entry, section: Entry) -> Entry:
    """The row, its description taken out of its title where the details show that the two have run together."""
    title, run_on = one_line(section.title), one_line(row.title)
    rest, text = run_on.removeprefix(title).strip(), one_line(section.text)
    if rest == run_on or not rest or not text.startswith(rest):
        return row
    return replace(row, title=title, text=" ".join(filter(None, (rest, row.text))))


def _differences(row: Entry, section: Entry) -> Iterator[Remark]:
    """What the two tell differently; the table is believed."""
    title = quoted(one_line(row.title))
    if _title(row) != _title(section):
        yield remark(Doubt.TITLE_DIFFERS, section.line, title=title, other=quoted(one_line(section.title)))
    if section.start is not None and section.start != row.start:
        yield remark(
            Doubt.START_DIFFERS, section.line, title=title, table=f"{row.start:%H:%M}", details=f"{section.start:%H:%M}"
        )
    if row.length is not None and section.length is not None and row.length != section.length:
        yield remark(Doubt.LENGTH_DIFFERS, section.line, title=title)
    if row.text and section.text and not _are_alike(row.text, section.text):
        yield remark(Doubt.TEXTS_DIFFER, section.line, title=title)


def _are_alike(one: str, other: str) -> bool:
    one, other = one_line(one), one_line(other)
    return one in other or other in one or fuzz.ratio(one, other) >= ALIKE_TEXTS


def _fuller(of_table: str, of_details: str) -> str:
    """The longer text; of two as long the details', which keep their paragraphs."""
    return of_details if len(one_line(of_details)) >= len(one_line(of_table)) else of_table
