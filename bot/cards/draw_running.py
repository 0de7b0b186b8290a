"""The day as it is held: what an organiser is shown before, and what the others are told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from bot.cards.card import Card
from bot.cards.choices import choices, suggested
from bot.cards.teller import Teller, teller
from bot.cards.why import why
from bot.cards.words import capital, closed, short
from dialogs.answers.running import AskDelay, AskMessage, AskSkip
from dialogs.phrases import Voice
from dialogs.suggestions import NEXT, PROGRAMME
from gatherings.intake.identity import Change
from gatherings.postings.posting import Posting
from gatherings.postings.recipient import Recipient

ROWS: Final = 8
MOST_LINES: Final = 20


def draw_ask_delay(answer: AskDelay, *, voice: Voice, now: datetime) -> Card:
    """What starts when if the rest of the day is moved, and when it ends if the breaks make up for it."""
    length = voice.length(answer.by)
    lines = [_move(change, voice) for change in answer.moves[:ROWS]]
    if len(answer.moves) > ROWS:
        lines.append(voice("running.more", n=len(answer.moves) - ROWS))
    if answer.ends is not None:
        lines.append(voice("running.made_up", clock=voice.clock(answer.ends)))
    lines.append(voice("running.they_are_told"))
    return Card(
        voice("running.ask_delay", length=length), tuple(lines), choices=choices(answer, teller(answer, voice, now))
    )


def _move(change: Change, voice: Voice) -> str:
    block, before = change.after, change.before
    span, was = voice.span(block.start, block.end), voice.span(before.start, before.end)
    return closed(voice("running.move", title=short(block.title), span=span, was=was))


def draw_ask_skip(answer: AskSkip, *, voice: Voice, now: datetime) -> Card:
    """What is left out, and how much earlier the rest may start."""
    tell, block = teller(answer, voice, now), answer.timed.block
    lines = [capital(closed(tell.span(answer.timed)))]
    if answer.saved:
        lines.append(voice("running.saved", length=voice.length(answer.saved)))
    lines.append(voice("running.they_are_told"))
    return Card(voice("running.ask_skip", title=short(block.title)), tuple(lines), choices=choices(answer, tell))


def draw_ask_message(answer: AskMessage, *, voice: Voice, now: datetime) -> Card:
    """The message as it will be read."""
    tell = teller(answer, voice, now)
    return Card(voice("running.ask_message"), _as_written(answer.text), choices=choices(answer, tell))


def draw_late(posting: Posting, tell: Teller) -> Card:
    """That everything is so much later: what comes next, and when the day's work ends now."""
    length = tell.voice.length(timedelta(minutes=int(posting.facts["minutes"])))
    coming = tell.agenda.coming(tell.now)
    lines = []
    if coming:
        moment = tell.start(coming[0].starts_at)
        lines.append(closed(tell.voice("running.next", title=tell.titles(coming), moment=moment)))
    last = tell.agenda.last_on_day(tell.agenda.today(tell.now))
    if last is not None and last.over_at > tell.now:
        clock = tell.voice.clock(last.over_at.astimezone(tell.agenda.gathering.zone).time())
        lines.append(tell.voice("running.ends", clock=clock))
    buttons = (suggested(NEXT, tell.voice), suggested(PROGRAMME, tell.voice))
    return Card(tell.voice("running.late", length=length), tuple(lines), choices=buttons)


def draw_message(posting: Posting, tell: Teller, recipient: Recipient) -> Card:
    """The organisers' own words, and why they came."""
    title = tell.voice("running.message", gathering=tell.gathering)
    return Card(title, _as_written(posting.facts["text"]), footer=why(tell, recipient.standing))


def _as_written(text: str) -> tuple[str, ...]:
    """A line for each of its lines."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())[:MOST_LINES]
