from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gatherings.terms import Fee, Mode, Terms
from tests.builders import DEADLINE, FREE_UNTIL, OSLO, SIGN_UP

OPENED = datetime(2027, 2, 1, 8, tzinfo=UTC)
"""09:00 on the wall in Oslo, in winter."""
CLOSED = datetime(2027, 4, 1, 22, tzinfo=UTC)
"""The first instant of 2 April in Oslo, in summer."""
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("now", "is_open"),
    [(OPENED - SECOND, False), (OPENED, True), (CLOSED - SECOND, True), (CLOSED, False), (CLOSED + SECOND, False)],
)
def test_registration_is_open_from_its_hour_through_the_last_second_of_the_deadline(
    now: datetime, *, is_open: bool
) -> None:
    assert SIGN_UP.is_open(now, OSLO) is is_open


def test_before_the_opening_it_is_neither_open_nor_closed() -> None:
    before = OPENED - SECOND
    assert (SIGN_UP.has_opened(before, OSLO), SIGN_UP.has_closed(before, OSLO)) == (False, False)


def test_without_days_it_is_always_open() -> None:
    assert [Terms().is_open(now, OSLO) for now in (OPENED, CLOSED)] == [True, True]


def test_the_opening_is_on_the_wall_of_the_gathering_also_in_summer() -> None:
    in_summer = replace(SIGN_UP, opens=datetime(2027, 3, 29, 9), deadline=None)  # noqa: DTZ001 (on the wall)
    assert in_summer.has_opened(datetime(2027, 3, 29, 7, tzinfo=UTC), OSLO)


def test_one_may_cancel_free_of_charge_until_the_day_that_is_said_else_until_the_deadline() -> None:
    days = [terms.last_free_day for terms in (SIGN_UP, replace(SIGN_UP, free_until=None), Terms())]
    assert days == [FREE_UNTIL, DEADLINE, None]


def test_the_fees_concern_the_room_unless_the_terms_say_otherwise() -> None:
    both = replace(SIGN_UP, fee_covers_digital=True)
    assert [terms.covers(mode) for terms in (SIGN_UP, both) for mode in Mode] == [True, False, True, True]


def test_capacity_is_of_each_kind_and_none_is_no_limit() -> None:
    terms = Terms(capacity=3, capacity_digital=None)
    assert [terms.capacity_of(mode) for mode in Mode] == [3, None]


@pytest.mark.parametrize(
    ("room", "digital", "modes"),
    [(None, None, (Mode.ROOM, Mode.DIGITAL)), (1, 0, (Mode.ROOM,)), (0, 1, (Mode.DIGITAL,)), (0, 0, ())],
)
def test_where_there_are_no_seats_of_a_kind_nobody_takes_part_that_way(
    room: int | None, digital: int | None, modes: tuple[Mode, ...]
) -> None:
    assert Terms(capacity=room, capacity_digital=digital).modes == modes


def test_a_fee_is_an_amount_or_the_actual_cost() -> None:
    assert (Fee(0).kroner, Fee().kroner, Fee() == Fee(0)) == (0, None, False)
