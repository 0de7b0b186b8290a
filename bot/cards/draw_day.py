"""A day's programme, in pages, and a day that has none."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from bot.cards.card import Card, Choice, Row
from bot.cards.choices import choices
from bot.cards.teller import Teller, teller
from bot.cards.words import capital, short
from dialogs.answers import DayShown, DayWithoutProgramme
from dialogs.phrases import Voice

PAGE: Final = 12
DAYS_LISTED: Final = 3
DAYS_OFFERED: Final = 3


def draw_day(answer: DayShown, *, voice: Voice, now: datetime) -> Card:
    """The day's rows, what is on marked; a long day a page at a time."""
    tell = teller(answer, voice, now)
    shown = answer.rows[answer.start : answer.start + PAGE]
    is_whole = len(shown) == len(answer.rows) or answer.is_rest
    part = voice(
        "agenda.day.part",
        gathering=tell.gathering,
        first=answer.start + 1,
        last=answer.start + len(shown),
        n=len(answer.rows),
    )
    rows = tuple(Row(tell.clocks(t), short(t.block.title), tell.marks(t), is_on=tell.is_on(t)) for t in shown)
    return Card(
        title=_title(tell, answer),
        lines=(tell.occasion() if is_whole and answer.start + len(shown) == len(answer.rows) else part,),
        rows=rows,
        choices=choices(answer, tell, *_pages(tell, answer), *_other_days(tell, answer.day)[:2]),
    )


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


def _title(tell: Teller, answer: DayShown) -> str:
    date_, days = tell.date(answer.day), answer.agenda.days
    relative = tell.relative(answer.day)
    if answer.is_rest:
        return tell.voice("agenda.day.rest", date=date_)
    if relative == "dated" and len(days) > 1:
        return tell.voice("agenda.day.numbered", n=days.index(answer.day) + 1, date=date_)
    return capital(tell.voice(f"agenda.day.{relative}", date=date_))


def _pages(tell: Teller, answer: DayShown) -> list[Choice]:
    """On to the next rows, and back to the first."""
    following = answer.start + PAGE
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
