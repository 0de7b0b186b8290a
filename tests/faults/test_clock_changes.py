"""Every minute of the days on which the clock changes, for every kind of planner: said once, and when the wall says.

For each minute there is a gathering that begins at it; all that they plan is claimed minute by minute, as ticks do.
`make test` takes the nights of one year, with the quarters of their days; `make e2e` every minute of twenty years.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, pairwise

import pytest

from gatherings.agenda import Agenda
from gatherings.gathering import GatheringId
from gatherings.postings.plan import PLANNERS, plan
from gatherings.postings.posting import Posting, PostingKind, PostingState
from gatherings.quiet import is_quiet
from gatherings.terms import Terms
from jobs.fire_postings import awake_at, decide
from tests.builders import OSLO, block, gathering

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LENGTH = timedelta(minutes=30)
WALLS = [time(minute // 60, minute % 60) for minute in range(24 * 60)]
NIGHT_AND_QUARTERS = [wall for wall in WALLS if time(1) <= wall < time(4) or wall.minute % 15 == 0]
AT_NINE = {PostingKind.REMINDER, PostingKind.MISSING, PostingKind.UPCOMING, PostingKind.EVALUATION_REMINDER}


def last_sunday(year: int, month: int) -> date:
    return max(day for n in range(1, 32) if (day := date(year, month, n)).weekday() == 6)


def changes(years: range) -> list[date]:
    return [last_sunday(year, month) for year in years for month in (3, 10)]


def instants_of(day: date) -> dict[datetime, datetime]:
    """When each minute of a day and the next is first on the wall, looked up minute by minute and not calculated."""
    begins = datetime.combine(day, time(), tzinfo=UTC) - 3 * HOUR
    shown: dict[datetime, datetime] = {}
    for number in range(54 * 60):
        at = begins + number * MINUTE
        shown.setdefault(at.astimezone(OSLO).replace(tzinfo=None), at)
    return shown


def first(shown: dict[datetime, datetime], wall: datetime) -> datetime:
    """When it is on the wall for the first time; what never is, is meant to be an hour later."""
    return shown[wall] if wall in shown else shown[wall + HOUR]


@dataclass(frozen=True)
class Told:
    posting: Posting
    agenda: Agenda
    at: datetime


def agenda_at(day: date, wall: time) -> Agenda:
    """A gathering that begins at a minute of the day and is over half an hour later, and is evaluated then."""
    ends = (datetime.combine(day, wall) + LENGTH).time()
    only = block(f"b{wall:%H%M}", f"{wall:%H:%M}", f"{ends:%H:%M}", "Samling", day=day, streamed=True)
    made = gathering(starts_on=day, ends_on=day, programme=(only,), terms=Terms(deadline=day))
    return Agenda(replace(made, id=GatheringId(f"g{wall:%H%M}")))


def ticked(planned: Sequence[tuple[Posting, Agenda]]) -> Iterator[Told]:
    """What fires when, with a tick each minute: claimed where it is due, put off where it would disturb."""
    number = count()
    waiting = [(posting.due_at, next(number), posting, agenda) for posting, agenda in planned]
    heapq.heapify(waiting)
    now = min(due for due, *_ in waiting).replace(second=0, microsecond=0)
    while waiting:
        now = max(now, waiting[0][0].replace(second=0, microsecond=0))  # ticks at which nothing is due do nothing
        while waiting and waiting[0][0] <= now:
            _, _, posting, agenda = heapq.heappop(waiting)
            verdict = decide(posting, agenda, now=now)
            if verdict is PostingState.FIRED:
                yield Told(posting, agenda, now)
            elif verdict is PostingState.PLANNED:
                again = awake_at(posting, agenda, now=now)
                assert again > now
                heapq.heappush(waiting, (again, next(number), posting, agenda))
        now += MINUTE


def told_as_the_wall_says(day: date, walls: Sequence[time]) -> None:
    agendas = [agenda_at(day, wall) for wall in walls]
    planned = [(posting, agenda) for agenda in agendas for posting in plan(agenda)]
    told = list(ticked(planned))
    keys = Counter(one.posting.key for one in told)
    too_late = {posting.key for posting, agenda in planned if posting.key not in keys}
    assert set(keys.values()) == {1}
    assert {kind_of(key) for key in too_late} <= {"reminder", "missing", "upcoming", "stream"}
    assert set(keys) | too_late == {posting.key for posting, _ in planned}
    shown = instants_of(day)
    for one in told:
        assert one.posting.due_at == due_on_the_wall(one.posting, one.agenda, shown), one.posting
        assert one.at == one.posting.due_at or is_quiet(one.posting.due_at, OSLO), one.posting


@pytest.mark.parametrize("day", changes(range(2027, 2028)), ids=str)
def test_each_minute_of_the_night_is_told_once_by_every_planner_and_when_the_wall_says(day: date) -> None:
    told_as_the_wall_says(day, NIGHT_AND_QUARTERS)


@pytest.mark.e2e
@pytest.mark.parametrize("day", changes(range(2024, 2044)), ids=str)
def test_every_minute_of_twenty_years_of_changes_is_told_once_and_when_the_wall_says(day: date) -> None:
    told_as_the_wall_says(day, WALLS)


def kind_of(key: str) -> str:
    return key.partition(":")[0]


def due_on_the_wall(posting: Posting, agenda: Agenda, shown: dict[datetime, datetime]) -> datetime:
    """When it should be due, by what is on the wall at each minute."""
    [only] = agenda.gathering.programme
    begins = first(shown, datetime.combine(only.day, only.start))
    match posting.kind:
        case PostingKind.BLOCK:
            return begins - agenda.gathering.lead
        case PostingKind.DAY:
            return min(first(shown, datetime.combine(only.day, time(8))), begins - HOUR)
        case PostingKind.CLOSING | PostingKind.EVALUATION | PostingKind.EVALUATION_ROOM:
            return max(begins, first(shown, datetime.combine(only.ends_on, only.end or time())))
    wanted = time(15) if posting.kind is PostingKind.STREAM else time(9)
    assert posting.kind is PostingKind.STREAM or posting.kind in AT_NINE
    assert posting.due_at.astimezone(OSLO).time() == wanted
    return posting.due_at


def test_every_planner_has_a_say_on_these_days() -> None:
    day = last_sunday(2027, 10)
    kinds = {posting.kind for wall in (time(2, 30), time(12)) for posting in plan(agenda_at(day, wall))}
    assert (
        len(PLANNERS) == 10
    )  # that of the opening has its hour from the terms: tests/gatherings/postings/test_renewed.py
    assert kinds >= AT_NINE | {PostingKind.BLOCK, PostingKind.DAY, PostingKind.STREAM, PostingKind.CLOSING}


def test_the_hour_that_comes_twice_is_told_of_once_and_the_one_that_is_left_out_an_hour_later() -> None:
    spring, autumn = changes(range(2027, 2028))
    dues = {
        day: [
            posting.due_at for wall in (time(1, 59), time(2), time(2, 59), time(3)) for posting in blocks_at(day, wall)
        ]
        for day in (spring, autumn)
    }
    steps = {day: [later - due for due, later in pairwise(all_)] for day, all_ in dues.items()}
    assert steps == {
        spring: [MINUTE, 59 * MINUTE, -59 * MINUTE],  # 02.59 is shown as 03.59, and 03.00 is what 02.00 was
        autumn: [MINUTE, 59 * MINUTE, 61 * MINUTE],
    }


def blocks_at(day: date, wall: time) -> list[Posting]:
    return [posting for posting in plan(agenda_at(day, wall)) if posting.kind is PostingKind.BLOCK]
