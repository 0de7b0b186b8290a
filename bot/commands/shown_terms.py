"""The terms of a gathering, in lines, and how many have signed up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dialogs.phrases import Voice
from gatherings.gathering import Gathering
from gatherings.registration import Registration, RegistrationState
from gatherings.terms import DEFAULT_LADDER, Fee, Mode


def numbers_json(registrations: Sequence[Registration]) -> dict[str, int]:
    """How many have a seat, and of each kind, and how many are on the waiting list; some are both."""
    states = [one.state for one in registrations]
    seats = [one.seat for one in registrations]
    return {
        "registered": states.count(RegistrationState.REGISTERED),
        "registered_room": seats.count(Mode.ROOM),
        "registered_digital": seats.count(Mode.DIGITAL),
        "waiting": sum(1 for one in registrations if one.waits_for is not None),
        "cancelled_registrations": states.count(RegistrationState.CANCELLED),
    }


def number_lines(registrations: Sequence[Registration], say: Voice) -> list[str]:
    """One line with the numbers; none where nobody has signed up."""
    if not registrations:
        return []
    numbers = numbers_json(registrations)
    parts = [say(f"command.gathering.number_{name}", n=number) for name, number in numbers.items() if number]
    return [f"{say('command.gathering.fact_registrations')}: {', '.join(parts)}"]


def terms_lines(shown: Gathering, say: Voice) -> list[str]:
    """What holds for sign-up, a line each; what is not limited is not mentioned."""
    terms = shown.terms
    facts = {
        "opens": "" if terms.opens is None else _moment(terms.opens, shown, say),
        "free_until": "" if terms.free_until is None else say.day(terms.free_until, today=shown.starts_on),
        "fee_late": _fee(terms.fee_late, say),
        "fee_absent": _fee(terms.fee_absent, say),
        "fee_covers": _covers(shown, say),
        "capacity": _count(terms.capacity),
        "capacity_digital": _count(terms.capacity_digital),
        "capacity_per_organisation": _count(terms.capacity_per_organisation),
        "ladder": "" if terms.ladder == DEFAULT_LADDER else ", ".join(f"{days}d" for days in terms.ladder) or "–",
        "keep_not_understood": say("export.yes") if terms.keeps_not_understood else "",
    }
    told = [f"{say(f'command.gathering.fact_{name}')}: {value}" for name, value in facts.items() if value]
    return [*told, *_text(terms.text, say)]


def fee_words(fee: Fee, say: Voice) -> str:
    """ "faktisk kostnad", or "1 500 kroner"."""
    return say("export.fee.actual") if fee.kroner is None else say("command.fee.kroner", n=fee.kroner)


def _fee(fee: Fee | None, say: Voice) -> str:
    return "" if fee is None else fee_words(fee, say)


def _covers(shown: Gathering, say: Voice) -> str:
    has_fee = shown.terms.fee_late is not None or shown.terms.fee_absent is not None
    covers = "everyone" if shown.terms.fee_covers_digital else "room"
    return say(f"command.gathering.covers_{covers}") if has_fee else ""


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


def _moment(wall: datetime, shown: Gathering, say: Voice) -> str:
    return say("time.moment", date=say.day(wall.date(), today=shown.starts_on), clock=say.clock(wall.time()))


def _text(text: str | None, say: Voice) -> list[str]:
    if text is None:
        return []
    return [f"{say('command.gathering.fact_terms')}:", *(f"  {line}" for line in text.splitlines())]
