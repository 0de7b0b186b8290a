"""What a reader hands back: a draft of a gathering with its remarks, or the reason why there is none."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from enum import StrEnum

from gatherings.errors import Refusal
from gatherings.gathering import Contact
from gatherings.programme import BlockId, Programme
from gatherings.terms import Fee

LONGEST_QUOTE = 60


class Reason(StrEnum):
    """Why a file is not read. Each is a sentence in the phrases, under `intake.refusal`."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    PICTURE = "picture"
    DOCUMENT = "document"
    SAVE_AS = "save_as"
    BINARY = "binary"
    SCANNED = "scanned"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    UNSAFE = "unsafe"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MUCH_TEXT = "too_much_text"
    LINE_TOO_LONG = "line_too_long"
    TOO_MANY_LINES = "too_many_lines"
    NO_PROGRAMME = "no_programme"
    SEVERAL = "several"
    NO_SUCH_PROGRAMME = "no_such_programme"
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
    NO_DAY = "no_day"
    DEADLINE_AFTER = "deadline_after"
    NO_LIST = "no_list"
    LIST_TOO_LARGE = "list_too_large"
    TOO_MANY_ROWS = "too_many_rows"
    TIME_UNREADABLE = "time_unreadable"
    DAY_UNREADABLE = "day_unreadable"
    BROKEN_HERE = "broken_here"
    ENTITIES = "entities"
    REPEATS = "repeats"


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
    WHEN_GUESSED = "when_guessed"
    PLACE_GUESSED = "place_guessed"
    TITLE_GUESSED = "title_guessed"
    YEAR_FROM_TEXT = "year_from_text"
    YEAR_FROM_WEEKDAY = "year_from_weekday"
    MANY_DAYS = "many_days"
    NO_DEADLINE = "no_deadline"
    DEADLINE_GUESSED = "deadline_guessed"
    DEADLINE_NOT_READ = "deadline_not_read"
    DEADLINE_HOUR = "deadline_hour"
    LIMIT_MOVED = "limit_moved"
    FREE_UNTIL_COUNTED = "free_until_counted"
    FEE_NOT_READ = "fee_not_read"
    FEES_DIFFER = "fees_differ"
    SEATS_UNCLEAR = "seats_unclear"
    CONTACT_NOT_READ = "contact_not_read"
    DIGITAL_UNCLEAR = "digital_unclear"
    DIGITAL_UNSAID = "digital_unsaid"
    ROW_WITHOUT_EMAIL = "row_without_email"
    ROW_NOT_AN_ADDRESS = "row_not_an_address"
    ROW_TWICE = "row_twice"
    ROW_NOT_READ = "row_not_read"
    COLUMNS_GUESSED = "columns_guessed"
    PAUSE_GUESSED = "pause_guessed"
    PAUSE_LEFT = "pause_left"
    OUT_OF_ORDER = "out_of_order"
    END_FROM_FRAME = "end_from_frame"
    ENDS_FROM_NEXT = "ends_from_next"
    GAP = "gap"
    NO_BREAK = "no_break"
    NO_STREAM_MARK = "no_stream_mark"
    NO_LEADER = "no_leader"
    HEADINGS_GUESSED = "headings_guessed"
    SHEET_NOT_READ = "sheet_not_read"
    STREAM_LINK_LEFT = "stream_link_left"
    EVENT_CANCELLED = "event_cancelled"
    EVENT_WHOLE_DAY = "event_whole_day"
    TIMES_FROM_UTC = "times_from_utc"
    TIMEZONE_UNKNOWN = "timezone_unknown"
    TIMEZONE_DIFFERS = "timezone_differs"


class Leaf(StrEnum):
    """What the lines of a document stand on. Each is a word in the phrases, under `intake.place`."""

    PAGE = "page"
    SLIDE = "slide"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line of a document stands: its page, slide or sheet, and the line on that; both 1-based."""

    page: int | None
    line: int | None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at. `line` is 1-based in the file, or on `page` where the file has pages, slides or sheets;
    None where it is not about a line. `key` is a phrase.
    """

    line: int | None
    key: str
    args: Mapping[str, str | int] = field(default_factory=dict)
    page: int | None = None
    leaf: Leaf = Leaf.PAGE


def remark(doubt: Doubt, line: int | None = None, /, **args: str | int) -> Remark:
    return Remark(line, f"intake.warning.{doubt}", args)


class Unreadable(Refusal):
    """The file is refused as a whole; nothing of it has been kept."""

    def __init__(self, reason: Reason, **args: str | int) -> None:
        self.reason = reason
        self.key = f"intake.refusal.{reason}"
        super().__init__(**args)

    @property
    def lacks_date(self) -> bool:
        """Whether it could be read, if only its date were known."""
        return self.key in {f"intake.refusal.{reason}" for reason in (Reason.NO_DATE, Reason.NO_YEAR)}


@dataclass(frozen=True, slots=True)
class Draft:
    """A gathering as its file tells it; what is not known is None. The ids of `blocks` are provisional.

    An invitation may have no blocks. `terms` is the text of its rules; `is_free`, whether taking part costs nothing;
    `digital`, whether it can be done from elsewhere; `text`, what is left of its words. `ids` are those of the blocks
    that the file itself says; `gaps`, of those after which it tells of a gap; `has_notes`, whether it has a place for
    notes. `warnings` are about the reading, `checks` about the programme itself; `label` is what tells it from others
    in the same document.
    """

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
    free_until: date | None = None
    fee_late: Fee | None = None
    fee_absent: Fee | None = None
    is_free: bool | None = None
    capacity: int | None = None
    capacity_digital: int | None = None
    capacity_per_organisation: int | None = None
    contact: Contact | None = None
    digital: bool | None = None
    text: str | None = None
    timezone: str | None = None
    ids: frozenset[BlockId] = frozenset()
    gaps: frozenset[BlockId] = frozenset()
    has_notes: bool = True
    warnings: tuple[Remark, ...] = ()
    checks: tuple[Remark, ...] = ()
    label: str | None = None

    @property
    def name(self) -> str:
        """The title, with what tells it from others in the same document."""
        if self.label is None or self.title.casefold() in self.label.casefold():
            return self.title
        return f"{self.title} ({self.label})"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table that is not empty; `line` is 1-based, in a sheet the row's number."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, or the whole of a CSV file; `number` is 1-based, `name` empty where it has none."""

    number: int
    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A file's words, with the name to call it by and the date that the first day is said to have, if any is.

    `text` is what every document comes down to: Markdown headings ("# "), bold as `**`, and a table's cells parted by
    tabs. `places` has one entry for each line where those are not simply the file's own lines; `leaf` is what they
    stand on. `sheets` are the rows of a workbook or a CSV file. `today` tells the year of a weekday and a date, where
    it is known.
    """

    file: str
    text: str
    day: date | None = None
    today: date | None = None
    places: tuple[Place, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    leaf: Leaf = Leaf.PAGE

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    def place_of(self, line: int) -> Place:
        """Where the line of `text` (1-based) stands in the file."""
        return self.places[line - 1] if self.places else Place(None, line)

    def line_of(self, sheet: Sheet, row: Row) -> int:
        """The line of `text` (1-based) that a row of a sheet is, or begins with."""
        wanted = (sheet.number, row.line)
        return (
            bisect_right(self.places, wanted, key=lambda at: (at.page or 0, at.line or 0)) if self.places else row.line
        )

    def refusal(self, reason: Reason, *, line: int | None = None, **args: str | int) -> Unreadable:
        """The refusal to raise, with the file's name in it, and where the line of `text` stands in the file."""
        return Unreadable(reason, file=self.file, **self._where(line), **args)

    def _where(self, line: int | None) -> dict[str, str | int]:
        place = Place(None, None) if line is None else self.place_of(line)
        where: dict[str, str | int] = {} if place.line is None else {"line": place.line}
        return where if place.page is None else {**where, "page": place.page, "leaf": self.leaf.value}

    def placed(self, found: Remark) -> Remark:
        """The remark about a line of `text`, with the page and the line on which that stands in the file."""
        place = None if found.line is None else self.place_of(found.line)
        return replace(found, line=place.line, page=place.page, leaf=self.leaf) if place else found


def quoted(text: str) -> str:
    """The text on one line, short enough to stand in a sentence."""
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_QUOTE else flat[: LONGEST_QUOTE - 1].rstrip() + "…"
