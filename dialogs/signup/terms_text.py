"""The terms in words: what somebody reads before the click, and what is kept as what they accepted."""

from __future__ import annotations

from datetime import date

from dialogs.phrases import Voice
from gatherings.gathering import Gathering
from gatherings.organisations import Organisation, shared_names
from gatherings.terms import Fee, Mode, Terms

LONGEST_NAME = 60


def organisation_words(organisation: Organisation | None, voice: Voice) -> str:
    """ "Fjordby kommune", "Herøy kommune (Nordland)"; "organisasjonen din" where it is not known."""
    if organisation is None:
        return voice("fee.organisation")
    is_municipality = organisation.number is not None
    words = municipal(organisation.name, voice, is_municipality=is_municipality) or voice("fee.organisation")
    has_namesake = is_municipality and organisation.name in shared_names()
    return f"{words} ({organisation.county})" if has_namesake and organisation.county else words


def municipal(name: str | None, voice: Voice, *, is_municipality: bool) -> str | None:
    """The name as it stands in a sentence, with "kommune" where that belongs to it and does not stand in it."""
    if name is None:
        return None
    name = " ".join(name.split())[:LONGEST_NAME]
    return voice("fee.municipality", name=name) if is_municipality and "kommune" not in name.casefold() else name


def charged(fee: Fee, who: str, voice: Voice) -> str:
    """ "faktureres Fjordby kommune for faktisk kostnad": the end of a sentence."""
    if fee.kroner is None:
        return voice("fee.charge.actual", organisation=who)
    return voice("fee.charge.kroner", organisation=who, kroner=voice.number(fee.kroner))


def fee_words(fee: Fee, voice: Voice) -> str:
    """ "500 kroner", or "faktisk kostnad"."""
    return voice("fee.actual") if fee.kroner is None else voice("fee.kroner", kroner=voice.number(fee.kroner))


def fee_lines(terms: Terms, who: str, voice: Voice, *, today: date) -> tuple[str, ...]:
    """What a seat that the fees concern commits to, a sentence a line; from the last free day on, that it costs now."""
    day = terms.last_free_day
    late = terms.fee_late if day is not None else None
    absent, told = terms.fee_absent, "" if day is None else voice.day(day, today=today)
    has_passed = day is not None and day < today
    free = "fee.free" if late is None else "fee.was_free_until" if has_passed else "fee.free_until"
    lines = [voice(free, day=told)]
    if late is not None and late == absent:
        key = "fee.leaving_or_absent" if has_passed else "fee.late_or_absent"
        return (*lines, voice(key, day=told, charge=charged(late, who, voice)))
    if late is not None:
        key = "fee.leaving" if has_passed else "fee.after"
        lines.append(voice(key, day=told, charge=charged(late, who, voice)))
    if absent is not None:
        lines.append(voice("fee.absent", charge=charged(absent, who, voice)))
    return tuple(lines)


def terms_lines(
    gathering: Gathering, organisation: Organisation | None, voice: Voice, *, today: date, mode: Mode | None = None
) -> tuple[str, ...]:
    """What signing up commits to, in this way or in any; then the organisers' own text."""
    terms, who = gathering.terms, organisation_words(organisation, voice)
    more = (*keeping_lines(terms, voice), *([terms.text] if terms.text else []))
    if mode is not None and not terms.covers(mode):
        return voice("fee.free"), *more
    lines = list(fee_lines(terms, who, voice, today=today))
    if mode is None and len(terms.modes) > 1 and (terms.fee_late or terms.fee_absent):
        lines.append(voice("fee.covers_everyone" if terms.fee_covers_digital else "fee.covers_room"))
    return (*lines, *more)


def keeping_lines(terms: Terms, voice: Voice) -> tuple[str, ...]:
    """That the organisers may read what we do not understand, where it is so: part of whatever is accepted."""
    return (voice("terms.keeps_not_understood"),) if terms.keeps_not_understood else ()


def terms_text(
    gathering: Gathering, organisation: Organisation | None, voice: Voice, *, today: date, mode: Mode | None = None
) -> str:
    """The same as one text, as it is kept with the registration."""
    return "\n".join(terms_lines(gathering, organisation, voice, today=today, mode=mode))
