"""A closing word when the day's programme has ended."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from gatherings.agenda import Agenda
from gatherings.postings.posting import Posting, PostingKind, Rank

USEFUL = timedelta(hours=3)


def plan_closing(agenda: Agenda) -> list[Posting]:
    """One posting for each day of which the end is known, when its work ends; useful for three hours."""
    ends = {day: closes_at(agenda, day) for day in agenda.days}
    return [_posting(agenda, day, ends_at) for day, ends_at in ends.items() if ends_at is not None]


def closes_at(agenda: Agenda, day: date) -> datetime | None:
    """When the day's work is over; None where nothing says it, and for a day of meals and company alone."""
    last = agenda.last_on_day(day)
    if last is None or not last.is_work:
        return None
    return last.starts_at if last.is_closing and last.ends_at is None else last.ends_at


def _posting(agenda: Agenda, day: date, ends_at: datetime) -> Posting:
    return Posting(
        key=f"closing:{agenda.gathering.id}:{day}",
        gathering_id=agenda.gathering.id,
        kind=PostingKind.CLOSING,
        due_at=ends_at,
        useful_until=ends_at + USEFUL,
        rank=Rank.END,
        facts={"day": day.isoformat()},
    )
