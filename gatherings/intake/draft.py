"""What a reader hands back: a draft of a gathering with its remarks, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from gatherings.errors import Refusal
from gatherings.programme import Programme

LONGEST_QUOTE = 60


class Reason(StrEnum):
    """Why a file is not read. Each is a sentence in the phrases, under `intake.refusal`."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    PICTURE = "picture"
    DOCUMENT = "document"
    BINARY = "binary"
    LINE_TOO_LONG = "line_too_long"
    TOO_MANY_LINES = "too_many_lines"
    NO_PROGRAMME = "no_programme"
    TOO_MANY_BLOCKS = "too_many_blocks"
    NO_DATE = "no_date"
    NO_YEAR = "no_year"
    NO_SUCH_DATE = "no_such_date"
    DAY_TOO_FAR = "day_too_far"
    DAYS_BACKWARDS = "days_backwards"
    BACKWARDS = "backwards"
    ENDS_BEFORE_START = "ends_before_start"
    NO_SUCH_TIME = "no_such_time"
    TOO_LONG = "too_long"
    LENGTH_UNCLEAR = "length_unclear"
    NO_TITLE = "no_title"


class Doubt(StrEnum):
    """What an organiser should look at. Each is a sentence in the phrases, under `intake.warning`."""

    LINE_NOT_READ = "line_not_read"
    COLUMN_NOT_READ = "column_not_read"
    PART_KEPT_AS_NOTES = "part_kept_as_notes"
    TITLE_FROM_FILE = "title_from_file"
    WEEKDAY_DIFFERS = "weekday_differs"
    DAY_COUNTED = "day_counted"
    ONLY_IN_TABLE = "only_in_table"
    ONLY_IN_DETAILS = "only_in_details"
    START_DIFFERS = "start_differs"
    TITLE_DIFFERS = "title_differs"
    LENGTH_DIFFERS = "length_differs"
    TEXTS_DIFFER = "texts_differ"
    GAP_DIFFERS = "gap_differs"
    OVERLAP = "overlap"
    END_FROM_NEXT = "end_from_next"
    NO_END = "no_end"
    NOT_A_PERSON = "not_a_person"
    STREAM_UNCLEAR = "stream_unclear"
    ADDRESS_TO_NOTES = "address_to_notes"
    IDENTITY = "identity"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at. `line` is 1-based in the file, None where it is not about a line; `key` is a phrase."""

    line: int | None
    key: str
    args: Mapping[str, str | int] = field(default_factory=dict)


def remark(doubt: Doubt, line: int | None = None, /, **args: str | int) -> Remark:
    return Remark(line, f"intake.warning.{doubt}", args)


class Unreadable(Refusal):
    """The file is refused as a whole; nothing of it has been kept."""

    def __init__(self, reason: Reason, **args: str | int) -> None:
        self.key = f"intake.refusal.{reason}"
        super().__init__(**args)


@dataclass(frozen=True, slots=True)
class Draft:
    """A gathering as its file tells it; what is not known is None. The ids of `blocks` are provisional."""

    title: str
    starts_on: date
    ends_on: date
    starts: time | None
    ends: time | None
    blocks: Programme
    venue: str | None = None
    place: str | None = None
    deadline: date | None = None
    terms: str | None = None
    warnings: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text, with the name to call it by and the date that the first day is said to have, if any is."""

    file: str
    text: str
    day: date | None = None

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    def refusal(self, reason: Reason, *, line: int | None = None, **args: str | int) -> Unreadable:
        """The refusal to raise, with the file's name and the line in it."""
        where: dict[str, str | int] = {"file": self.file} if line is None else {"file": self.file, "line": line}
        return Unreadable(reason, **where, **args)


def quoted(text: str) -> str:
    """The text on one line, short enough to stand in a sentence."""
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_QUOTE else flat[: LONGEST_QUOTE - 1].rstrip() + "…"
