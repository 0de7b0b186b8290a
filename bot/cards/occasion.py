"""When and where a gathering is, in words."""

from __future__ import annotations

from datetime import time

from bot.cards.teller import Teller
from bot.cards.words import capital, closed
from gatherings.agenda import Agenda


def when(tell: Teller) -> str:
    """ "torsdag 16. november kl. 09.00–15.00", over several days from the first hour to the last; without what is
    not known.
    """
    gathering = tell.agenda.gathering
    begin, end = hours_of(tell.agenda)
    first, last = tell.date(gathering.starts_on), tell.date(gathering.ends_on)
    if gathering.starts_on == gathering.ends_on:
        span = None if begin is None else tell.voice.span(begin, end)
        return first if span is None else tell.voice("agenda.span.dated", date=first, span=span)
    return tell.voice("agenda.dates", first=_moment(tell, first, begin), last=_moment(tell, last, end))


def _moment(tell: Teller, day: str, clock: time | None) -> str:
    return day if clock is None else tell.voice("time.moment", date=day, clock=tell.voice.clock(clock))


def hours_of(agenda: Agenda) -> tuple[time | None, time | None]:
    """The hours that its organisers gave, else those of the programme; None where neither says."""
    gathering = agenda.gathering
    first = agenda.blocks[0].block.start if agenda.blocks else None
    last = None if agenda.ends_at is None else agenda.ends_at.astimezone(gathering.zone).time()
    begin = gathering.starts or first
    end = gathering.ends or (None if gathering.starts else last)
    return begin, end


def occasion(tell: Teller, *, names_gathering: bool = True) -> str:
    """ "Høstsamling, torsdag 16. november kl. 09.00–15.00, Kulturhuset, Fjordby."; no place for who is digital."""
    name = tell.gathering if names_gathering else ""
    place = "" if tell.reader.is_digital else tell.place()
    return capital(closed(", ".join(part for part in (name, when(tell), place) if part)))
