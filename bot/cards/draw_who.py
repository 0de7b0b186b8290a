"""Who leads a block."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from bot.cards.card import Card
from bot.cards.choices import choices
from bot.cards.draw_told import ask_line
from bot.cards.teller import Teller, teller
from bot.cards.words import NAME, closed, short
from dialogs.answers import LedBy
from dialogs.phrases import Voice
from gatherings.agenda import TimedBlock
from gatherings.programme import Contributor

IN_TITLE: Final = 2  # people; more stand in lines of their own
IN_LINES: Final = 12
OPENING: Final = re.compile(r"\b(?:åpning|opning|opening|velkommen|velkomen|velkomst|welcome)\b", re.IGNORECASE)


def draw_led_by(answer: LedBy, *, voice: Voice, now: datetime) -> Card:
    """The people with what they are; where the programme does not say, that, and whom to ask."""
    tell, timed = teller(answer, voice, now), answer.timed
    if not timed.block.people:
        return _nobody_named(tell, answer)
    people = [_person(tell, person) for person in timed.block.people]
    title, times = short(timed.block.title), tell.state_line(timed, tell.room(timed))
    if len(people) <= IN_TITLE and closed(title) != title:
        title = voice("agenda.who.title", title=title, names=voice.listed(people))
        return Card(title, lines=(times,), choices=choices(answer, tell))
    more = [voice("agenda.when.more", n=len(people) - IN_LINES)] if len(people) > IN_LINES else []
    return Card(title, lines=(*people[:IN_LINES], *more, times), choices=choices(answer, tell))


def _person(tell: Teller, person: Contributor) -> str:
    """ "Ingrid Moe (rådgiver, Fjordby kommune)"."""
    details = ", ".join(short(part, NAME) for part in (person.role, person.organisation) if part)
    name = short(person.name, NAME)
    return tell.voice("agenda.who.person", name=name, details=details) if details else name


def _nobody_named(tell: Teller, answer: LedBy) -> Card:
    timed, voice = answer.timed, tell.voice
    ask = ask_line(answer.agenda.gathering.contact, voice)
    if not OPENING.search(timed.block.title):
        quoted = voice("card.quoted", text=short(timed.block.title))
        lines = (voice("agenda.who.unknown", title=quoted), tell.state_line(timed), ask)
        return Card(lines=lines, choices=choices(answer, tell))
    key = "opening_is" if timed.starts_at > tell.now else "opening_was"
    when = tell.moment(timed.starts_at)
    line = f"{voice('agenda.who.unknown_opening')} {_opening(tell, timed, key, when)}"
    return Card(lines=(line, ask), choices=choices(answer, tell))


def _opening(tell: Teller, timed: TimedBlock, key: str, when: str) -> str:
    until = tell.until(timed.starts_at) if timed.starts_at > tell.now else ""
    return tell.voice(f"agenda.who.{key}", when=", ".join(part for part in (when, until) if part))
