"""What a page tells of a gathering: when, where, until when one registers, and what lateness costs."""

from __future__ import annotations

from datetime import date, datetime

from markupsafe import Markup

from bot.cards.words import capital
from bot.pages.html import facts, joined, paragraph
from dialogs.phrases import Voice
from gatherings.agenda import Agenda
from gatherings.gathering import Gathering
from gatherings.terms import Fee


def when(gathering: Gathering, voice: Voice) -> str:
    """ "Torsdag 15. april kl. 09.00–15.00", "Torsdag 15. april kl. 09.00 – fredag 16. april"."""
    zone, starts_at = gathering.zone, _starts_at(gathering)
    start = starts_at.astimezone(zone) if starts_at else None
    first, last = capital(voice.day(gathering.starts_on)), voice.day(gathering.ends_on)
    opening = voice("time.moment", date=first, clock=voice.clock(start.time())) if start else first
    if gathering.starts_on != gathering.ends_on:
        return f"{opening} – {last}"
    end = _ends_at(gathering)
    return f"{opening}–{voice.clock(end.astimezone(zone).time())}" if start and end else opening


def _starts_at(gathering: Gathering) -> datetime | None:
    return gathering.starts_at if gathering.programme or gathering.starts else None


def _ends_at(gathering: Gathering) -> datetime | None:
    last = Agenda(gathering).last
    if last is not None:
        return last.over_at
    if gathering.ends is None:
        return None
    return datetime.combine(gathering.ends_on, gathering.ends, tzinfo=gathering.zone)


def where(gathering: Gathering) -> str:
    return ", ".join(part for part in (gathering.venue, gathering.place) if part)


def fee_text(fee: Fee, voice: Voice) -> str:
    """ "faktisk kostnad", "350 kroner"."""
    if fee.kroner is None:
        return voice("pages.fee.actual")
    return voice("pages.fee.kroner", n=fee.kroner)


def deadline_text(gathering: Gathering, voice: Voice, *, today: date) -> str | None:
    day = gathering.deadline
    return None if day is None else capital(voice("pages.to_the_end_of", day=voice.day(day, today=today)))


def costs(gathering: Gathering, voice: Voice, *, today: date) -> list[str]:
    """The sentences about what lateness and absence cost, and whom."""
    terms = gathering.terms
    said = []
    if terms.fee_late is not None and terms.last_free_day is not None:
        day = voice.day(terms.last_free_day, today=today)
        said.append(voice("pages.fee.late", day=day, fee=fee_text(terms.fee_late, voice)))
    if terms.fee_absent is not None:
        said.append(voice("pages.fee.absent", fee=fee_text(terms.fee_absent, voice)))
    if not said:
        return [voice("pages.fee.none")]
    return said if terms.fee_covers_digital else [*said, voice("pages.fee.room_only")]


def about(gathering: Gathering, voice: Voice, *, today: date) -> Markup:
    """When, where, the deadline, and what lateness costs."""
    known = facts(
        [
            (voice("pages.when"), when(gathering, voice)),
            (voice("pages.where"), where(gathering)),
            (voice("pages.deadline"), deadline_text(gathering, voice, today=today)),
        ]
    )
    return known + joined(paragraph(text) for text in costs(gathering, voice, today=today))


def masked(address: str) -> str:
    """ "k…@fjordby.example": enough to know one's own by."""
    name, _, domain = address.partition("@")
    return f"{name[:1]}…@{domain}"
