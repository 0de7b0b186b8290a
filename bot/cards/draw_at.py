"""What is on at a time of day."""

from __future__ import annotations

from datetime import datetime

from bot.cards.card import Card
from bot.cards.choices import choices, stream_choice
from bot.cards.draw_now import simultaneous
from bot.cards.teller import Teller, teller
from bot.cards.words import short
from dialogs.answers import AtTime
from dialogs.phrases import Voice


def draw_at(answer: AtTime, *, voice: Voice, now: datetime) -> Card:
    """What is on then; else what is nearest, or when the programme starts or ends."""
    tell = teller(answer, voice, now)
    if not answer.on:
        return _nothing(tell, answer)
    if len(answer.on) > 1:
        moment = tell.moment(answer.at)
        title = voice("agenda.at.several", moment=moment[:1].upper() + moment[1:], n=len(answer.on))
        return Card(title, rows=simultaneous(tell, answer.on), choices=choices(answer, tell))
    timed = answer.on[0]
    lines = (tell.state_line(timed), tell.details(timed))
    return Card(
        voice("agenda.at.on", clock=tell.clock(answer.at), title=short(timed.block.title)),
        lines=tuple(line for line in lines if line),
        choices=choices(answer, tell, stream_choice(tell, answer.on)),
    )


def _nothing(tell: Teller, answer: AtTime) -> Card:
    """What is before and after on that day; outside the programme, when it starts or ends."""
    lines: list[str] = []
    if answer.before:
        title, clock = short(answer.before.block.title), tell.clock(answer.before.over_at)
        lines.append(tell.voice(f"agenda.at.{'before' if answer.after else 'last'}", title=title, clock=clock))
    if answer.after:
        starts_at = answer.after[0].starts_at
        after = tell.voice("agenda.at.after", title=tell.titles(answer.after), clock=tell.clock(starts_at))
        lines.append(after if answer.before else _start(tell, starts_at))
    title = tell.voice("agenda.at.nothing", moment=tell.moment(answer.at))
    return Card(title, tuple(lines), choices=choices(answer, tell))


def _start(tell: Teller, at: datetime) -> str:
    """When the programme starts, or did."""
    if at > tell.now:
        return tell.voice("agenda.at.starts", when=tell.start(at))
    return tell.voice("agenda.at.started", when=tell.moment(at))
