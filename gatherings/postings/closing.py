"""A closing word when the day's programme has ended."""

from __future__ import annotations

from datetime import date, timedelta

from gatherings.agenda import Agenda
from gatherings.postings.posting import Posting, PostingKind, Rank

USEFUL = timedelta(hours=3)


def plan_closing(agenda: Agenda) -> list[Posting]:
    """One posting a day, when the last block that is not a meal, social or break ends; useful for three hours."""
    return [_posting(agenda, day) for day in agenda.days]


def _posting(agenda: Agenda, day: date) -> Posting:
    last = agenda.last_on_day(day)
    assert last is not None, "a day of the programme has blocks"
    ends_at = last.ends_at or last.starts_at
    return Posting(
        key=f"closing:{agenda.gathering.id}:{day}",
        gathering_id=agenda.gathering.id,
        kind=PostingKind.CLOSING,
        due_at=ends_at,
        useful_until=ends_at + USEFUL,
        rank=Rank.END,
        facts={"day": day.isoformat()},
    )
