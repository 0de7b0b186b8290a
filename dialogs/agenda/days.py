"""Which day a person means: "dag 2", "onsdag", "i morgen", "2027-04-15"."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Final

from gatherings.agenda import Agenda

FROM_TODAY: Final = {"i dag": 0, "i morgen": 1, "i overmorgen": 2, "overmorgen": 2, "i går": -1}
WEEKDAYS: Final = {
    "mandag": 0, "måndag": 0, "tirsdag": 1, "tysdag": 1, "onsdag": 2, "torsdag": 3,
    "fredag": 4, "lørdag": 5, "laurdag": 5, "søndag": 6, "sundag": 6,
}  # fmt: skip
NUMBERED: Final = re.compile(r"(?:dag )?(\d{1,3})")
WEEK: Final = 7


def find_day(agenda: Agenda, said: str, *, now: datetime) -> date | None:
    """The date that was said, in or outside the programme; None when nothing was said that names a day."""
    said, today = " ".join(said.casefold().split()), agenda.today(now)
    if said in FROM_TODAY:
        with suppress(OverflowError):
            return today + timedelta(days=FROM_TODAY[said])
    if said in WEEKDAYS:
        return _on_weekday(agenda, WEEKDAYS[said], today)
    if numbered := NUMBERED.fullmatch(said):
        return _numbered(agenda, int(numbered[1]))
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _on_weekday(agenda: Agenda, weekday: int, today: date) -> date:
    """The gathering's next such day, else its last, else the coming one on the calendar."""
    held = [day for day in agenda.days if day.weekday() == weekday]
    coming = [day for day in held if day >= today]
    return (coming or held[::-1] or [today + timedelta(days=(weekday - today.weekday()) % WEEK)])[0]


def _numbered(agenda: Agenda, number: int) -> date | None:
    """Day 1 is the first day of the programme; a number beyond it is counted on from the first."""
    if not agenda.days or number < 1:
        return None
    if number <= len(agenda.days):
        return agenda.days[number - 1]
    with suppress(OverflowError):
        return agenda.days[-1] + timedelta(days=number - len(agenda.days))
    return None
