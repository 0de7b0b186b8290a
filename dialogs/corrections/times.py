"""The times, lengths and dates that a correction says: "10.05 til 10.15", "fra kl 12 til halv ett", "20 minutter"."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import Final

from dialogs.understanding.clocks import find_clocks
from dialogs.understanding.heard import hear
from dialogs.understanding.names import Names
from dialogs.understanding.spoken import find_lengths
from gatherings.intake.dates import read_heading

Times = tuple[time, time | None]

_LEADING: Final = re.compile(r"^(?:fra|frå|from|mellom|between|på|at)\s+", re.IGNORECASE)
_CLOCK_WORD: Final = re.compile(r"^(?:klokka|klokken|kl\.?|at)(?![^\W\d])\s*", re.IGNORECASE)
_TO: Final = re.compile(r"\s*[-–—]\s*|\s+(?:til og med|til|te|to|until|og|and)\s+", re.IGNORECASE)
_IN_WORDS: Final = re.compile(r"[^\W\d]+ to [^\W\d]+", re.IGNORECASE)
NOON: Final = 12


def times_in(text: str, names: Names) -> Times | None:
    """The start and the end that a text says, the end None where it says one time; None where it says anything else.

    "ti til elleve" is from ten to eleven; "ten to eleven" in words is a time.
    """
    text = _LEADING.sub("", text.strip())
    whole = clock_in(text, names)
    parted = [] if whole is not None and _IN_WORDS.fullmatch(text) else list(_TO.finditer(text))
    for found in parted:
        start, end = clock_in(text[: found.start()], names), clock_in(text[found.end() :], names)
        if start is not None and end is not None:
            return start, end
    return None if whole is None else (whole, None)


def clock_in(text: str, names: Names) -> time | None:
    """The one time that a text is; a bare number is an hour."""
    bare = _CLOCK_WORD.sub("", text.strip())
    if not bare or (bare[0].isdigit() and re.fullmatch(r"\d{5,}.*", bare)):
        return None
    heard = hear(f"kl {bare}")
    found = list(find_clocks(heard, names))
    if len(found) != 1 or found[0].first != 0:
        return None
    rest = heard.units[found[0].last + 1 :]
    is_whole = all(unit.concepts & {"am_clock", "pm_clock", "oclock"} for unit in rest)
    return time.fromisoformat(str(found[0].value)) if is_whole else None


def length_in(text: str) -> timedelta | None:
    """The length that a text is: "20 minutter", "en halv time"."""
    heard = hear(text)
    found = list(find_lengths(heard))
    if len(found) != 1 or len(found[0].places) != len(heard.units) or not isinstance(found[0].value, int | str):
        return None
    return timedelta(minutes=int(found[0].value))


def day_in(text: str, *, near: date) -> date | None:
    """The date that a text is; without a year the one nearest to a day."""
    heading = read_heading(text)
    written = heading.written
    if written is None or heading.title:
        return None
    years = [written.year] if written.year else [near.year, near.year + 1, near.year - 1]
    days = [day for year in years if (day := _valid(year, written.month, written.day))]
    return min(days, key=lambda day: abs(day - near), default=None)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
