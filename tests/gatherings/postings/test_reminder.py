"""The ladder: when the silent are reminded, and what happens to it when the deadline moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gatherings.agenda import Agenda
from gatherings.gathering import Gathering
from gatherings.postings.missing import plan_missing
from gatherings.postings.posting import Audience, Kept, PostingKind, PostingState
from gatherings.postings.reminder import is_last, plan_reminder, reminder_now
from gatherings.postings.truth import is_still_true
from gatherings.postings.upcoming import plan_upcoming
from gatherings.quiet import is_quiet, is_workday
from gatherings.terms import DEFAULT_LADDER, Terms
from gatherings.times import DAY, local_day
from tests.builders import DAY_ONE, OSLO, agenda, at, gathering
from tests.gatherings.postings.notebook import Notebook

NOTHING_ELSE = {"programme": (), "streams": ()}


def with_deadline(day: date, *ladder: int, **more: object) -> Agenda:
    terms = Terms(deadline=day, ladder=ladder or DEFAULT_LADDER)
    return agenda(**{**NOTHING_ELSE, "terms": replace(terms, **more)})  # type: ignore[arg-type]


def told(about: Agenda) -> list[tuple[str, datetime]]:
    return [(posting.facts["step"], posting.due_at) for posting in plan_reminder(about)]


def days(about: Agenda) -> list[date]:
    return [local_day(due_at, OSLO) for _, due_at in told(about)]


def test_fourteen_seven_and_two_days_before_and_on_the_last_morning_at_nine() -> None:
    assert told(with_deadline(date(2027, 2, 25))) == [
        ("14", at("09:00", date(2027, 2, 11))),
        ("7", at("09:00", date(2027, 2, 18))),
        ("2", at("09:00", date(2027, 2, 23))),
        ("0", at("09:00", date(2027, 2, 25))),
    ]


def test_a_step_in_easter_is_taken_before_it_and_nine_is_nine_after_the_clocks_have_changed() -> None:
    assert told(with_deadline(date(2027, 4, 1))) == [
        ("14", datetime.fromisoformat("2027-03-18T08:00Z")),
        ("7", datetime.fromisoformat("2027-03-24T08:00Z")),
        ("2", datetime.fromisoformat("2027-03-30T07:00Z")),
        ("0", datetime.fromisoformat("2027-04-01T07:00Z")),
    ]


def test_steps_that_meet_on_a_working_day_become_one_the_last_of_them() -> None:
    easter_monday = date(2027, 3, 29)
    assert [(step, local_day(at_, OSLO)) for step, at_ in told(with_deadline(easter_monday))] == [
        ("14", date(2027, 3, 15)),
        ("7", date(2027, 3, 22)),
        ("0", date(2027, 3, 24)),
    ]


def test_a_reminder_is_of_use_until_eight_that_evening() -> None:
    assert {posting.useful_until - posting.due_at for posting in plan_reminder(agenda())} == {timedelta(hours=11)}


def test_none_before_registration_opens() -> None:
    opens = datetime(2027, 2, 18, 9, 1)  # noqa: DTZ001 (wall-clock time, as terms have it)
    assert days(with_deadline(date(2027, 2, 25), opens=opens)) == [date(2027, 2, 23), date(2027, 2, 25)]


def test_none_once_the_gathering_has_begun() -> None:
    assert days(with_deadline(DAY_ONE + DAY, 2, 1, 0)) == [DAY_ONE - DAY]


def test_without_a_deadline_nobody_is_reminded() -> None:
    bare = agenda(terms=Terms())
    assert (plan_reminder(bare), plan_missing(bare)) == ([], [])


def test_the_first_and_the_last_say_that_they_are() -> None:
    marks = [("is_first" in p.facts, is_last(p)) for p in plan_reminder(agenda())]
    assert marks == [(True, False), (False, False), (False, False), (False, True)]


@given(st.dates(date(2026, 1, 1), date(2040, 12, 31)), st.sets(st.integers(0, 40), max_size=8))
def test_never_in_quiet_hours_never_twice_a_day_never_after_the_deadline(deadline: date, ladder: set[int]) -> None:
    far = gathering(starts_on=deadline + 60 * DAY, ends_on=deadline + 60 * DAY, **NOTHING_ELSE)
    made = plan_reminder(Agenda(replace(far, terms=Terms(deadline=deadline, ladder=tuple(ladder)))))
    told_on = [local_day(one.due_at, OSLO) for one in made]
    assert sorted(set(told_on)) == told_on
    assert all(day <= deadline and is_workday(day) for day in told_on)
    assert not any(is_quiet(one.due_at, OSLO) for one in made)
    assert [is_last(one) for one in made] == [False] * (len(made) - 1) + [True] * bool(made)


def test_the_organisers_channels_are_told_on_the_same_mornings() -> None:
    missing = plan_missing(agenda())
    assert [p.due_at for p in missing] == [p.due_at for p in plan_reminder(agenda())]
    assert {(p.audience, p.kind) for p in missing} == {(Audience.ORGANISERS_CHANNELS, PostingKind.MISSING)}


# What becomes of it.


def reminded(book: Notebook, now: datetime) -> list[str]:
    return [posting.key for posting in book.fire(now) if posting.kind is PostingKind.REMINDER]


def planned(first: Gathering, now: datetime) -> Notebook:
    book = Notebook(first)
    book.replan(now)
    return book


def test_when_the_deadline_moves_the_ladder_moves() -> None:
    book = planned(gathering(**NOTHING_ELSE), at("12:00", date(2027, 3, 1)))
    decided = book.save(at("12:00", date(2027, 3, 1)), terms=Terms(deadline=date(2027, 4, 8)))
    assert [key for key in decided.withdraw if key.startswith("reminder")] == [
        f"reminder:g1:2027-04-01:{step}" for step in (14, 7, 2, 0)
    ]
    assert reminded(book, at("09:00", date(2027, 3, 18))) == []
    assert reminded(book, at("09:00", date(2027, 3, 24))) == ["reminder:g1:2027-04-08:14"]


def test_a_deadline_that_moves_on_the_day_of_a_reminder_reminds_nobody_twice_that_day() -> None:
    book = planned(gathering(**NOTHING_ELSE), at("12:00", date(2027, 3, 1)))
    day = date(2027, 3, 30)
    book.fire(at("12:00", date(2027, 3, 24)))
    assert reminded(book, at("09:00", day)) == ["reminder:g1:2027-04-01:2"]
    book.save(at("10:00", day), terms=Terms(deadline=date(2027, 4, 6)))
    assert reminded(book, at("10:01", day)) == []
    assert reminded(book, at("09:00", day + 5 * DAY)) == []
    assert reminded(book, at("09:00", date(2027, 4, 6))) == ["reminder:g1:2027-04-06:0"]


def test_what_was_missed_is_not_made_up_for() -> None:
    book = planned(gathering(**NOTHING_ELSE), at("12:00", date(2027, 3, 1)))
    assert reminded(book, at("09:00", date(2027, 3, 30))) == ["reminder:g1:2027-04-01:2"]


def test_a_ladder_that_is_changed_takes_its_steps_along() -> None:
    before = with_deadline(date(2027, 2, 25))
    now = with_deadline(date(2027, 2, 25), 7, 0)
    assert [is_still_true(posting, now) for posting in plan_reminder(before)] == [False, True, False, True]


def test_of_a_cancelled_gathering_no_reminder_holds() -> None:
    cancelled = agenda(is_cancelled=True)
    made = [*plan_reminder(agenda()), *plan_missing(agenda()), *plan_upcoming(agenda())]
    assert [posting.key for posting in made if is_still_true(posting, cancelled)] == []


# An organiser's own.


def test_an_organiser_can_remind_at_once_and_at_night_the_morning_after() -> None:
    friday = date(2027, 3, 19)
    made = [reminder_now(gathering(), now=at(clock, friday)) for clock in ("14:00", "21:00")]
    assert [(one.due_at, one.useful_until) for one in made] == [
        (at("14:00", friday), at("20:00", friday)),
        (at("08:00", friday + 3 * DAY), at("20:00", friday + 3 * DAY)),
    ]


def test_a_reminder_by_hand_is_not_taken_back_by_a_plan_and_holds_while_the_deadline_does() -> None:
    book = planned(gathering(**NOTHING_ELSE), at("12:00", date(2027, 3, 1)))
    made = reminder_now(book.gathering, now=at("12:00", date(2027, 3, 2)))
    book.rows[made.key] = Kept(made, PostingState.PLANNED)
    book.save(at("12:00", date(2027, 3, 2)), title="Vårmøte")
    assert reminded(book, made.due_at) == [made.key]
    assert not is_still_true(made, with_deadline(date(2027, 4, 8)))


def test_a_reminder_by_hand_needs_no_deadline() -> None:
    endless = agenda(terms=Terms())
    assert is_still_true(reminder_now(endless.gathering, now=at("12:00", date(2027, 3, 2))), endless)


# The gathering is near.


def test_the_registered_hear_of_it_a_week_before_and_the_day_before_at_nine() -> None:
    assert [(p.facts["when"], p.due_at, p.useful_until) for p in plan_upcoming(agenda())] == [
        ("week", at("09:00", DAY_ONE - 7 * DAY), at("20:00", DAY_ONE - 7 * DAY)),
        ("eve", at("09:00", DAY_ONE - DAY), at("09:00")),
    ]


def test_a_week_before_gives_way_to_a_holiday_and_the_day_before_does_not() -> None:
    monday = date(2027, 4, 5)
    about = agenda(starts_on=monday, ends_on=monday, starts=time(10), **NOTHING_ELSE)
    assert [local_day(p.due_at, OSLO) for p in plan_upcoming(about)] == [date(2027, 3, 24), date(2027, 4, 4)]


def test_another_day_is_another_fact() -> None:
    [week, eve] = plan_upcoming(agenda())
    later = agenda(starts_on=DAY_ONE + DAY)
    assert [is_still_true(one, later) for one in (week, eve)] == [False, False]
    assert not {p.key for p in plan_upcoming(later)} & {week.key, eve.key}
