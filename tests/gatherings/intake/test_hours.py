from __future__ import annotations

from datetime import time, timedelta

import pytest

from gatherings.intake.draft import Reason
from gatherings.intake.hours import Hours, Unclear, after, between, read_hours, read_length


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("2h 00m", 120), ("2t 00m", 120), ("45m", 45), ("1 t", 60), ("1,5 t", 90), ("0m", 0), ("1h", 60), ("1 time 15 min", 75),
     ("ca. 30 minutter", 30), ("~1h", 60), ("1 hour and 5 minutes", 65), ("23h 59m", 1439)],
)  # fmt: skip
def test_lengths_as_people_write_them(text: str, minutes: int) -> None:
    assert read_length(text) == timedelta(minutes=minutes)


def test_no_length_is_none() -> None:
    assert (read_length(""), read_length("  ")) == (None, None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("24h", Reason.TOO_LONG), ("1d", Reason.TOO_LONG), ("999999m", Reason.TOO_LONG), ("-5m", Reason.ENDS_BEFORE_START),
     ("litt", Reason.LENGTH_UNCLEAR), ("45", Reason.LENGTH_UNCLEAR), ("h", Reason.LENGTH_UNCLEAR), ("5m 1h", Reason.LENGTH_UNCLEAR)],
)  # fmt: skip
def test_lengths_that_cannot_be(text: str, reason: Reason) -> None:
    with pytest.raises(Unclear) as unclear:
        read_length(text)
    assert unclear.value.reason is reason


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("09:00", Hours(time(9))), ("9.05", Hours(time(9, 5))), ("kl. 9.05", Hours(time(9, 5))),
        ("09.00 – 09.35", Hours(time(9), time(9, 35))), ("09:00-10:00", Hours(time(9), time(10))),
        ("0900", Hours(time(9))), ("1430 - 1515", Hours(time(14, 30), time(15, 15))), ("2027-04-15", None),
        ("12:00 AM", Hours(time(0))), ("12:30 pm", Hours(time(12, 30))), ("1:05 p.m.", Hours(time(13, 5))),
        ("22:00 – 24:00", Hours(time(22), time(0))), ("", None), ("Pause", None), ("06.05.2024", None), ("9", None),
    ],
)  # fmt: skip
def test_hours_as_people_write_them(text: str, hours: Hours | None) -> None:
    assert read_hours(text) == hours


def test_midnight_is_the_one_that_comes() -> None:
    assert (after(time(23), timedelta(hours=2)), between(time(22), time(1)), between(time(9), time(9))) == (
        time(1),
        timedelta(hours=3),
        timedelta(),
    )
