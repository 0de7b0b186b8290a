"""What was read in an invitation, as lines."""

from __future__ import annotations

from datetime import date

from dialogs.phrases import Voice
from gatherings.gathering import Contact
from gatherings.intake.draft import Draft
from gatherings.terms import Fee


def tells_terms(draft: Draft) -> bool:
    """Whether the file is an invitation: it says by when one signs up, by which rules, or whom to ask."""
    return any(
        told is not None for told in (draft.deadline, draft.terms, draft.contact, draft.capacity, draft.free_until)
    )


def invitation_lines(draft: Draft, say: Voice) -> list[str]:
    """All that was read beside title and days; what was not said is left out."""
    clocks = None if draft.starts is None else say.span(draft.starts, draft.ends)
    digital = None if draft.digital is None else say(f"command.import.digital_{'yes' if draft.digital else 'no'}")
    told = {
        "hours": clocks,
        "venue": draft.venue,
        "place": draft.place,
        "deadline": _day(draft.deadline, say),
        "free": say("command.import.free_yes") if draft.is_free else None,
        "free_until": _day(draft.free_until, say),
        "fee_late": _fee(draft.fee_late, say),
        "fee_absent": _fee(draft.fee_absent, say),
        "capacity": _count(draft.capacity),
        "capacity_digital": _count(draft.capacity_digital),
        "per_organisation": _count(draft.capacity_per_organisation),
        "digital": digital,
        "contact": _contact(draft.contact),
        "terms": None if draft.terms is None else " ".join(draft.terms.split()),
    }
    return [f"  {say(f'command.import.read_{name}')}: {value}" for name, value in told.items() if value]


def _day(day: date | None, say: Voice) -> str | None:
    return None if day is None else say.day(day, today=date.min)


def _count(number: int | None) -> str | None:
    return None if number is None else str(number)


def _fee(fee: Fee | None, say: Voice) -> str | None:
    if fee is None:
        return None
    return (
        say("command.import.fee_actual") if fee.kroner is None else say("command.import.fee_kroner", kroner=fee.kroner)
    )


def _contact(contact: Contact | None) -> str | None:
    if contact is None:
        return None
    return ", ".join(part for part in (contact.name, contact.phone, contact.email) if part)
