"""What it costs not to come, in words: exact, and before the button that causes it."""

from __future__ import annotations

from datetime import date, datetime

from bot.cards.words import NAME, capital, short
from dialogs.phrases import Voice
from dialogs.signup.terms_text import charged as charged_to
from dialogs.signup.terms_text import fee_lines, keeping_lines, municipal
from gatherings.gathering import Gathering
from gatherings.postings.recipient import Recipient
from gatherings.registration import Registration, fee_of_absence, fee_of_leaving, last_free_day, promoted
from gatherings.terms import Fee, Mode, Terms


def cost_line(
    registration: Registration, gathering: Gathering, *, organisation: str | None, voice: Voice, now: datetime
) -> str:
    """Until when giving up the seat is free, or what it costs now."""
    day, fee = last_free_day(registration, gathering), fee_of_leaving(registration, gathering, now=now)
    absence = fee_of_absence(registration, gathering)
    today = now.astimezone(gathering.zone).date()
    if day is not None and fee is None:
        return voice("fee.free_until", day=voice.day(day, today=today))
    if day is not None and fee is not None:
        charge = charged(fee, organisation, voice)
        return voice("fee.late", day=voice.day(day, today=today), charge=charge)
    free = voice("fee.free")
    return free if absence is None else f"{free} {voice('fee.absent', charge=charged(absence, organisation, voice))}"


def cost_of_taking(
    waiting: Registration, gathering: Gathering, *, organisation: str | None, voice: Voice, now: datetime
) -> str:
    """What it would cost to give up the seat that is offered. Who takes it accepts the terms as they are now."""
    taken, mode = promoted(waiting, gathering, now=now), waiting.waits_for or Mode.ROOM
    if taken.is_exempt:
        cost = cost_line(taken, gathering, organisation=organisation, voice=voice, now=now)
        return " ".join((cost, *keeping_lines(gathering.terms, voice)))
    today = now.astimezone(gathering.zone).date()
    return " ".join(terms_lines(gathering.terms, mode, organisation=organisation, voice=voice, today=today))


def terms_lines(terms: Terms, mode: Mode, *, organisation: str | None, voice: Voice, today: date) -> tuple[str, ...]:
    """What accepting the terms commits to, for a seat of this kind."""
    kept = keeping_lines(terms, voice)
    if not terms.covers(mode):
        return voice("fee.free"), *kept
    return *fee_lines(terms, _who(organisation, voice), voice, today=today), *kept


def charged(fee: Fee, organisation: str | None, voice: Voice) -> str:
    """ "faktureres Fjordby kommune for faktisk kostnad": the end of a sentence."""
    return charged_to(fee, _who(organisation, voice), voice)


def named(recipient: Recipient, voice: Voice) -> str | None:
    """ "Fjordby kommune"; None where nothing is known."""
    return municipal(recipient.organisation, voice, is_municipality=recipient.is_municipality)


def stands(fee: Fee, organisation: str | None, voice: Voice) -> str:
    """ "Fjordby kommune faktureres 500 kroner." """
    who = capital(_who(organisation, voice))
    if fee.kroner is None:
        return voice("fee.stands.actual", organisation=who)
    return voice("fee.stands.kroner", organisation=who, kroner=voice.number(fee.kroner))


def _who(organisation: str | None, voice: Voice) -> str:
    return voice("fee.organisation") if organisation is None else short(organisation, NAME)
