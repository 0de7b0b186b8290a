"""Which column of a table holds what: by its headings, else by what stands below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gatherings.intake.columns import column_of, is_in_hours
from gatherings.intake.draft import Row
from gatherings.intake.hours import Unclear
from gatherings.intake.table.cells import read_span

NAMES: Final = frozenset({"navn", "namn", "name"})  # of a block, or of who holds it
JOINED: Final = frozenset({"text", "notes"})
GUARDS: Final = "=+-@\t\r\n"
FEWEST_ROWS: Final = 2
ROWS_LOOKED_AT: Final = 60


@dataclass(frozen=True, slots=True)
class Layout:
    """The column at each place, empty where it is none of ours; what it is called stands in `headings`."""

    columns: tuple[str, ...]
    headings: tuple[str, ...] = ()
    is_guessed: bool = False

    @property
    def unknown(self) -> list[str]:
        """The headings that are not read."""
        return [h for h, c in zip(self.headings, self.columns, strict=False) if h.strip() and c in {"", "email"}]

    @property
    def has_notes(self) -> bool:
        return "notes" in self.columns

    @property
    def is_in_hours(self) -> bool:
        """Whether its lengths are numbers of hours."""
        return any(
            column == "length" and is_in_hours(heading)
            for column, heading in zip(self.columns, self.headings, strict=False)
        )

    def values(self, row: Row) -> dict[str, str]:
        """What stands in each column, where something does."""
        values: dict[str, str] = {}
        for column, cell in zip(self.columns, row.cells, strict=False):
            text = unguarded(cell.strip())
            if column and text and column not in values:
                values[column] = text
            elif column in JOINED and text:
                values[column] += f"\n{text}"
        return values


def unguarded(text: str) -> str:
    """The text without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    rest = text.lstrip("'")
    return text[1:] if rest != text and rest.startswith(tuple(GUARDS)) else text


def layout_of(row: Row) -> Layout | None:
    """The layout that a row of headings tells; None for another row."""
    columns = ["" if (column := column_of(cell)) == "number" else column for cell in row.cells]
    columns = _with_a_title(columns, row)
    if not {"start", "title"} <= set(columns):
        return None
    return Layout(tuple("length" if column == "hours" else column for column in columns), row.cells)


def _with_a_title(columns: list[str], row: Row) -> list[str]:
    """With one title: "Navn" beside another title is who holds it, and what is called "Innhold" may be it."""
    at = [place for place, column in enumerate(columns) if column == "title"]
    named = [place for place in at if row.cells[place].strip(" *.:").casefold() in NAMES]
    if "email" in columns and at == named:
        return [column if column != "title" else "" for column in columns]
    if not at:
        return _with_title_of_another_name(columns, row)
    titles = [place for place in at if place not in named] or at
    for place in at:
        if place not in titles:
            columns[place] = "assigned"
        elif place != titles[0]:
            columns[place] = "text"
    return columns


def _with_title_of_another_name(columns: list[str], row: Row) -> list[str]:
    """With its text as title, else, where most of the headings are ours, the first one after the times that is not."""
    place = columns.index("text") if "text" in columns else None
    if place is None and "start" in columns and sum(map(bool, columns)) * 2 > len(columns):
        times = columns.index("start")
        place = next((n for n, column in enumerate(columns) if n > times and not column and row.cells[n].strip()), None)
    if place is not None:
        columns[place] = "title"
    return columns


def guess_layout(rows: Sequence[Row]) -> Layout | None:
    """A layout where most rows of one column are times, and words stand beside it; None where that is not clear."""
    looked_at = rows[:ROWS_LOOKED_AT]
    width = max((len(row.cells) for row in looked_at), default=0)
    timed = [place for place in range(width) if _share(looked_at, place, is_time) > 1 / 2]
    if not timed or sum(is_time(_cell(row, timed[0])) for row in looked_at) < FEWEST_ROWS:
        return None
    ending = timed[1] if len(timed) > 1 and timed[1] == timed[0] + 1 else None
    worded = [place for place in range(timed[0] + 1, width) if place != ending and _share(looked_at, place, _is_words)]
    titled = next((place for place in worded if _share(looked_at, place, _is_words) > 1 / 2), None)
    if titled is None:
        return None
    told: Mapping[int | None, str] = {timed[0]: "start", ending: "end", titled: "title"}
    more = next((place for place in worded if place > titled), None)
    columns = ["text" if place == more else told.get(place, "") for place in range(width)]
    return Layout(tuple(columns), is_guessed=True)


def is_time(text: str) -> bool:
    """Whether it is a time with its minutes, or two; a date beside it is another thing."""
    try:
        span = read_span(text)
    except Unclear:
        return False
    return span is not None and span.day is None and any(mark in text for mark in ":.–-") and "," not in text


def _cell(row: Row, place: int) -> str:
    return row.cells[place].strip() if place < len(row.cells) else ""


def _is_words(text: str) -> bool:
    return sum(letter.isalpha() for letter in text) >= FEWEST_ROWS and "@" not in text


def _share(rows: Sequence[Row], place: int, is_so: object) -> float:
    assert callable(is_so)
    return sum(bool(is_so(_cell(row, place))) for row in rows) / len(rows)
