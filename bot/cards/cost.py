"""What it costs not to come, in words: exact, and before the button that causes it."""

from __future__ import annotations

from datetime import date, datetime

from bot.cards.words import NAME, capital, short
from dialogs.phrases import Voice
from gatherings.gathering import Gathering
from gatherings.registration import Registration, fee_of_absence, fee_of_leaving, last_free_day
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


def terms_lines(terms: Terms, mode: Mode, *, organisation: str | None, voice: Voice, today: date) -> tuple[str, ...]:
    """What accepting the terms commits to, for a seat of this kind."""
    day = terms.last_free_day
    late = terms.fee_late if day is not None and terms.covers(mode) else None
    absent = terms.fee_absent if terms.covers(mode) else None
    told = "" if day is None else voice.day(day, today=today)
    first = voice("fee.free") if late is None else voice("fee.free_until", day=told)
    lines = [first]
    if late is not None and late == absent:
        return first, voice("fee.late_or_absent", day=told, charge=charged(late, organisation, voice))
    if late is not None:
        lines.append(voice("fee.after", day=told, charge=charged(late, organisation, voice)))
    if absent is not None:
        lines.append(voice("fee.absent", charge=charged(absent, organisation, voice)))
    return tuple(lines)


def charged(fee: Fee, organisation: str | None, voice: Voice) -> str:
    """ "faktureres Fjordby kommune for faktisk kostnad": the end of a sentence."""
    who = _who(organisation, voice)
    if fee.kroner is None:
        return voice("fee.charge.actual", organisation=who)
    return voice("fee.charge.kroner", organisation=who, kroner=voice.number(fee.kroner))


def stands(fee: Fee, organisation: str | None, voice: Voice) -> str:
    """ "Fjordby kommune faktureres 500 kroner." """
    who = capital(_who(organisation, voice))
    if fee.kroner is None:
        return voice("fee.stands.actual", organisation=who)
    return voice("fee.stands.kroner", organisation=who, kroner=voice.number(fee.kroner))


def amount(fee: Fee, voice: Voice) -> str:
    """ "500 kroner", or "faktisk kostnad"."""
    return voice("fee.actual") if fee.kroner is None else voice("fee.kroner", kroner=voice.number(fee.kroner))


def _who(organisation: str | None, voice: Voice) -> str:
    return voice("fee.organisation") if organisation is None else short(organisation, NAME)
