"""A day that runs late or leaves something out is held as one would expect, and nothing happens on another day."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatherings.agenda import Agenda
from gatherings.errors import DelayTooLong, NothingToMove
from gatherings.programme import BlockId, Programme
from gatherings.rescheduling import delayed, skipped
from tests.builders import DAY_ONE, DAY_TWO, agenda, at

TEN = timedelta(minutes=10)


def times(programme: Programme, *, day_two: bool = False) -> dict[str, str]:
    day = DAY_TWO if day_two else DAY_ONE
    return {b.id: f"{b.start:%H:%M}-{b.end:%H:%M}" for b in programme if b.day == day and b.end is not None}


def test_what_is_on_ends_later_and_the_rest_of_the_day_starts_later() -> None:
    assert times(delayed(agenda(), TEN, now=at("09:30"))) == {
        "velkommen": "09:00-09:15",
        "fylket": "09:15-10:10",
        "pause": "10:10-10:25",
        "konflikter": "10:25-12:10",
        "lunsj": "12:10-12:55",
        "maling": "12:55-14:10",
        "middag": "19:00-22:00",
    }


def test_a_break_makes_up_for_it_as_far_as_it_may_be_shortened() -> None:
    assert times(delayed(agenda(), TEN, now=at("09:30"), catches_up=True)) == {
        "velkommen": "09:00-09:15",
        "fylket": "09:15-10:10",
        "pause": "10:10-10:15",
        "konflikter": "10:15-12:00",
        "lunsj": "12:00-12:45",
        "maling": "12:45-14:00",
        "middag": "19:00-22:00",
    }


def test_before_the_day_begins_all_of_it_moves_and_no_other_day() -> None:
    late = delayed(agenda(), TEN, now=at("08:00"))
    assert (times(late)["velkommen"], times(late, day_two=True)["erfaring"]) == ("09:10-09:25", "09:00-10:30")


def test_in_the_evening_it_is_the_next_day_or_the_dinner_that_is_later() -> None:
    late = delayed(agenda(), TEN, now=at("23:00"))
    assert (times(late)["middag"], times(late, day_two=True)["erfaring"]) == ("19:00-22:00", "09:10-10:40")


def test_when_all_is_over_there_is_nothing_to_move() -> None:
    with pytest.raises(NothingToMove):
        delayed(agenda(), TEN, now=at("12:00", DAY_TWO))


@pytest.mark.parametrize("minutes", [0, -5, 361])
def test_nobody_is_late_by_nothing_or_by_half_a_day(minutes: int) -> None:
    with pytest.raises(DelayTooLong):
        delayed(agenda(), timedelta(minutes=minutes), now=at("09:30"))


def test_a_block_never_begins_on_another_day() -> None:
    with pytest.raises(DelayTooLong):
        delayed(agenda(), timedelta(hours=6), now=at("18:00"))


def test_without_the_break_the_rest_starts_when_it_would_have_or_earlier() -> None:
    there = agenda()
    plain = times(skipped(there, BlockId("pause"), pulls_forward=False))
    earlier = times(skipped(there, BlockId("pause"), pulls_forward=True))
    assert (plain["konflikter"], earlier["konflikter"], earlier["maling"], earlier["middag"]) == (
        "10:15-12:00",
        "10:00-11:45",
        "12:30-13:45",
        "19:00-22:00",
    )


@given(minutes=st.integers(1, 120), hour=st.integers(8, 18), minute=st.integers(0, 59), catches_up=st.booleans())
def test_nothing_is_lost_nothing_starts_earlier_and_what_has_ended_stays(
    minutes: int,
    hour: int,
    minute: int,
    catches_up: bool,  # noqa: FBT001 (drawn)
) -> None:
    before, now = agenda(), at(f"{hour:02}:{minute:02}")
    after = Agenda(before.gathering)
    programme = delayed(before, timedelta(minutes=minutes), now=now, catches_up=catches_up)
    pairs = list(zip(after.gathering.programme, programme, strict=True))
    assert [old.id for old, _ in pairs] == [new.id for _, new in pairs]
    assert all(new.start >= old.start for old, new in pairs if old.day == DAY_ONE)
    ended = {t.block.id for t in before.blocks if t.over_at <= now}
    assert all(old == new for old, new in pairs if old.id in ended)


def test_a_block_whose_end_is_not_known_keeps_none() -> None:
    there = agenda()
    open_ended = tuple(
        b if b.id != BlockId("maling") else type(b)(b.id, b.day, b.start, b.title) for b in there.gathering.programme
    )
    late = delayed(agenda(programme=open_ended), TEN, now=at("09:30"))
    assert next((b.start, b.end) for b in late if b.id == "maling") == (time(12, 55), None)
