"""When a block is, when a person speaks, when the programme ends."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.cards.card import Card
from bot.cards.choices import choices, is_elsewhere, map_choice, stream_choice
from bot.cards.draw_told import ask_line
from bot.cards.teller import Teller, teller
from bot.cards.words import closed, short
from dialogs.answers import Blocks, Fixture, NotInProgramme, Speaks, WhenIs, WhenItEnds
from dialogs.phrases import Voice

OTHERS: Final = 4


def draw_when(answer: WhenIs, *, voice: Voice, now: datetime) -> Card:
    """The block, when it is, who and where; what else fits the question."""
    tell, timed = teller(answer, voice, now), answer.timed
    lines = (tell.state_line(timed), tell.details(timed), *_others(tell, answer.others))
    way = map_choice(tell, (timed,)) if is_elsewhere(timed) else None
    stream = stream_choice(tell, (timed,)) if tell.is_on(timed) else None
    return Card(
        short(timed.block.title),
        lines=tuple(line for line in lines if line),
        choices=choices(answer, tell, stream, way),
    )


def draw_speaks(answer: Speaks, *, voice: Voice, now: datetime) -> Card:
    """The person's block, when and where, with whom; then their others."""
    tell, timed = teller(answer, voice, now), answer.timed
    company = tuple(p for p in timed.block.people if p.name != answer.name)
    together = closed(voice("card.together", names=tell.names(company))) if company else ""
    where = tell.details(timed, with_people=False)
    lines = (tell.state_line(timed), " ".join(p for p in (together, where) if p), *_others(tell, answer.others))
    return Card(
        voice("agenda.who.title", title=short(answer.name, 60), names=short(timed.block.title)),
        lines=tuple(line for line in lines if line),
        choices=choices(answer, tell, stream_choice(tell, (timed,)) if tell.is_on(timed) else None),
    )


def draw_when_it_ends(answer: WhenItEnds, *, voice: Voice, now: datetime) -> Card:
    """When the programme ends, when we are done today, and what comes after."""
    tell, end = teller(answer, voice, now), answer.last.over_at
    lines: list[str] = []
    if answer.today is not None:
        done = answer.today.over_at
        is_coming = done > now
        key = "end_today" if is_coming else "ended_today"
        lines.append(voice(f"agenda.when.{key}", when=tell.start(done) if is_coming else tell.moment(done)))
    if answer.after:
        timed = answer.after[0]
        moment = tell.moment(timed.starts_at)
        lines.append(closed(voice("agenda.now.then", title=short(timed.block.title), moment=moment)))
    key, when = ("ends", tell.start(end)) if end > now else ("ended", tell.moment(end))
    return Card(voice(f"agenda.when.{key}", when=when), tuple(lines), choices=choices(answer, tell))


def draw_not_in_programme(answer: NotInProgramme, *, voice: Voice, now: datetime) -> Card:
    """That the programme does not name it, and whom to ask."""
    tell, topic = teller(answer, voice, now), answer.topic
    if isinstance(topic, Fixture):
        named = voice(f"agenda.missing.{topic}")
    else:
        named = short(topic, 60) if answer.is_person else voice("card.quoted", text=short(topic, 60))
    lines = (ask_line(answer.agenda.gathering.contact, voice),)
    return Card(voice("agenda.missing.title", topic=named), lines, choices=choices(answer, tell))


def _others(tell: Teller, others: Blocks) -> tuple[str, ...]:
    """ "Også: Pause, kl. 14.00–14.15.", a few of them."""
    lines = [
        closed(tell.voice("agenda.when.also", title=short(t.block.title), span=tell.span(t))) for t in others[:OTHERS]
    ]
    more = len(others) - OTHERS
    return (*lines, tell.voice("agenda.when.more", n=more)) if more > 0 else tuple(lines)
