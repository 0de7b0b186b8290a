"""Which day a person means."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.agenda.days import find_day
from tests.builders import DAY_ONE, DAY_TWO, agenda, at

WEDNESDAY, SATURDAY = date(2027, 4, 14), date(2027, 4, 17)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("i dag", WEDNESDAY),
        ("I morgen", DAY_ONE),
        ("i overmorgen", DAY_TWO),
        ("i går", date(2027, 4, 13)),
        ("dag 1", DAY_ONE),
        ("dag  2", DAY_TWO),
        ("2", DAY_TWO),
        ("dag 3", SATURDAY),
        ("torsdag", DAY_ONE),
        ("fredag", DAY_TWO),
        ("lørdag", SATURDAY),
        ("laurdag", SATURDAY),
        ("mandag", date(2027, 4, 19)),
        ("2027-04-16", DAY_TWO),
        ("2027-12-24", date(2027, 12, 24)),
        ("dag 0", None),
        ("2027-13-45", None),
        ("en gang", None),
        ("", None),
    ],
)
def test_a_day_is_relative_numbered_named_or_a_date(said: str, day: date | None) -> None:
    assert find_day(agenda(), said, now=at("12:00", WEDNESDAY)) == day


def test_a_weekday_after_the_gathering_is_the_one_that_it_had() -> None:
    assert find_day(agenda(), "torsdag", now=at("12:00", date(2027, 4, 20))) == DAY_ONE


def test_today_is_the_gatherings_own_also_when_utc_has_yesterday() -> None:
    assert find_day(agenda(), "i dag", now=at("00:30", DAY_TWO)) == DAY_TWO
