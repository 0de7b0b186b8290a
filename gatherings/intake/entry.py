"""An entry of a programme as a reader found it, before it is a block."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from gatherings.programme import Contributor, EndSource, Kind


@dataclass(frozen=True, slots=True)
class Entry:
    """One row or section of a file. `line` is 1-based. `day` is None where the file does not say; `gap` is what the
    file says of the time between this entry and the next. `text` is public as written, `notes` are not. `streaming` are
    the words that stood apart about it.

    `kind`, `people` and `streamed` are what the file says outright; where they are not given, words tell. `is_exact`:
    the file is an export of ours and says the whole block, its `end_source` and its `id` too; then no words are read.
    """

    line: int
    title: str
    start: time | None = None
    end: time | None = None
    length: timedelta | None = None
    day: date | None = None
    text: str = ""
    notes: str = ""
    assigned: str = ""
    room: str = ""
    track: str = ""
    gap: timedelta | None = None
    kind: Kind | None = None
    people: tuple[Contributor, ...] = ()
    streaming: str = ""
    streamed: bool | None = None
    is_exact: bool = False
    end_source: EndSource = EndSource.NONE
    id: str = ""
