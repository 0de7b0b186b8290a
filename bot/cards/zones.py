"""Times are the gathering's own; who reads them in another zone is told by how much they differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.cards.card import Card
from dialogs.answers import Answer
from dialogs.answers.agenda import AgendaAnswer
from dialogs.phrases import Voice


def with_zone_told(card: Card, answer: Answer, *, timezone: str | None, voice: Voice) -> Card:
    """The card of an answer, with what its times are to a reader's `timezone` (as their platform names it), where that
    is known and the answer tells times.
    """
    if not isinstance(answer, AgendaAnswer) or not answer.blocks or (zone := _zone_of(timezone)) is None:
        return card
    ahead = _ahead(answer, zone, answer.blocks[0].starts_at)
    if not ahead:
        return card
    told = voice("zone.ahead" if ahead > timedelta() else "zone.behind", length=voice.length(abs(ahead)))
    return replace(card, footer=f"{card.footer} {told}".strip())


def _ahead(answer: AgendaAnswer, zone: ZoneInfo, at: datetime) -> timedelta:
    """By how much the gathering's clocks are ahead of the reader's at an instant."""
    there, here = at.astimezone(answer.agenda.gathering.zone).utcoffset(), at.astimezone(zone).utcoffset()
    assert there is not None and here is not None, "a zone has an offset"  # noqa: PT018
    return there - here


def _zone_of(timezone: str | None) -> ZoneInfo | None:
    """The zone, None where the platform names none that we know."""
    try:
        return ZoneInfo(timezone) if timezone else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
