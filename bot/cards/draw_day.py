"""A day's programme, in pages, and a day that has none."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from bot.cards.card import Card, Choice, Row
from bot.cards.choices import choices
from bot.cards.teller import Teller, teller
from bot.cards.words import capital, short
from dialogs.answers import PAGE, DayShown, DayWithoutProgramme
from dialogs.phrases import Voice

LETTERS: Final = 2600  # on one page; four bytes each, and the rows themselves, stay below 20 KB
DAYS_LISTED: Final = 3
DAYS_OFFERED: Final = 3


def draw_day(answer: DayShown, *, voice: Voice, now: datetime) -> Card:
    """The day's rows, what is on marked; a long day a page at a time."""
    tell = teller(answer, voice, now)
    rows = _rows(tell, answer)
    last = answer.start + len(rows)
    buttons = choices(answer, tell, *_pages(tell, answer, last), *_other_days(tell, answer.day)[:2])
    return Card(_title(tell, answer), lines=(_occasion(tell, answer, last),), rows=rows, choices=buttons)


def draw_day_without_programme(answer: DayWithoutProgramme, *, voice: Voice, now: datetime) -> Card:
    """That nothing is on that day, and the days that have a programme."""
    tell, days = teller(answer, voice, now), answer.agenda.days
    dates = [tell.date(day) for day in days]
    if len(days) <= DAYS_LISTED:
        has = voice("agenda.day.has", gathering=tell.gathering, days=voice.listed(dates))
    else:
        has = voice("agenda.day.has_between", gathering=tell.gathering, first=dates[0], last=dates[-1])
    offered = _other_days(tell, answer.day)[:DAYS_OFFERED]
    title = voice("agenda.day.nothing", date=tell.date(answer.day))
    return Card(title, lines=(has,), choices=choices(answer, tell, *offered))


def _rows(tell: Teller, answer: DayShown) -> tuple[Row, ...]:
    """The rows of one page: as many as it holds, one at least."""
    rows: list[Row] = []
    letters = 0
    for timed in answer.rows[answer.start : answer.start + PAGE]:
        row = Row(tell.clocks(timed), short(timed.block.title), tell.marks(timed), is_on=tell.is_on(timed))
        letters += len(row.title) + len(row.detail)
        if rows and letters > LETTERS:
            break
        rows.append(row)
    return tuple(rows)


def _occasion(tell: Teller, answer: DayShown, last: int) -> str:
    """Which gathering, and where; of a long day instead which rows are shown."""
    number = len(answer.rows)
    if last == number and (answer.start == 0 or answer.is_rest):
        return tell.occasion()
    return tell.voice("agenda.day.part", gathering=tell.gathering, first=answer.start + 1, last=last, n=number)


def _title(tell: Teller, answer: DayShown) -> str:
    date_, days = tell.date(answer.day), answer.agenda.days
    relative = tell.relative(answer.day)
    if answer.is_rest:
        return tell.voice("agenda.day.rest", date=date_)
    if relative == "dated" and len(days) > 1:
        return tell.voice("agenda.day.numbered", n=days.index(answer.day) + 1, date=date_)
    return capital(tell.voice(f"agenda.day.{relative}", date=date_))


def _pages(tell: Teller, answer: DayShown, following: int) -> list[Choice]:
    """On to the next rows, and back to the first."""
    pages = [("more", following)] if following < len(answer.rows) else []
    pages += [("from_start", 0)] if answer.start else []
    return [
        Choice(tell.voice(f"button.{label}"), "agenda.day", {"day": answer.day.isoformat(), "from": start})
        for label, start in pages
    ]


def _other_days(tell: Teller, shown: date) -> list[Choice]:
    """A button for each other day, those still to come before those that were."""
    days = [day for day in tell.agenda.days if day != shown]
    days.sort(key=lambda day: (day < tell.today, day))
    return [Choice(capital(tell.date(day)), "agenda.day", {"day": day.isoformat()}) for day in days]
