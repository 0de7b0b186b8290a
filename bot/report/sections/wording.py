"""What several sections say alike: organisations, days, figures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from typing import Final

from bot.exports.lines import OrganisationShown
from bot.report.document import Column
from bot.report.facts import Held
from dialogs.phrases import Voice

NO_DAY: Final = date.min
"""A day of no year that anybody meets in: compared with it, every day is told with its year."""
HUNDREDTHS: Final = 2


def columns(voice: Voice, words: Iterable[str], numbers: Iterable[str] = ()) -> tuple[Column, ...]:
    """Heads of columns: those with words first, then those with numbers."""
    worded = [Column(voice(f"report.head.{name}")) for name in words]
    return (*worded, *(Column(voice(f"report.head.{name}"), is_number=True) for name in numbers))


def name_of(organisation: OrganisationShown, voice: Voice) -> str:
    return organisation.name or voice("report.no_organisation")


def full_day(day: date, voice: Voice) -> str:
    """The day with its year."""
    return voice.day(day, today=NO_DAY)


def days_of(held: Held, voice: Voice) -> str:
    """The days of a gathering, the first without a year where it is the last one's too."""
    first, last = held.days[0].day, held.days[-1].day
    if first == last:
        return full_day(first, voice)
    return voice("report.between", first=voice.day(first, today=last), last=full_day(last, voice))


def with_hours(date_words: str, starts: time | None, ends: time | None, voice: Voice) -> str:
    """The day, with the hours where they are known."""
    return date_words if starts is None else voice("report.when", date=date_words, hours=voice.span(starts, ends))


def figures(numbers: Iterable[Decimal], voice: Voice) -> tuple[str, ...]:
    """The numbers as they stand below each other: all with hundredths, or none where none has any."""
    made = tuple(numbers)
    places = 0 if all(one == one.to_integral_value() for one in made) else HUNDREDTHS
    return tuple(voice.decimal(one, places=places) for one in made)


def figure(number: Decimal, voice: Voice) -> str:
    return figures([number], voice)[0]
