"""A zone in a file says the same as the zone itself, at every instant of the year that it is needed for."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Timezone

from bot.calendar.zone import timezone_of

ZONES = (
    "Europe/Oslo",
    "Europe/Dublin",
    "America/Havana",
    "America/St_Johns",
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Casablanca",
)


def read_back(name: str, year: int) -> Timezone:
    made = timezone_of(ZoneInfo(name), first=date(year, 1, 1), last=date(year, 12, 31))
    read = Timezone.from_ical(made.to_ical())
    assert isinstance(read, Timezone)
    return read


@given(st.sampled_from(ZONES), st.integers(2000, 2036), st.integers(0, 365 * 24 * 60 - 1))
def test_a_zone_in_a_file_has_the_same_offset_at_every_minute(name: str, year: int, minute: int) -> None:
    local = (datetime(year, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)).astimezone(ZoneInfo(name))
    if local.year != year:
        return
    told = read_back(name, year).to_tz(lookup_tzid=False)
    assert local.replace(tzinfo=told).utcoffset() == local.utcoffset()


@pytest.mark.parametrize("name", ZONES)
def test_the_hours_around_every_change_of_the_clocks_are_right(name: str) -> None:
    zone, told = ZoneInfo(name), read_back(name, 2027).to_tz(lookup_tzid=False)
    hours = [datetime(2027, 1, 2, tzinfo=UTC) + timedelta(minutes=30 * number) for number in range(363 * 48)]
    local = [hour.astimezone(zone) for hour in hours]
    assert [one for one in local if one.replace(tzinfo=told).utcoffset() != one.utcoffset()] == []


def test_a_zone_that_never_changes_says_what_holds() -> None:
    assert [one.name for one in read_back("Asia/Kathmandu", 2027).subcomponents] == ["STANDARD"]


def test_a_zone_whose_changes_follow_no_yearly_rule_has_its_dates() -> None:
    morocco = read_back("Africa/Casablanca", 2027)
    assert ["RDATE" in one and "RRULE" not in one for one in morocco.subcomponents] == [True, True]


def test_a_zone_that_has_changed_for_the_last_time_stays_there() -> None:
    samoa = read_back("Pacific/Apia", 2022).to_tz(lookup_tzid=False)
    assert datetime(2022, 7, 1, tzinfo=samoa).utcoffset() == timedelta(hours=13)
