from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatherings.quiet import (
    earlier_workday,
    easter,
    holidays,
    is_night,
    is_quiet,
    is_workday,
    next_morning,
    next_waking,
)
from gatherings.times import DAY, local_day
from tests.builders import OSLO, at

SECOND = timedelta(seconds=1)
days = st.dates(date(1990, 1, 1), date(2099, 12, 20))
moments = st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 20), timezones=st.just(UTC))  # noqa: DTZ001 (given its zone)
zones = st.sampled_from([OSLO, ZoneInfo("America/New_York"), ZoneInfo("Asia/Kathmandu")])


def test_the_holidays_of_a_year() -> None:
    assert sorted(holidays(2027)) == [
        date(2027, 1, 1),
        date(2027, 3, 25),
        date(2027, 3, 26),
        date(2027, 3, 28),
        date(2027, 3, 29),
        date(2027, 5, 1),
        date(2027, 5, 6),
        date(2027, 5, 16),
        date(2027, 5, 17),
        date(2027, 12, 25),
        date(2027, 12, 26),
    ]


@pytest.mark.parametrize(
    "sunday",
    [date(1818, 3, 22), date(1943, 4, 25), date(1954, 4, 18), date(2008, 3, 23), date(2024, 3, 31), date(2038, 4, 25)],
)
def test_easter_is_where_the_almanac_has_it(sunday: date) -> None:
    assert easter(sunday.year) == sunday


@given(st.integers(1900, 2199))
def test_every_year_has_twelve_holidays_of_which_two_may_fall_together(year: int) -> None:
    assert easter(year).weekday() == 6
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)
    assert len(holidays(year)) in {11, 12}


def test_christmas_eve_and_new_year_s_eve_are_working_days() -> None:
    assert [is_workday(date(2026, 12, day)) for day in (24, 31)] == [True, True]


@given(days)
def test_the_earlier_working_day_is_one_and_is_at_most_a_long_easter_away(day: date) -> None:
    found = earlier_workday(day)
    assert is_workday(found)
    assert timedelta() <= day - found <= 5 * DAY
    assert not any(is_workday(found + DAY * number) for number in range(1, (day - found).days + 1))


@pytest.mark.parametrize(
    ("day", "earlier"),
    [
        (date(2027, 3, 29), date(2027, 3, 24)),
        (date(2027, 5, 17), date(2027, 5, 14)),
        (date(2027, 12, 26), date(2027, 12, 24)),
        (date(2027, 4, 1), date(2027, 4, 1)),
    ],
)
def test_a_holiday_gives_way_to_the_working_day_before_it(day: date, earlier: date) -> None:
    assert earlier_workday(day) == earlier


def test_the_night_is_from_20_until_8() -> None:
    clocks = [at("07:59"), at("08:00"), at("20:00") - SECOND, at("20:00")]
    assert [is_night(one, OSLO) for one in clocks] == [True, False, False, True]


@given(moments, zones)
def test_the_next_waking_moment_is_not_quiet_and_nothing_before_it_is_awake(moment: datetime, zone: ZoneInfo) -> None:
    awake = next_waking(moment, zone)
    assert not is_quiet(awake, zone)
    assert next_waking(awake, zone) == awake
    if awake != moment:
        assert is_quiet(awake - SECOND, zone)
        assert awake.astimezone(zone).time() == time(8)
        assert moment < awake


@given(moments)
def test_an_instant_that_is_not_quiet_stays_as_it_is(moment: datetime) -> None:
    assert (next_waking(moment, OSLO) == moment) is not is_quiet(moment, OSLO)


def test_friday_evening_wakes_on_monday_and_maundy_thursday_after_easter() -> None:
    friday, thursday = date(2027, 4, 16), date(2027, 3, 25)
    woken = [next_waking(at("20:30", friday), OSLO), next_waking(at("10:00", thursday), OSLO)]
    assert woken == [at("08:00", date(2027, 4, 19)), at("08:00", date(2027, 3, 30))]


def test_the_next_morning_may_be_a_sunday() -> None:
    saturday = date(2027, 4, 17)
    assert next_morning(at("22:00", saturday), OSLO) == at("08:00", saturday + DAY)
    assert next_morning(at("12:00", saturday), OSLO) == at("12:00", saturday)


@given(days)
def test_eight_in_the_morning_is_eight_on_either_side_of_a_clock_change(day: date) -> None:
    woken = next_morning(at("03:30", day), OSLO)
    assert (local_day(woken, OSLO), woken.astimezone(OSLO).time()) == (day, time(8))
