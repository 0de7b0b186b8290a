"""Where it is."""

from __future__ import annotations

from datetime import datetime

from bot.cards.card import Card
from bot.cards.choices import away_place, choices, is_elsewhere, map_choice, stream_choice
from bot.cards.draw_told import ask_line
from bot.cards.teller import Teller, teller
from bot.cards.words import NAME, capital, closed, short
from dialogs.answers import Whereabouts
from dialogs.phrases import Voice
from gatherings.agenda import TimedBlock


def draw_whereabouts(answer: Whereabouts, *, voice: Voice, now: datetime) -> Card:
    """The room, the venue and the place, then which block that is; what is not known, and whom to ask."""
    tell = teller(answer, voice, now)
    one = answer.about[0] if len(answer.about) == 1 else None
    title, is_known = _place(tell, one)
    if answer.about[:1] == answer.agenda.blocks[:1] and not answer.is_asked and one and not tell.is_today(one):
        when = tell.start(one.starts_at)
        lines = [voice("agenda.before.title", gathering=tell.gathering, when=when)]
    else:
        lines = [_block(tell, timed, with_room=one is None) for timed in answer.about[:3]]
    if not is_known:
        lines.append(ask_line(answer.agenda.gathering.contact, voice))
    elif _lacks_room(answer, tell):
        lines.append(voice("agenda.where.no_room"))
    buttons = choices(answer, tell, map_choice(tell, answer.about), stream_choice(tell, answer.about))
    return Card(title, tuple(lines), choices=buttons)


def _place(tell: Teller, timed: TimedBlock | None) -> tuple[str, bool]:
    """Where it is, as far as known, and whether it is."""
    place = tell.place()
    if timed is not None and is_elsewhere(timed):
        away = away_place(timed)
        return (short(away), True) if away else (tell.voice("agenda.where.no_more"), False)
    room = short(timed.block.room, NAME) if timed is not None and timed.block.room else ""
    known = ", ".join(part for part in (room, place) if part)
    return (known, True) if known else (tell.voice("agenda.where.unknown"), False)


def _block(tell: Teller, timed: TimedBlock, *, with_room: bool) -> str:
    """ "Måling og rapportering, kl. 12.45–14.00, om 25 minutter."."""
    room = tell.room(timed) if with_room else ""
    parts = (short(timed.block.title), tell.state(timed), room)
    return closed(capital(": ".join((parts[0], ", ".join(part for part in parts[1:] if part)))))


def _lacks_room(answer: Whereabouts, tell: Teller) -> bool:
    """Whether to say that no room is known: for one block of today, or one that was asked for."""
    if len(answer.about) != 1 or is_elsewhere(answer.about[0]) or tell.reader.is_digital is True:
        return False
    timed = answer.about[0]
    is_near = answer.is_asked or tell.is_today(timed)
    return is_near and not timed.block.room
