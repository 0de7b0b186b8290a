from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from gatherings.gathering import Gathering
from gatherings.registration import (
    Held,
    Occupancy,
    Registration,
    RegistrationState,
    fee_of_absence,
    fee_of_leaving,
    has_room_for,
    occupancy_of,
    place_in,
    promoted,
)
from gatherings.terms import Fee, Mode, Terms
from tests.builders import (
    ABSENT,
    DEADLINE,
    FJORDBY,
    FREE_UNTIL,
    LATE,
    SIGN_UP,
    STRANDVIK,
    acceptance,
    at,
    gathering,
    registration,
)

ROOM, DIGITAL = Mode.ROOM, Mode.DIGITAL
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
LAST_FREE_SECOND = at("00:00", FREE_UNTIL + DAY) - SECOND
LATE_NOW = LAST_FREE_SECOND + SECOND
AFTER_DEADLINE = at("00:00", DEADLINE + DAY)


def held(**changes: object) -> Gathering:
    return gathering(terms=SIGN_UP, **changes)


def with_terms(**changes: object) -> Gathering:
    return gathering(terms=replace(SIGN_UP, **changes))  # type: ignore[arg-type]


def accepting(terms: Terms, **changes: object) -> Registration:
    return registration(accepted=acceptance(terms), **changes)


# What a registration is.


@pytest.mark.parametrize(
    ("seat", "waits_for", "state"),
    [
        (ROOM, None, RegistrationState.REGISTERED),
        (DIGITAL, ROOM, RegistrationState.REGISTERED),
        (None, ROOM, RegistrationState.WAITING),
        (None, None, RegistrationState.CANCELLED),
    ],
)
def test_who_has_a_seat_is_registered_and_who_only_waits_is_waiting(
    seat: Mode | None, waits_for: Mode | None, state: RegistrationState
) -> None:
    one = registration(seat=seat, waits_for=waits_for)
    assert (one.state, one.is_active) == (state, state is not RegistrationState.CANCELLED)


# What giving up a seat costs.


@pytest.mark.parametrize(("now", "fee"), [(LAST_FREE_SECOND, None), (LATE_NOW, LATE), (AFTER_DEADLINE, LATE)])
def test_leaving_is_free_through_the_last_second_of_the_last_free_day(now: datetime, fee: Fee | None) -> None:
    assert fee_of_leaving(registration(), held(), now=now) == fee


def test_where_no_last_free_day_is_said_leaving_is_free_through_the_deadline() -> None:
    terms = replace(SIGN_UP, free_until=None)
    costs = [
        fee_of_leaving(accepting(terms), gathering(terms=terms), now=now)
        for now in (AFTER_DEADLINE - SECOND, AFTER_DEADLINE)
    ]
    assert costs == [None, LATE]


def test_without_any_day_leaving_is_always_free() -> None:
    terms = replace(SIGN_UP, free_until=None, deadline=None)
    assert fee_of_leaving(accepting(terms), gathering(terms=terms), now=AFTER_DEADLINE) is None


def test_terms_without_a_fee_take_none() -> None:
    terms = replace(SIGN_UP, fee_late=None, fee_absent=None)
    one = accepting(terms)
    assert (fee_of_leaving(one, held(), now=AFTER_DEADLINE), fee_of_absence(one, held())) == (None, None)


def test_the_fee_is_that_of_the_accepted_terms_also_when_it_was_raised_since() -> None:
    dearer = with_terms(fee_late=Fee(9000), fee_absent=Fee(9000))
    costs = fee_of_leaving(registration(), dearer, now=LATE_NOW), fee_of_absence(registration(), dearer)
    assert costs == (LATE, ABSENT)


@pytest.mark.parametrize(("free_until", "fee"), [(FREE_UNTIL + 2 * DAY, None), (FREE_UNTIL - 2 * DAY, LATE)])
def test_a_free_day_that_was_put_off_counts_for_everybody_and_one_moved_earlier_for_nobody(
    free_until: date, fee: Fee | None
) -> None:
    moved = with_terms(free_until=free_until)
    costs = [fee_of_leaving(registration(), moved, now=now) for now in (LAST_FREE_SECOND, LATE_NOW)]
    assert costs == [None, fee]


def test_a_deadline_put_off_puts_off_the_last_free_day_where_that_is_not_said() -> None:
    accepted = replace(SIGN_UP, free_until=None)
    put_off = gathering(terms=replace(accepted, deadline=DEADLINE + DAY))
    costs = [fee_of_leaving(accepting(accepted), put_off, now=now) for now in (AFTER_DEADLINE, AFTER_DEADLINE + DAY)]
    assert costs == [None, LATE]


def test_terms_whose_days_are_gone_let_everybody_leave_free_of_charge() -> None:
    assert fee_of_leaving(registration(), with_terms(free_until=None, deadline=None), now=AFTER_DEADLINE) is None


# Who can owe anything at all.


@pytest.mark.parametrize(
    "one",
    [
        registration(accepted=None),
        registration(is_exempt=True),
        registration(seat=None, waits_for=ROOM),
        registration(seat=DIGITAL, waits_for=ROOM),
        registration(seat=None),
        registration(seat=DIGITAL),
    ],
    ids=["not accepted", "exempt", "waiting", "waiting with a digital seat", "cancelled", "digital"],
)
def test_who_cannot_owe_owes_nothing(one: Registration) -> None:
    assert (fee_of_leaving(one, held(), now=AFTER_DEADLINE), fee_of_absence(one, held())) == (None, None)


def test_at_a_cancelled_gathering_nobody_owes_anything() -> None:
    called_off = held(is_cancelled=True)
    costs = fee_of_leaving(registration(), called_off, now=AFTER_DEADLINE), fee_of_absence(registration(), called_off)
    assert costs == (None, None)


def test_a_digital_seat_costs_where_the_accepted_terms_say_so() -> None:
    both = replace(SIGN_UP, fee_covers_digital=True)
    one = accepting(both, seat=DIGITAL)
    assert (fee_of_leaving(one, held(), now=LATE_NOW), fee_of_absence(one, held())) == (LATE, ABSENT)


def test_nobody_on_the_waiting_list_owes_for_the_digital_seat_that_they_have_meanwhile() -> None:
    one = accepting(replace(SIGN_UP, fee_covers_digital=True), seat=DIGITAL, waits_for=ROOM)
    assert (fee_of_leaving(one, held(), now=LATE_NOW), fee_of_absence(one, held())) == (None, None)


# Who is promoted.


WAITING = registration(seat=DIGITAL, waits_for=ROOM, place=3, offered_until=LATE_NOW, sequence=4)


def test_whoever_is_promoted_has_the_seat_and_waits_no_more() -> None:
    seated = promoted(WAITING, held(), now=LAST_FREE_SECOND)
    wanted = replace(WAITING, seat=ROOM, waits_for=None, place=0, offered_until=None, sequence=5)
    assert seated == wanted


@pytest.mark.parametrize(("now", "is_exempt"), [(LAST_FREE_SECOND, False), (LATE_NOW, True), (AFTER_DEADLINE, True)])
def test_whoever_is_promoted_when_cancelling_costs_already_owes_nothing_ever(now: datetime, *, is_exempt: bool) -> None:
    assert promoted(WAITING, held(), now=now).is_exempt is is_exempt


def test_whoever_is_promoted_after_the_deadline_owes_nothing_also_where_cancelling_is_free_for_longer() -> None:
    longer = with_terms(free_until=DEADLINE + 5 * DAY)
    seated = promoted(WAITING, longer, now=AFTER_DEADLINE)
    assert fee_of_leaving(seated, longer, now=AFTER_DEADLINE + 7 * DAY) is None


def test_who_was_exempt_stays_exempt() -> None:
    assert promoted(replace(WAITING, is_exempt=True), held(), now=LAST_FREE_SECOND).is_exempt


# Where there is room.


@pytest.mark.parametrize(("taken", "has_room"), [(0, True), (1, True), (2, False), (3, False)])
def test_there_is_room_until_the_capacity_is_reached(taken: int, *, has_room: bool) -> None:
    assert has_room_for(ROOM, SIGN_UP, Occupancy(room=taken)) is has_room


def test_without_a_capacity_there_is_always_room() -> None:
    assert has_room_for(ROOM, Terms(), Occupancy(room=10_000))


def test_a_kind_of_seat_does_not_take_from_the_other() -> None:
    terms = Terms(capacity=1, capacity_digital=1)
    taken = Occupancy(room=1)
    assert [has_room_for(mode, terms, taken) for mode in Mode] == [False, True]


def test_an_organisation_has_its_share_of_the_room_and_of_the_room_alone() -> None:
    terms = Terms(capacity=9, capacity_per_organisation=2)
    taken = Occupancy(room=5, digital=5, room_of_organisation=2)
    assert [has_room_for(mode, terms, taken) for mode in Mode] == [False, True]


def test_the_seats_of_an_organisation_are_counted_apart_and_those_of_nobody_are_nobody_s() -> None:
    held: Held = Counter({(ROOM, FJORDBY): 2, (ROOM, STRANDVIK): 1, (ROOM, None): 3, (DIGITAL, FJORDBY): 4})
    counted = [occupancy_of(held, one) for one in (FJORDBY, None)]
    assert counted == [Occupancy(6, 4, 2), Occupancy(6, 4, 0)]


# Seats and the waiting list.


NEW = registration(seat=None, waits_for=None)
FULL = Occupancy(room=2, last_place=6)


def test_where_there_is_room_one_has_the_seat() -> None:
    assert place_in(NEW, ROOM, SIGN_UP, Occupancy(room=1)) == replace(NEW, seat=ROOM)


def test_where_the_room_is_full_one_waits_with_a_digital_seat_meanwhile() -> None:
    assert place_in(NEW, ROOM, SIGN_UP, FULL) == replace(NEW, seat=DIGITAL, waits_for=ROOM, place=7)


@pytest.mark.parametrize("digital", [0, 1])
def test_where_there_is_no_digital_seat_either_one_only_waits(digital: int) -> None:
    terms = replace(SIGN_UP, capacity_digital=digital)
    placed = place_in(NEW, ROOM, terms, replace(FULL, digital=digital))
    assert placed == replace(NEW, waits_for=ROOM, place=7)


def test_who_waits_for_a_digital_seat_is_not_put_in_the_room() -> None:
    terms = replace(SIGN_UP, capacity_digital=1)
    assert place_in(NEW, DIGITAL, terms, Occupancy(digital=1, last_place=6)) == replace(NEW, waits_for=DIGITAL, place=7)


def test_digital_to_a_full_room_keeps_the_digital_seat() -> None:
    digital = registration(seat=DIGITAL)
    assert place_in(digital, ROOM, SIGN_UP, FULL) == replace(digital, waits_for=ROOM, place=7)


def test_who_waits_already_keeps_their_place() -> None:
    waiting = registration(seat=None, waits_for=ROOM, place=3)
    assert place_in(waiting, ROOM, SIGN_UP, FULL) == waiting
