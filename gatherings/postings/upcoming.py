"""That the gathering is near, to those who are registered: a week before, and the day before."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from gatherings.agenda import Agenda
from gatherings.postings.posting import Audience, Posting, PostingKind, Rank
from gatherings.postings.reminder import NINE
from gatherings.quiet import SLEEPS, earlier_workday
from gatherings.times import DAY, instant

WEEK = timedelta(days=7)


def plan_upcoming(agenda: Agenda) -> list[Posting]:
    """Two postings at 9 in the morning.

    The one a week before comes earlier where that is no working day, and is of use that day alone: a day late it would
    be one message too many. The one of the day before comes on that day whatever it is, and is of use until the
    gathering begins.
    """
    gathering = agenda.gathering
    week, eve = earlier_workday(gathering.starts_on - WEEK), gathering.starts_on - DAY
    return [
        _posting(agenda, "week", week, useful_until=instant(week, SLEEPS, gathering.zone)),
        _posting(agenda, "eve", eve, useful_until=gathering.starts_at),
    ]


def _posting(agenda: Agenda, when: str, day: date, *, useful_until: datetime) -> Posting:
    starts_on = agenda.gathering.starts_on
    return Posting(
        key=f"upcoming:{agenda.gathering.id}:{starts_on}:{when}",
        gathering_id=agenda.gathering.id,
        kind=PostingKind.UPCOMING,
        due_at=instant(day, NINE, agenda.gathering.zone),
        useful_until=useful_until,
        rank=Rank.OVERVIEW,
        audience=Audience.REGISTERED,
        facts={"starts_on": starts_on.isoformat(), "when": when},
    )
