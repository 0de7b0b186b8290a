"""The day's programme, in the morning."""

from __future__ import annotations

from datetime import time, timedelta

from gatherings.agenda import Agenda
from gatherings.postings.posting import Posting, PostingKind, Rank
from gatherings.times import instant

MORNING = time(8)
AHEAD = timedelta(hours=1)


def plan_day(agenda: Agenda) -> list[Posting]:
    """One posting a day: at 8, or an hour before the first block if that is earlier; useful until the last starts.

    Where blocks are posted more than an hour ahead, it comes before the first of them.
    """
    return [_posting(agenda, index) for index in range(len(agenda.days))]


def _posting(agenda: Agenda, index: int) -> Posting:
    day = agenda.days[index]
    blocks = agenda.on_day(day)
    morning = instant(day, MORNING, agenda.gathering.zone)
    return Posting(
        key=f"day:{agenda.gathering.id}:{day}",
        gathering_id=agenda.gathering.id,
        kind=PostingKind.DAY,
        due_at=min(morning, blocks[0].starts_at - max(AHEAD, agenda.gathering.lead)),
        useful_until=blocks[-1].starts_at,
        rank=Rank.OVERVIEW,
        facts={"day": day.isoformat()},
    )
