"""Times and blocks of one agenda in words, for one reader, at one instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bot.cards.words import NAME, capital, closed, is_link, short
from dialogs.answers import AgendaAnswer, Blocks, Reader
from dialogs.phrases import Voice
from gatherings.agenda import Agenda, TimedBlock
from gatherings.ports import PageLink
from gatherings.programme import Contributor

FAR: Final = timedelta(hours=6)  # below this, what is tomorrow is told in hours too
RELATIVE: Final = {-1: "yesterday", 0: "today", 1: "tomorrow"}
NAMED_AT_MOST: Final = 3
MARKS: Final = 160  # letters


@dataclass(frozen=True, slots=True)
class Teller:
    """`page` makes the address of a page; None where there is none that the reader could open."""

    voice: Voice
    now: datetime
    agenda: Agenda
    reader: Reader
    page: PageLink | None = None

    @property
    def gathering(self) -> str:
        return short(self.agenda.gathering.title)

    @property
    def today(self) -> date:
        return self.agenda.today(self.now)

    def local(self, at: datetime) -> datetime:
        return at.astimezone(self.agenda.gathering.zone)

    def relative(self, day: date) -> str:
        """yesterday, today, tomorrow or dated."""
        return RELATIVE.get((day - self.today).days, "dated")

    def date(self, day: date) -> str:
        """ "torsdag 15. april"."""
        return self.voice.day(day, today=self.today)

    def clock(self, at: datetime) -> str:
        return self.voice.clock(self.local(at).time())

    def moment(self, at: datetime) -> str:
        """ "kl. 12.45", with the day where it is not today."""
        day = self.local(at).date()
        return self.voice(f"agenda.moment.{self.relative(day)}", date=self.date(day), clock=self.clock(at))

    def clocks(self, timed: TimedBlock) -> str:
        """ "12.45–13.15"."""
        end = None if timed.ends_at is None else self.local(timed.ends_at).time()
        return self.voice.span(self.local(timed.starts_at).time(), end)

    def span(self, timed: TimedBlock, *, names_today: bool = False) -> str:
        """ "kl. 12.45–13.15", with the day where it is not today; today is named on request."""
        day = self.local(timed.starts_at).date()
        relative = self.relative(day)
        key = "today_named" if relative == "today" and names_today else relative
        return self.voice(f"agenda.span.{key}", date=self.date(day), span=self.clocks(timed))

    def until(self, at: datetime) -> str:
        """ "om 25 minutter"; in whole days of the calendar when it is far, empty when the day says it all."""
        days = (self.local(at).date() - self.today).days
        if days > 1:
            return self.voice.until(timedelta(days=days))
        return "" if days == 1 and at - self.now > FAR else self.voice.until(at - self.now)

    def start(self, at: datetime) -> str:
        """ "kl. 12.45, om 25 minutter"."""
        return _joined(self.moment(at), self.until(at))

    def state(self, timed: TimedBlock, *, names_today: bool = False) -> str:
        """When it is, and how long until; that it is on, or that it was."""
        if timed.ends_at is not None and timed.is_on(self.now):
            ends_at = timed.ends_at
            return self.voice("agenda.when.on", clock=self.clock(ends_at), until=self.voice.until(ends_at - self.now))
        span = self.span(timed, names_today=names_today)
        if timed in self.agenda.begun(self.now):
            return self.voice("agenda.now.begun", clock=self.clock(timed.starts_at))
        if timed.starts_at <= self.now:
            return self.voice("agenda.when.was", span=span)
        return _joined(span, self.until(timed.starts_at))

    def state_line(self, timed: TimedBlock, *more: str) -> str:
        """The same as a line of its own, today named: "kl. 12.45–13.15 i dag, om 25 minutter."."""
        return capital(closed(_joined(self.state(timed, names_today=True), *more)))

    def titles(self, blocks: Blocks) -> str:
        """ "Havbruk, Skog og Reiseliv"."""
        shown = [short(timed.block.title) for timed in blocks[:NAMED_AT_MOST]]
        return self.voice.listed([*shown, *self._more(len(blocks))])

    def names(self, people: tuple[Contributor, ...]) -> str:
        """ "Ingrid Moe, Per Lie og 3 til"."""
        shown = [short(person.name, NAME) for person in people[:NAMED_AT_MOST]]
        return self.voice.listed([*shown, *self._more(len(people))])

    def details(self, timed: TimedBlock, *, with_people: bool = True) -> str:
        """ "Ved Ingrid Moe, i Storsalen. Strømmes.", as far as known and right for this reader."""
        people = timed.block.people if with_people else ()
        by = self.voice("card.by", names=self.names(people)) if people else ""
        place = capital(_joined(by, self.room(timed)))
        return " ".join(closed(part) for part in (place, self.streaming(timed)) if part)

    def marks(self, timed: TimedBlock) -> str:
        """The same for a row: "Nå · Ved Ingrid Moe · Storsalen · Strømmes"."""
        is_on = self.voice("card.is_on") if self.is_on(timed) else ""
        by = self.voice("card.by", names=self.names(timed.block.people)) if timed.block.people else ""
        room = short(timed.block.room or "", NAME) if self.reader.is_digital is not True else ""
        return short(" · ".join(part for part in (is_on, by, room, self.streaming(timed)) if part), MARKS)

    def room(self, timed: TimedBlock) -> str:
        """ "i Storsalen"; empty where no room is known, and for who takes part digitally."""
        if not timed.block.room or self.reader.is_digital is True:
            return ""
        return self.voice("card.in_room", room=short(timed.block.room, NAME))

    def streaming(self, timed: TimedBlock) -> str:
        """ "Strømmes", but for who is in the room; that it is not, for who is digital. Of what is past, nothing."""
        if timed.over_at <= self.now and not self.is_on(timed):
            return ""
        streamed = self.agenda.is_streamed(timed.block)
        if streamed and self.reader.is_digital is not False:
            return self.voice("card.streamed")
        return self.voice("card.not_streamed") if streamed is False and self.reader.is_digital is True else ""

    def is_today(self, timed: TimedBlock) -> bool:
        return self.local(timed.starts_at).date() == self.today

    def is_on(self, timed: TimedBlock) -> bool:
        return timed.is_on(self.now) or timed in self.agenda.begun(self.now)

    def link(self, timed: TimedBlock) -> str | None:
        """The block's stream, where this reader may have it and it can stand behind a button."""
        url = self.reader.link(self.agenda, timed)
        return url if url is not None and is_link(url) else None

    def place(self) -> str:
        """ "Kulturhuset, Fjordby"; empty where neither is known."""
        gathering = self.agenda.gathering
        return _joined(*(short(part, NAME) for part in (gathering.venue or "", gathering.place or "")))

    def occasion(self) -> str:
        """ "Vårsamling, Kulturhuset, Fjordby"."""
        return _joined(self.gathering, self.place())

    def dates(self) -> str:
        """The gathering's days: "torsdag 15. april til fredag 16. april"."""
        gathering = self.agenda.gathering
        first, last = self.date(gathering.starts_on), self.date(gathering.ends_on)
        return first if first == last else self.voice("agenda.dates", first=first, last=last)

    def _more(self, number: int) -> list[str]:
        more = number - NAMED_AT_MOST
        return [self.voice("card.more_people", n=more)] if more > 0 else []


def teller(answer: AgendaAnswer, voice: Voice, now: datetime) -> Teller:
    """Tells what an answer is about, in this voice."""
    return Teller(voice, now, answer.agenda, answer.reader)


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
