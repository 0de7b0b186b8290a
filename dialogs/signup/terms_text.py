"""The terms in words: what somebody reads before the click, and what is kept as what they accepted."""

from __future__ import annotations

from dialogs.phrases import Voice
from gatherings.gathering import Gathering
from gatherings.organisations import Organisation
from gatherings.terms import Fee, Terms


def fee_words(fee: Fee, voice: Voice) -> str:
    """ "faktisk kostnad", "500 kroner"."""
    return voice("fee.actual") if fee.kroner is None else voice("fee.kroner", n=fee.kroner)


def organisation_words(organisation: Organisation | None, voice: Voice) -> str:
    """ "Fjordby kommune"; "organisasjonen din" where it is not known."""
    if organisation is None:
        return voice("signup.your_organisation")
    if organisation.number is None or "kommune" in organisation.name.casefold():
        return organisation.name
    return voice("signup.municipality", name=organisation.name)


def terms_lines(gathering: Gathering, organisation: Organisation | None, voice: Voice) -> tuple[str, ...]:
    """What it costs and until when it is free, a sentence a line; then the organisers' own text."""
    terms = gathering.terms
    who = organisation_words(organisation, voice)
    lines = [*_fee_lines(terms, who, gathering, voice), *([terms.text] if terms.text else [])]
    return tuple(lines)


def terms_text(gathering: Gathering, organisation: Organisation | None, voice: Voice) -> str:
    """The same as one text, as it is kept with the registration."""
    return "\n".join(terms_lines(gathering, organisation, voice))


def _fee_lines(terms: Terms, who: str, gathering: Gathering, voice: Voice) -> list[str]:
    late, absent = terms.fee_late, terms.fee_absent
    if late is None and absent is None:
        return [voice("terms.free")]
    day = terms.last_free_day
    lines = [] if day is None else [voice("terms.free_until", day=voice.day(day, today=gathering.starts_on))]
    if late is not None and day is not None and late == absent:
        lines.append(voice("terms.late_or_absent", who=who, fee=fee_words(late, voice)))
    else:
        if late is not None and day is not None:
            lines.append(voice("terms.late", who=who, fee=fee_words(late, voice)))
        if absent is not None:
            lines.append(voice("terms.absent", who=who, fee=fee_words(absent, voice)))
    if len(terms.modes) > 1:
        lines.append(voice("terms.covers_everyone" if terms.fee_covers_digital else "terms.covers_room"))
    return lines
