from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from gatherings.times import end_of_day, instant, local_day

OSLO = ZoneInfo("Europe/Oslo")
NAMES = (
    "Europe/Oslo",
    "America/Havana",
    "Asia/Beirut",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Casablanca",
    "UTC",
)
zones = st.sampled_from([ZoneInfo(name) for name in NAMES])
days = st.dates(date(2000, 1, 1), date(2040, 1, 1))
walls = st.times()
instants = st.integers(946_684_800, 2_208_988_800).map(lambda second: datetime.fromtimestamp(second, UTC))


def test_a_time_that_does_not_exist_moves_forward_by_the_gap() -> None:
    assert instant(date(2027, 3, 28), time(2, 30), OSLO) == datetime(
        2027, 3, 28, 1, 30, tzinfo=UTC
    )  # 03.30 on the wall


def test_a_time_that_occurs_twice_means_the_first() -> None:
    assert instant(date(2027, 10, 31), time(2, 30), OSLO) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_which_of_two_a_wall_time_itself_claims_to_be_does_not_count() -> None:
    day = date(2027, 10, 31)
    assert instant(day, time(2, 30, fold=1), OSLO) == instant(day, time(2, 30), OSLO)


def test_a_day_of_the_clock_change_lasts_23_hours_in_spring_and_25_in_autumn() -> None:
    lengths = [end_of_day(day, OSLO) - instant(day, time(), OSLO) for day in (date(2027, 3, 28), date(2027, 10, 31))]
    assert lengths == [timedelta(hours=23), timedelta(hours=25)]


@given(days, walls, zones)
def test_a_wall_time_that_exists_is_the_one_on_the_wall(day: date, wall: time, zone: ZoneInfo) -> None:
    made = datetime.combine(day, wall, tzinfo=zone)
    assume(made.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == made.replace(tzinfo=None))
    assert instant(day, wall, zone).astimezone(zone).replace(tzinfo=None) == datetime.combine(day, wall)


@given(days, walls, zones)
def test_a_wall_time_never_moves_back(day: date, wall: time, zone: ZoneInfo) -> None:
    shown = instant(day, wall, zone).astimezone(zone).replace(tzinfo=None)
    assert timedelta() <= shown - datetime.combine(day, wall) <= timedelta(hours=24)


@given(days, zones)
def test_one_day_ends_where_the_next_begins(day: date, zone: ZoneInfo) -> None:
    assert end_of_day(day, zone) == instant(day + timedelta(days=1), time(), zone)


@given(instants, zones)
def test_every_instant_lies_in_its_local_day_and_before_its_end(at: datetime, zone: ZoneInfo) -> None:
    assert at < end_of_day(local_day(at, zone), zone)


@given(instants, zones)
def test_the_last_instant_of_a_day_still_counts(at: datetime, zone: ZoneInfo) -> None:
    end = end_of_day(local_day(at, zone), zone)
    assert local_day(end - timedelta(microseconds=1), zone) <= local_day(at, zone) < local_day(end, zone)
