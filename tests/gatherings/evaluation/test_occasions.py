"""When an evaluation is asked for, and until when it takes answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from gatherings.agenda import Agenda
from gatherings.evaluation.occasions import is_marked, occasions, opening
from gatherings.postings.evaluating import plan_evaluation, plan_evaluation_reminder
from gatherings.postings.posting import Audience, PostingKind
from gatherings.programme import BlockId, Kind
from gatherings.schedule import Moment, Schedule
from gatherings.times import DAY
from tests.builders import DAY_TWO, PROGRAMME, agenda, at, block


def evaluated(schedule: Schedule, **changes: object) -> Agenda:
    return agenda(evaluation=schedule, **changes)


def test_it_is_asked_for_when_the_programme_ends_and_not_after_the_dinner() -> None:
    programme = (*PROGRAMME, block("middag2", "19:00", "22:00", "Middag", day=DAY_TWO, kind=Kind.SOCIAL))
    assert opening(agenda(programme=programme)) == at("11:30", DAY_TWO)


def test_a_block_called_evaluation_is_when_it_is_asked_for() -> None:
    programme = (*PROGRAMME, block("eval", "11:00", "11:30", "Evaluering og veien videre", day=DAY_TWO))
    assert opening(agenda(programme=programme)) == at("11:00", DAY_TWO)


@pytest.mark.parametrize("title", ["Evaluering", "Kort EVALUERING og avslutning", "Evaluation"])
def test_the_mark_is_in_the_title(title: str) -> None:
    assert is_marked(title)
    assert not is_marked("Valg av styre")


@pytest.mark.parametrize(
    ("schedule", "opens"),
    [
        (Schedule(Moment.BEFORE_END, minutes=10), at("11:20", DAY_TWO)),
        (Schedule(Moment.AFTER, minutes=90), at("13:00", DAY_TWO)),
        (Schedule(Moment.AT, at=at("10:00")), at("10:00")),
        (Schedule(Moment.NEVER), None),
    ],
)
def test_organisers_may_want_it_at_another_moment(schedule: Schedule, opens: datetime | None) -> None:
    assert opening(evaluated(schedule)) == opens


def test_without_a_programme_nothing_says_when_it_ends_and_nobody_is_asked() -> None:
    assert plan_evaluation(agenda(programme=())) == []


def test_it_takes_answers_to_the_end_of_the_fourteenth_day() -> None:
    [one] = occasions(agenda())
    assert one.closes_at == datetime(2027, 4, 30, 21, 59, 59, tzinfo=UTC)


def test_a_block_is_asked_about_when_it_ends_besides_the_whole() -> None:
    found = occasions(evaluated(Schedule(blocks=(BlockId("konflikter"), BlockId("gone")))))
    assert [(one.what, one.opens_at) for one in found] == [
        ("whole", at("11:30", DAY_TWO)),
        ("konflikter", at("12:00")),
    ]


def test_those_who_were_there_are_asked_and_the_groups_are_told_where() -> None:
    planned = plan_evaluation(agenda())
    assert [(one.kind, one.audience, one.key) for one in planned] == [
        (PostingKind.EVALUATION, Audience.PRESENT, "evaluation:g1:whole"),
        (PostingKind.EVALUATION_ROOM, Audience.GROUPS, "evaluation_room:g1:whole"),
    ]


def test_the_silent_are_asked_at_nine_on_the_next_working_day_and_a_week_later() -> None:
    assert [one.due_at for one in plan_evaluation_reminder(agenda())] == [
        at("09:00", date(2027, 4, 19)),  # DAY_TWO is a Friday
        at("09:00", date(2027, 4, 23)),
    ]


def test_nobody_is_reminded_once_it_takes_no_answers() -> None:
    schedule = Schedule(open_for=3 * DAY)
    assert [one.due_at for one in plan_evaluation_reminder(evaluated(schedule))] == [at("09:00", date(2027, 4, 19))]


def test_of_a_block_nobody_is_reminded() -> None:
    schedule = Schedule(Moment.NEVER, blocks=(BlockId("konflikter"),))
    assert plan_evaluation_reminder(evaluated(schedule)) == []


def test_a_programme_that_ends_later_is_asked_about_later_under_the_same_key() -> None:
    later = tuple(replace(one, start=time(14, 30), end=time(14, 30)) if one.id == "slutt" else one for one in PROGRAMME)
    before, after = plan_evaluation(agenda())[0], plan_evaluation(agenda(programme=later))[0]
    assert (after.key, after.due_at - before.due_at) == (before.key, timedelta(hours=3))
