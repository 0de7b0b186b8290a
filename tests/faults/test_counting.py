"""The sick Connector counts what surely came within a second, and nothing that the machine kept from it until then."""

from __future__ import annotations

from tests.faults.connector import most_within, surely_within


def test_what_came_within_a_second_is_counted_and_what_came_a_second_later_is_not() -> None:
    assert [most_within(times, 1.0) for times in ([], [0.0], [0.0, 0.999], [0.0, 1.0], [0.0, 0.5, 1.0, 1.4])] == [
        0,
        1,
        2,
        1,
        3,
    ]


def test_what_is_read_at_once_after_a_stall_may_have_come_before_it() -> None:
    read_late = [(0.0, 0.3)] * 60
    then = [(0.3 + number / 240, 0.3 + number / 240) for number in range(240)]
    assert surely_within([*read_late, *then], 1.0) == 240
    assert most_within([at for _, at in (*read_late, *then)], 1.0) == 300


def test_what_came_at_some_time_of_a_long_pause_is_one() -> None:
    assert surely_within([(0.0, 5.0)], 1.0) == 1
    assert surely_within([(0.0, 5.0), (5.0, 5.1), (5.1, 5.2)], 1.0) == 2
