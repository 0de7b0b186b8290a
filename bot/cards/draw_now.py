"""What is on, and what comes next."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.cards.card import Card, Choice, Row
from bot.cards.choices import choices, is_elsewhere, map_choice, stream_choice
from bot.cards.teller import Teller, teller
from bot.cards.words import capital, closed, short
from dialogs.answers import Blocks, OnNow, Upcoming
from dialogs.phrases import Voice
from gatherings.agenda import TimedBlock
from gatherings.programme import Kind

AT_ONCE: Final = 8  # rows, where tracks run beside each other
PLAIN: Final = {
    "lunsj": "lunch", "lunch": "lunch", "lunsjpause": "lunch", "pause": "break", "kaffepause": "break",
    "break": "break", "coffee break": "break", "middag": "dinner", "felles middag": "dinner", "dinner": "dinner",
}  # fmt: skip


def draw_on_now(answer: OnNow, *, voice: Voice, now: datetime) -> Card:
    """What is on and until when, who and where, what comes after."""
    tell = teller(answer, voice, now)
    one = answer.on[0] if len(answer.on) == 1 else None
    lines = (*(_on(tell, one) if one else ()), *_then(tell, one, answer.then))
    rows = () if one else simultaneous(tell, answer.on)
    shown = answer.on if one is None or one.is_work else (*answer.on, *answer.then)
    buttons = choices(answer, tell, stream_choice(tell, shown))
    title = on_title(tell, one) if one else voice("agenda.now.several", n=len(answer.on))
    return Card(title=title, lines=lines, rows=rows, choices=buttons)


def draw_upcoming(answer: Upcoming, *, voice: Voice, now: datetime) -> Card:
    """What starts next, when, and what is on meanwhile."""
    tell = teller(answer, voice, now)
    meanwhile = _meanwhile(tell, answer.on)
    if not answer.coming:
        return Card(voice("agenda.next.nothing"), lines=(meanwhile,), choices=choices(answer, tell))
    first = answer.coming[0]
    is_one = len(answer.coming) == 1
    times = tell.span(first) if is_one else tell.moment(first.starts_at)
    when = capital(closed(", ".join(part for part in (times, tell.until(first.starts_at)) if part)))
    title = voice("agenda.next.block", title=short(first.block.title)) if is_one else _several_next(tell, answer)
    lines = (
        " ".join(part for part in (when, meanwhile) if part),
        tell.details(first) if is_one else "",
        "" if answer.on or tell.is_today(first) else closed(tell.occasion()),
    )
    return Card(
        title=title,
        lines=tuple(line for line in lines if line),
        rows=() if is_one else simultaneous(tell, answer.coming),
        choices=choices(answer, tell, stream_choice(tell, answer.coming), _way(tell, answer.coming)),
    )


def on_title(tell: Teller, timed: TimedBlock) -> str:
    """ "Nå: Nytt fra fylket", and for a plain break "Nå er det pause til kl. 10.15."."""
    everyday = plain(timed)
    if everyday is None or timed.ends_at is None:
        return tell.voice("agenda.now.block", title=short(timed.block.title))
    return tell.voice(f"agenda.now.{everyday}", clock=tell.clock(timed.ends_at))


def plain(timed: TimedBlock) -> str | None:
    """lunch, break or dinner, where the title says no more than that."""
    is_pause = timed.block.kind in {Kind.BREAK, Kind.MEAL, Kind.SOCIAL}
    return PLAIN.get(timed.block.title.strip().casefold()) if is_pause else None


def simultaneous(tell: Teller, blocks: Blocks) -> tuple[Row, ...]:
    """A row for each of what runs at the same time, with its track."""
    return tuple(Row(tell.clocks(t), _with_track(t), tell.marks(t), is_on=tell.is_on(t)) for t in blocks[:AT_ONCE])


def _with_track(timed: TimedBlock) -> str:
    title = short(timed.block.title)
    return f"{short(timed.block.track, 40)}: {title}" if timed.block.track else title


def _on(tell: Teller, timed: TimedBlock) -> tuple[str, ...]:
    """Until when, who and where."""
    if timed.ends_at is None:
        times = tell.state_line(timed)
    else:
        until = tell.voice.until(timed.ends_at - tell.now)
        times = tell.voice("agenda.now.ends", span=tell.clocks(timed), until=until)
    return tuple(line for line in ("" if plain(timed) and timed.ends_at else times, tell.details(timed)) if line)


def _then(tell: Teller, on: TimedBlock | None, then: Blocks) -> tuple[str, ...]:
    """What comes after; in a break with how long until, who and where."""
    if not then:
        return (tell.voice("agenda.now.last"),)
    is_pause = on is not None and not on.is_work
    moment = tell.start(then[0].starts_at) if is_pause else tell.moment(then[0].starts_at)
    if len(then) > 1:
        return (closed(tell.voice("agenda.now.then_several", moment=moment, titles=tell.titles(then))),)
    line = closed(tell.voice("agenda.now.then", title=short(then[0].block.title), moment=moment))
    details = tell.details(then[0]) if is_pause and tell.is_today(then[0]) else ""
    return (line, details) if details else (line,)


def _meanwhile(tell: Teller, on: Blocks) -> str:
    """ "Nå er det lunsj."; empty when nothing is on."""
    if not on:
        return ""
    everyday = plain(on[0]) if len(on) == 1 else None
    if everyday:
        return tell.voice(f"agenda.meanwhile.{everyday}")
    return closed(tell.voice("agenda.now.block", title=tell.titles(on)))


def _several_next(tell: Teller, answer: Upcoming) -> str:
    return tell.voice("agenda.next.several", n=len(answer.coming))


def _way(tell: Teller, coming: Blocks) -> Choice | None:
    """The way to a dinner that is held elsewhere."""
    return map_choice(tell, coming) if is_elsewhere(coming[0]) else None
