"""Nothing is on: before, between, after the day's work, after everything; or there is nothing at all."""

from __future__ import annotations

from datetime import datetime

from bot.cards.card import Card
from bot.cards.choices import choices, map_choice, stream_choice
from bot.cards.draw_told import ask_line
from bot.cards.teller import Teller, teller
from bot.cards.words import closed, short
from dialogs.answers import BetweenBlocks, Blocks, Cancelled, DoneForToday, NoProgramme, NotStarted, Over
from dialogs.phrases import Voice


def draw_not_started(answer: NotStarted, *, voice: Voice, now: datetime) -> Card:
    """When it starts, with what, and where."""
    tell, first = teller(answer, voice, now), answer.first[0]
    is_today = tell.is_today(first)
    key = "today" if is_today else "title"
    title = voice(f"agenda.before.{key}", gathering=tell.gathering, when=tell.start(first.starts_at))
    begins = closed(voice("agenda.before.first", titles=tell.titles(answer.first)))
    details = tell.details(first) if len(answer.first) == 1 else ""
    place = closed(tell.place()) if tell.place() else ""
    return Card(
        title=title,
        lines=tuple(line for line in (" ".join(p for p in (begins, details) if p), place) if line),
        choices=choices(answer, tell, stream_choice(tell, answer.first)),
    )


def draw_between(answer: BetweenBlocks, *, voice: Voice, now: datetime) -> Card:
    """That nothing is on, and what comes."""
    tell = teller(answer, voice, now)
    details = tell.details(answer.coming[0]) if len(answer.coming) == 1 else ""
    lines = tuple(line for line in (coming_line(tell, answer.coming), details) if line)
    return Card(voice("agenda.gap.title"), lines, choices=choices(answer, tell, stream_choice(tell, answer.coming)))


def draw_done(answer: DoneForToday, *, voice: Voice, now: datetime) -> Card:
    """That today's work is over, and what comes: the dinner, or another day."""
    tell = teller(answer, voice, now)
    way = map_choice(tell, answer.coming) if tell.is_today(answer.coming[0]) else None
    lines = (coming_line(tell, answer.coming),)
    return Card(voice("agenda.done.title"), lines, choices=choices(answer, tell, way))


def draw_over(answer: Over, *, voice: Voice, now: datetime) -> Card:
    """That the gathering is over, since when, and thanks."""
    tell, ended_at = teller(answer, voice, now), answer.agenda.ends_at
    stream = (voice("agenda.over.stream"),) if answer.is_about_stream else ()
    ended = (voice("agenda.over.text", moment=tell.moment(ended_at)),) if ended_at else ()
    title = voice("agenda.over.title", gathering=tell.gathering)
    return Card(title, lines=(*stream, *ended), choices=choices(answer, tell))


def draw_cancelled(answer: Cancelled, *, voice: Voice, now: datetime) -> Card:
    """That the gathering is cancelled, and whom to ask."""
    tell = teller(answer, voice, now)
    lines = (voice("agenda.cancelled.text", dates=tell.dates()), ask_line(answer.agenda.gathering.contact, voice))
    return Card(voice("agenda.cancelled.title", gathering=tell.gathering), lines, choices=choices(answer, tell))


def draw_no_programme(answer: NoProgramme, *, voice: Voice, now: datetime) -> Card:
    """That there is no programme, what is known of the gathering, and whom to ask."""
    tell = teller(answer, voice, now)
    known = ", ".join(part for part in (tell.dates(), tell.place()) if part)
    lines = (closed(known[:1].upper() + known[1:]), ask_line(answer.agenda.gathering.contact, voice))
    return Card(voice("agenda.empty.title", gathering=tell.gathering), lines, choices=choices(answer, tell))


def coming_line(tell: Teller, coming: Blocks) -> str:
    """ "Neste: Middag på Fjordhotellet kl. 19.00, om 1 time og 25 minutter."."""
    when = tell.start(coming[0].starts_at)
    if len(coming) == 1:
        return closed(tell.voice("agenda.next.line", title=short(coming[0].block.title), when=when))
    return closed(tell.voice("agenda.next.line_several", when=when, titles=tell.titles(coming)))
