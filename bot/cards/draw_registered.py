"""To those who are registered: the gathering is near, or is not as they were told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any, Final

from bot.cards.card import Card, Choice
from bot.cards.choices import map_choice
from bot.cards.cost import cost_line, named
from bot.cards.draw_status import button
from bot.cards.occasion import occasion, when
from bot.cards.teller import Teller
from bot.cards.why import why
from bot.cards.words import capital, closed, is_link
from gatherings.agenda import Agenda
from gatherings.postings.changed import WHEN, WHERE, what_was
from gatherings.postings.posting import Posting
from gatherings.postings.recipient import Recipient

_READ: Final[dict[str, Any]] = {
    "starts_on": date.fromisoformat,
    "ends_on": date.fromisoformat,
    "starts": time.fromisoformat,
    "ends": time.fromisoformat,
    "venue": str,
    "place": str,
}


def draw_upcoming(_: Posting, tell: Teller, recipient: Recipient) -> Card:
    """When and where, the room or the link, and what it costs not to come."""
    starts_on = tell.agenda.gathering.starts_on
    relative = tell.relative(starts_on)
    if relative in {"today", "tomorrow"}:
        title = tell.voice(f"upcoming.{relative}", gathering=tell.gathering)
    else:
        until = tell.voice.until(starts_on - tell.today)
        title = capital(tell.voice("upcoming.dated", until=until, gathering=tell.gathering))
    link = stream_link(tell) if tell.reader.is_digital else None
    lines = (occasion(tell, names_gathering=False), _way_in(tell, link), _cost(tell, recipient))
    watch = None if link is None else Choice(tell.voice("button.open_stream"), url=link)
    buttons = (watch, map_choice(tell), *_own_buttons(tell))
    return Card(
        title,
        lines=tuple(line for line in lines if line),
        choices=tuple(one for one in buttons if one is not None),
        footer=why(tell, recipient.standing),
    )


def _way_in(tell: Teller, link: str | None) -> str:
    """The room in which it begins; for who is digital the link, or that there is none yet."""
    if tell.reader.is_digital:
        return tell.voice("upcoming.no_link" if link is None else "upcoming.link")
    room = tell.room(tell.agenda.blocks[0]) if tell.agenda.blocks else ""
    return tell.voice("upcoming.room", room=room) if room else tell.voice("upcoming.seat")


def stream_link(tell: Teller) -> str | None:
    """The link of the gathering, else that of its first block that has one."""
    whole = tell.agenda.stream
    if whole is not None and is_link(whole.url):
        return whole.url
    return next((link for link in map(tell.link, tell.agenda.blocks) if link), None)


def _own_buttons(tell: Teller) -> tuple[Choice, ...]:
    return button("calendar", "calendar.add", tell), button("change_or_cancel", "signup.status", tell)


def _cost(tell: Teller, recipient: Recipient) -> str:
    if recipient.registration is None:
        return ""
    gathering, organisation = tell.agenda.gathering, named(recipient, tell.voice)
    return cost_line(recipient.registration, gathering, organisation=organisation, voice=tell.voice, now=tell.now)


def draw_changed(posting: Posting, tell: Teller, recipient: Recipient) -> Card:
    """What is other than what was told, with what it was; and that the registration holds."""
    was = what_was(posting.facts)
    before = replace(tell, agenda=_as_told(tell.agenda, was))
    lines = []
    if any(name in was for name in WHEN):
        lines.append(tell.voice("changed.when", now=when(tell), before=when(before)))
    if any(name in was for name in WHERE) and not tell.reader.is_digital:
        place, told = tell.place() or tell.voice("changed.unknown"), before.place() or tell.voice("changed.unknown")
        lines.append(tell.voice("changed.where", now=place, before=told))
    lines.append(" ".join(part for part in (tell.voice("changed.stands"), _cost(tell, recipient)) if part))
    return Card(
        tell.voice("changed.title", gathering=tell.gathering),
        lines=tuple(closed(line) for line in lines),
        choices=_own_buttons(tell),
        footer=why(tell, recipient.standing),
    )


def _as_told(agenda: Agenda, was: dict[str, str]) -> Agenda:
    """The agenda with what was told before in the place of what has changed."""
    told: dict[str, Any] = {name: _READ[name](value) if value else None for name, value in was.items()}
    return Agenda(replace(agenda.gathering, **told))
