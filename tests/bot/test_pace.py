from __future__ import annotations

import math
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.pace import (
    KEPT_AT_MOST,
    TEAMS_WINDOWS,
    ConversationPace,
    LanePace,
    Window,
    slots_from,
    teams_limits,
)
from gatherings.people import ConversationId
from tests.doubles.clocks import START

A = ConversationId("a")
SECOND = timedelta(seconds=1)
lengths = st.integers(0, 3_000).map(lambda number: timedelta(milliseconds=number))


def leave(pace: LanePace, now: datetime) -> datetime:
    """When what could leave now has left."""
    at = pace.free_at(now)
    pace.note(at)
    return at


def test_a_broadcast_gets_four_fifths_of_the_tenant_s_rate() -> None:
    assert teams_limits().interval == timedelta(milliseconds=25)


def test_the_windows_are_those_that_teams_documents() -> None:
    assert [(window.count, window.length.total_seconds()) for window in TEAMS_WINDOWS] == [
        (7, 1),
        (60, 30),
        (1800, 3600),
    ]


def test_a_free_lane_has_a_slot_now_and_then_one_each_interval() -> None:
    slots = slots_from(START - SECOND, START, interval=SECOND, until=START + 2 * SECOND, at_most=9)
    assert slots == [START, START + SECOND, START + 2 * SECOND]


def test_a_lane_that_is_taken_has_its_first_slot_when_it_is_free() -> None:
    assert slots_from(START + SECOND, START, interval=SECOND, until=START + SECOND, at_most=9) == [START + SECOND]


def test_no_more_slots_are_given_than_asked_for() -> None:
    assert len(slots_from(START, START, interval=timedelta(), until=START, at_most=5)) == 5


@given(st.lists(st.tuples(lengths, st.integers(0, 80), st.integers(0, 80)), max_size=20))
def test_in_no_stretch_of_time_start_more_than_its_rate_and_one(steps: list[tuple[timedelta, int, int]]) -> None:
    """However many replicas take slots, whenever, and however few they use of them."""
    interval, now, free_at = timedelta(milliseconds=25), START, START
    taken: list[datetime] = []
    for length, wanted, used in steps:
        now += length
        slots = slots_from(free_at, now, interval=interval, until=now + SECOND, at_most=wanted)[:used]
        taken += slots
        free_at = slots[-1] + interval if slots else free_at
    assert all(later - earlier >= interval for earlier, later in pairwise(taken))


@given(st.lists(st.tuples(lengths, st.integers(1, 80)), max_size=20), st.sampled_from([20, 20.24, 25, 250]))
def test_after_a_stall_no_second_has_more_than_the_rate(stalls: list[tuple[timedelta, int]], apart_ms: float) -> None:
    """However many are late at once: they go twice as fast, until a second has what it may have."""
    interval, now = timedelta(milliseconds=apart_ms), START
    pace, left = LanePace(interval), []
    for length, late in stalls:
        now += length
        for _ in range(late):
            left.append(leave(pace, now))
            now = max(now, left[-1])
    assert all(later - earlier >= interval / 2 for earlier, later in pairwise(left))
    a_second = math.ceil(SECOND / interval)
    assert all(later - earlier >= a_second * interval for earlier, later in zip(left, left[a_second:], strict=False))


def test_after_a_stall_the_row_catches_up_and_nobody_is_later_than_the_first() -> None:
    interval, stall = timedelta(milliseconds=25), timedelta(milliseconds=110)
    slots = [START + number * interval for number in range(500)]
    pace = LanePace(interval)
    late = [leave(pace, max(slot, START + stall)) - slot for slot in slots]
    assert (late[0], max(late)) == (stall, stall)
    assert late[9:40] == [timedelta()] * 31


def test_a_clock_that_was_set_back_stops_no_lane() -> None:
    pace = LanePace(SECOND)
    pace.note(START)
    assert pace.free_at(START - timedelta(hours=1)) == START - timedelta(hours=1)
    assert pace.free_at(START) == START


def test_a_lane_without_limits_never_waits() -> None:
    pace = LanePace(timedelta())
    assert [leave(pace, START) for _ in range(3)] == [START] * 3


@given(st.lists(lengths, max_size=150))
def test_a_conversation_never_gets_more_than_a_window_holds(waits: list[timedelta]) -> None:
    windows = (Window(3, SECOND), Window(7, 10 * SECOND))
    pace, now = ConversationPace(windows), START
    sent: list[datetime] = []
    for wait in waits:
        now = max(now + wait, pace.free_at(A, now + wait))
        pace.note(A, now)
        sent.append(now)
    for window in windows:
        assert all(later - earlier >= window.length for earlier, later in zip(sent, sent[window.count :], strict=False))


def test_the_full_window_frees_when_its_first_leaves_it() -> None:
    pace = ConversationPace((Window(2, SECOND),))
    pace.note(A, START)
    pace.note(A, START + SECOND / 2)
    assert pace.free_at(A, START + SECOND / 2) == START + SECOND


def test_one_conversation_does_not_wait_for_another() -> None:
    pace = ConversationPace((Window(1, SECOND),))
    pace.note(A, START)
    assert pace.free_at(ConversationId("b"), START) == START


def test_only_so_many_conversations_are_remembered() -> None:
    pace = ConversationPace((Window(1, SECOND),))
    for number in range(KEPT_AT_MOST + 1):
        pace.note(ConversationId(str(number)), START)
    assert (pace.free_at(ConversationId("0"), START), len(pace._sent)) == (START, KEPT_AT_MOST)


def test_without_windows_nothing_is_remembered() -> None:
    pace = ConversationPace(())
    pace.note(A, START)
    assert (pace.free_at(A, START), len(pace._sent)) == (START, 0)
