"""Own contribution: hours of the programme, persons and kroner."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from gatherings.agenda import Agenda
from gatherings.own_contribution import (
    Share,
    contribution_of,
    hours_by_day,
    in_hours,
    length_of_day,
    union,
)
from gatherings.programme import Block, Kind
from tests.builders import DAY_ONE, DAY_TWO, agenda, block
from tests.gatherings.programmes import agendas

SPRING_FORWARD, AUTUMN_BACK = date(2027, 3, 28), date(2027, 10, 31)
START = datetime(2027, 4, 15, tzinfo=UTC)
HOUR = timedelta(hours=1)

instants = st.integers(0, 2000).map(lambda minutes: START + timedelta(minutes=minutes))
intervals = st.lists(st.tuples(instants, instants).map(lambda pair: (min(pair), max(pair))), max_size=12)
days = st.sets(st.sampled_from([DAY_ONE, DAY_TWO]))
crowds = st.lists(st.tuples(st.sampled_from("abc"), days), max_size=60)
hours = st.fixed_dictionaries(
    dict.fromkeys((DAY_ONE, DAY_TWO), st.decimals(0, 24, places=2, allow_nan=False, allow_infinity=False))
)
rates = st.none() | st.integers(1, 99_999)


def lasting(*blocks: Block, with_meals: bool = False, day: date = DAY_ONE) -> timedelta:
    return length_of_day(agenda(programme=blocks), day, with_meals=with_meals)


TALK = block("a", "09:00", "10:00", "Nytt fra fylket", kind=Kind.TALK)
BREAK = block("b", "10:00", "10:15", "Pause", kind=Kind.BREAK)
LUNCH = block("c", "12:00", "13:00", "Lunsj", kind=Kind.MEAL)
LATER = block("d", "13:00", "14:00", "Oppsummering")
DINNER = block("e", "19:00", "22:00", "Middag", kind=Kind.SOCIAL)


def test_a_break_counts_and_a_gap_does_not() -> None:
    assert lasting(TALK, BREAK, LATER) == timedelta(hours=2, minutes=15)


def test_a_meal_within_the_programme_counts_by_choice() -> None:
    assert (lasting(TALK, LUNCH, LATER), lasting(TALK, LUNCH, LATER, with_meals=True)) == (2 * HOUR, 3 * HOUR)


def test_a_dinner_after_the_programme_never_counts() -> None:
    assert lasting(TALK, DINNER, with_meals=True) == HOUR


def test_the_mark_slutt_ends_the_day() -> None:
    slutt = block("s", "09:30", "09:30", "Slutt")
    assert lasting(TALK, LATER, slutt) == HOUR / 2


def test_blocks_beside_each_other_count_once() -> None:
    assert lasting(TALK, block("f", "09:30", "10:30", "Spor 2")) == HOUR * 1.5


def test_a_day_of_nothing_but_company_has_no_programme() -> None:
    assert lasting(DINNER, with_meals=True) == timedelta()


def test_a_block_without_an_end_takes_no_time() -> None:
    assert lasting(TALK, block("g", "11:00", None, "Åpent")) == HOUR


def test_the_hour_that_the_clock_skips_is_not_worked() -> None:
    night = block("n", "01:00", "04:00", "Nattevakt", day=SPRING_FORWARD)
    assert lasting(night, day=SPRING_FORWARD) == 2 * HOUR


def test_the_hour_that_comes_twice_is_worked_twice() -> None:
    night = block("n", "01:00", "04:00", "Nattevakt", day=AUTUMN_BACK)
    assert lasting(night, day=AUTUMN_BACK) == 4 * HOUR


def test_hours_are_rounded_once_to_hundredths() -> None:
    assert [str(in_hours(timedelta(minutes=minutes))) for minutes in (5, 20, 45, 350)] == [
        "0.08", "0.33", "0.75", "5.83"
    ]  # fmt: skip


def test_each_person_gives_the_hours_of_the_days_they_were_there() -> None:
    there = [("Fjordby", [DAY_ONE, DAY_TWO]), ("Fjordby", [DAY_ONE]), ("Viksund", [DAY_TWO]), ("Øyane", [])]
    made = contribution_of(there, {DAY_ONE: Decimal("5.50"), DAY_TWO: Decimal(2)}, rate=500)
    assert {home: (share.persons, share.hours, share.kroner) for home, share in made.shares.items()} == {
        "Fjordby": (2, Decimal(13), Decimal(6500)),
        "Viksund": (1, Decimal(2), Decimal(1000)),
        "Øyane": (1, Decimal(0), Decimal(0)),
    }


def test_without_a_rate_there_are_no_kroner() -> None:
    assert contribution_of([("Fjordby", [DAY_ONE])], {DAY_ONE: Decimal(5)}).total == Share(1, Decimal(5), None)
    assert Share(1, Decimal(5)).kroner is None


@given(intervals)
def test_a_union_is_never_longer_than_its_span_or_its_parts_together(
    given_ones: list[tuple[datetime, datetime]],
) -> None:
    longest = max((end - start for start, end in given_ones), default=timedelta())
    span = max((end for _, end in given_ones), default=START) - min((start for start, _ in given_ones), default=START)
    together = sum((end - start for start, end in given_ones), timedelta())
    assert longest <= union(given_ones) <= min(span, together)


@given(agendas())
def test_a_day_is_never_negative_and_never_longer_than_from_its_first_block_to_its_last(held: Agenda) -> None:
    for day in held.days:
        blocks = held.on_day(day)
        span = max(one.over_at for one in blocks) - blocks[0].starts_at
        without, with_meals = (length_of_day(held, day, with_meals=choice) for choice in (False, True))
        assert timedelta() <= without <= with_meals <= span


@given(agendas())
def test_hours_are_told_for_each_day_of_the_programme(held: Agenda) -> None:
    told = hours_by_day(held, with_meals=True)
    assert tuple(told) == held.days
    assert all(one >= 0 and one == one.quantize(Decimal("0.01")) for one in told.values())


@given(crowds, hours, rates)
def test_the_parts_are_the_total_to_the_oere(
    there: list[tuple[str, set[date]]], by_day: dict[date, Decimal], rate: int | None
) -> None:
    made = contribution_of(there, by_day, rate=rate)
    parts = made.shares.values()
    assert made.total.persons == sum(one.persons for one in parts) == len(there)
    assert made.total.hours == sum(one.hours for one in parts) >= 0
    assert made.total.kroner == (None if rate is None else sum(one.hours * rate for one in parts))


@given(crowds, hours)
def test_who_was_there_longer_gives_no_less(there: list[tuple[str, set[date]]], by_day: dict[date, Decimal]) -> None:
    all_days = [(home, {DAY_ONE, DAY_TWO}) for home, _ in there]
    assert contribution_of(there, by_day).total.hours <= contribution_of(all_days, by_day).total.hours


def test_an_evening_past_midnight_belongs_to_the_day_on_which_it_began() -> None:
    night = block("n", "23:00", "01:00", "Kveldsøkt")
    assert (night.end, lasting(night)) == (time(1), 2 * HOUR)
