"""The lines of the organisers' lists as JSON, for scripts: the same in every language."""

from __future__ import annotations

from datetime import datetime

from bot.exports.lines import FoodLine, MissingLine, OrganisationShown, OwedLine, ParticipantLine
from gatherings.gathering import Gathering


def participant_json(line: ParticipantLine, gathering: Gathering) -> dict[str, object]:
    """A registration; what is not known is None. `place` is the place on the waiting list, from 1."""
    return {
        "name": line.name,
        "email": line.email,
        "organisation": organisation_json(line.organisation),
        "state": line.state.value,
        "seat": line.seat,
        "waits_for": line.waits_for,
        "place": line.place,
        "dinner": line.dinner,
        "answers": dict(line.answers),
        "registered_at": local(line.registered_at, gathering),
        "attended": [day.isoformat() for day in sorted(line.attended)],
    }


def owed_json(line: OwedLine, gathering: Gathering) -> dict[str, object]:
    """A fee, `actual` or in kroner, with the terms as they were accepted."""
    fee, home = line.fee, line.organisation
    return {
        "name": fee.name,
        "organisation": organisation_json(home),
        "organisation_number": home.organisation_number,
        "invoice_reference": home.invoice_reference,
        "reason": fee.reason.value,
        "fee": "actual" if fee.fee.kroner is None else fee.fee.kroner,
        "at": local(fee.at, gathering),
        "accepted_at": local(fee.accepted.at, gathering),
        "terms": fee.accepted.text,
        "waived_at": None if fee.waived_at is None else local(fee.waived_at, gathering),
        "waived_by": fee.waived_by,
        "waived_because": fee.waived_because,
    }


def food_json(line: FoodLine) -> dict[str, object]:
    return {
        "name": line.name,
        "organisation": organisation_json(line.organisation),
        "food": line.needs.food,
        "access": line.needs.access,
        "dinner": line.dinner,
    }


def missing_json(line: MissingLine) -> dict[str, object]:
    return {
        "name": line.name,
        "email": line.email,
        "organisation": organisation_json(line.organisation),
        "answer": line.answer.value,
        "reached_by": [way.value for way in line.reached_by],
    }


def organisation_json(home: OrganisationShown) -> str | None:
    """Its name, with the county where it has a namesake; None where there is no organisation."""
    return home.name or None


def local(at: datetime, gathering: Gathering) -> str:
    """The instant with the gathering's offset."""
    return at.astimezone(gathering.zone).isoformat(timespec="seconds")
