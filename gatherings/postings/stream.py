"""The stream link, the day before; with the blocks themselves it comes again when they are due."""

from __future__ import annotations

from datetime import date, time, timedelta

from gatherings.agenda import Agenda
from gatherings.postings.posting import Posting, PostingKind, Rank
from gatherings.times import DAY, instant

AFTERNOON = time(15)


def plan_stream(agenda: Agenda) -> list[Posting]:
    """One posting for each day that has a stream link, at 15 the day before; useful until an hour before it starts."""
    return [_posting(agenda, day) for day in agenda.days if has_link(agenda, day)]


def has_link(agenda: Agenda, day: date) -> bool:
    """Whether anything on the day can be watched from elsewhere."""
    return any(agenda.may_be_streamed(timed) and agenda.stream_of(timed.block) for timed in agenda.on_day(day))


def _posting(agenda: Agenda, day: date) -> Posting:
    return Posting(
        key=f"stream:{agenda.gathering.id}:{day}",
        gathering_id=agenda.gathering.id,
        kind=PostingKind.STREAM,
        due_at=instant(day - DAY, AFTERNOON, agenda.gathering.zone),
        useful_until=agenda.on_day(day)[0].starts_at - timedelta(hours=1),
        rank=Rank.OVERVIEW,
        facts={"day": day.isoformat()},
    )
