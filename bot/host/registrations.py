"""Everybody who has signed up. What they eat and need is not here."""

from __future__ import annotations

from bot.cards.words import capital
from bot.host.desk import Desk
from bot.host.order import alphabetical
from bot.pages.html import paragraph, table
from bot.pages.layout import Shown
from dialogs.phrases import Voice
from gatherings.registration import RegistrationState
from gatherings.store.overview import Participant, list_participants

HEADS = ("name", "organisation", "state", "registered_at", "checked_in")
ORDER = (RegistrationState.REGISTERED, RegistrationState.WAITING, RegistrationState.CANCELLED)


async def show(desk: Desk) -> Shown:
    """The table, those who come first and those who have cancelled last."""
    found = await list_participants(desk.tx, desk.gathering.id)
    if not found:
        return desk.shown("registrations", paragraph(desk.voice("host.nobody")))
    ordered = sorted(found, key=lambda one: (ORDER.index(one.registration.state), alphabetical(one.name)))
    heads = [desk.voice(f"host.{head}") for head in HEADS]
    caption = desk.voice("host.registrations_of", n=len(found))
    return desk.shown("registrations", table(caption, heads, [_row(one, desk) for one in ordered]))


def _row(one: Participant, desk: Desk) -> tuple[str, ...]:
    voice = desk.voice
    at = one.registration.registered_at.astimezone(desk.gathering.zone)
    there = voice.listed([voice.day(day) for day in sorted(one.attended)])
    return (
        one.name or voice("host.no_name"),
        one.organisation or "",
        capital(state_text(one, voice)),
        capital(voice("time.moment", date=voice.day(at.date(), today=desk.today), clock=voice.clock(at.time()))),
        capital(there or voice("host.no")),
    )


def state_text(one: Participant, voice: Voice) -> str:
    """ "i salen", "digitalt, venter på plass i salen (nummer 3)", "meldt av"."""
    made = one.registration
    seat = None if made.seat is None else voice(f"host.mode.{made.seat}")
    if made.waits_for is None:
        return seat or voice("host.cancelled")
    key = "host.offered" if made.offered_until is not None else "host.waits"
    waits = voice(f"{key}.{made.waits_for}", n=one.nth or 0)
    return f"{seat}. {waits}" if seat else waits
