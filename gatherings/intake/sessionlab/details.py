"""The details of an export: one section a block, with its public text and the organisers' notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Final

from gatherings.intake.dates import Calendar, read_heading
from gatherings.intake.draft import Doubt, Reason, Remark, Source, quoted, remark
from gatherings.intake.entry import Entry
from gatherings.intake.hours import Unclear, read_hours, read_length
from gatherings.intake.public import one_line, without_addresses
from gatherings.intake.sessionlab.parts import Marked, Part, is_frame, marked, time_line

_NOTES_WORDS = "additional info(?:rmation)?|tilleggsinformasjon|ytterligere informasjon"
_NOTES: Final = re.compile(rf"(?:#{{1,6}} ?)?(?:\*\*)?(?:{_NOTES_WORDS})\b[:* ]*(.*)", re.IGNORECASE)
_ASSIGNED: Final = re.compile(r"(?:#{1,6} ?)?(?:\*\*)?(?:ASSIGNED TO|TILDELT|ANSVARLIG|ANSVARLEG)\b[:* ]*(.*)")
_ROOM: Final = re.compile(r"(?:\*\*)?(?:rom|room|lokale|location)(?:\*\*)?:[* ]*(\S.{0,80})", re.IGNORECASE)
TITLE_DEPTH: Final = 2


@dataclass
class _Section:
    """A section as it is being read."""

    line: int
    title: str
    day: date | None
    start: time | None = None
    end: time | None = None
    length: timedelta | None = None
    text: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    assigned: list[str] = field(default_factory=list)
    room: str = ""
    is_in_notes: bool = False
    latest_line: int = 0

    def add_text(self, number: int, text: str) -> None:
        """Adds a line to the public text; a blank one goes before it where the file has one."""
        is_apart = bool(self.text) and number > self.latest_line + 1
        self.text += ["", text] if is_apart else [text]
        self.latest_line = number

    def entry(self) -> Entry:
        return Entry(
            line=self.line,
            title=self.title,
            start=self.start,
            end=self.end,
            length=self.length,
            day=self.day,
            text="\n".join(self.text).strip(),
            notes=re.sub(r"\n{2,}", "\n", "\n".join(self.notes)).strip(),
            assigned=", ".join(self.assigned),
            room=self.room,
        )


class DetailsReader:
    """Reads details, one part after the other. `entries` have no day where no heading tells it."""

    def __init__(self, source: Source, calendar: Calendar) -> None:
        self.source, self.calendar = source, calendar
        self.title = ""
        self.remarks: list[Remark] = []
        self._sections: list[_Section] = []
        self._day: date | None = None

    @property
    def entries(self) -> list[Entry]:
        return [section.entry() for section in self._sections]

    def read(self, part: Part, *, titles: frozenset[str]) -> None:
        """Reads a part; a heading that stands among the `titles` of the table is a block's even without hours."""
        self._day = None
        spoken = [(number, line) for number, line in part.lines if not is_frame(line)]
        hours_follow = [time_line(line) is not None for _, line in spoken[1:]] + [False]
        for position, ((number, line), has_hours) in enumerate(zip(spoken, hours_follow, strict=True)):
            heading = marked(line)
            if has_hours and not time_line(line):
                self._begin(number, heading.text if heading else line)
            elif not self._take_heading(number, heading, titles=titles, is_first=position == 0):
                self._take_line(number, line, heading)

    def _take_heading(self, number: int, heading: Marked | None, *, titles: frozenset[str], is_first: bool) -> bool:
        """Takes the title of a block, or the heading of the part or of a day within it; or says no."""
        if not heading or heading.depth > TITLE_DEPTH:
            return False
        is_title = one_line(heading.text).casefold() in titles
        if is_title and not (self._sections and self._sections[-1].is_in_notes):
            self._begin(number, heading.text)
            return True
        return self._take_day(number, heading, is_first=is_first)

    def _begin(self, number: int, title: str) -> None:
        if not without_addresses(one_line(title))[0]:
            raise self.source.refusal(Reason.NO_TITLE, line=number, text=quoted(title))
        self._sections.append(_Section(number, title, self._day))

    def _take_day(self, number: int, heading: Marked, *, is_first: bool) -> bool:
        read = read_heading(heading.text)
        if not (read.is_of_a_day or is_first):
            return False
        self.title = self.title or one_line(read.title)
        if read.written or read.number:
            self._day = self.calendar.day_of(read, number)
        return True

    def _take_line(self, number: int, line: str, heading: Marked | None) -> None:
        if not self._sections:
            self.remarks.append(remark(Doubt.LINE_NOT_READ, number, text=quoted(line)))
        elif self._sections[-1].is_in_notes:
            self._sections[-1].notes.append(line.strip())
        elif not self._take_marked(number, line, self._sections[-1]):
            self._take_text(number, line, heading, self._sections[-1])

    def _take_marked(self, number: int, line: str, section: _Section) -> bool:
        """Takes hours, the people in charge, the room, or the beginning of the notes; or says no."""
        line = " ".join(line.split())
        if (hours := time_line(line)) and section.start is None:
            self._take_hours(number, hours, section)
        elif found := _ASSIGNED.fullmatch(line):
            section.assigned.append(found[1])
        elif found := _ROOM.fullmatch(line):
            section.room = found[1]
        elif found := _NOTES.fullmatch(line):
            section.is_in_notes = True
            section.notes.append(found[1])
        else:
            return False
        return True

    def _take_text(self, number: int, line: str, heading: Marked | None, section: _Section) -> None:
        """Takes a line of the public text. What stands below a capital heading we do not know is kept as notes."""
        if heading and heading.text.isupper():
            self.remarks.append(remark(Doubt.PART_KEPT_AS_NOTES, number, text=quoted(heading.text)))
            section.is_in_notes = True
            section.notes.append(heading.text)
        else:
            section.add_text(number, line.strip())

    def _take_hours(self, number: int, found: re.Match[str], section: _Section) -> None:
        try:
            hours = read_hours(found["hours"])
            section.length = read_length(found["length"])
        except Unclear as unclear:
            raise self.source.refusal(unclear.reason, line=number, text=unclear.text) from None
        if hours is None:
            raise self.source.refusal(Reason.NO_SUCH_TIME, line=number, text=quoted(found[0]))
        section.start, section.end = hours.start, hours.end
