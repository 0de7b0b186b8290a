"""When a day is: by its programme, else by the gathering's hours, else the whole day; and nights with two or no 02.30."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.calendar.hours import Hours, hours_of
from gatherings.agenda import Agenda
from gatherings.programme import Block, Kind
from tests.bot.calendar.files import event, faults, file_of
from tests.builders import DAY_ONE, DAY_TWO, agenda, at, block

SPRING_NIGHT, AUTUMN_NIGHT = date(2027, 3, 28), date(2027, 10, 31)


def one_day(*blocks: Block, day: date = DAY_ONE, **changes: object) -> Agenda:
    return agenda(starts_on=day, ends_on=day, programme=blocks, **changes)


def spans(about: Agenda) -> list[tuple[str, str]]:
    """The wall times as the file has them; an end that is not known is empty."""
    read = event(file_of(about=about))
    return [(read["DTSTART"].to_ical().decode(), read["DTEND"].to_ical().decode() if "DTEND" in read else "")]


def test_a_day_lasts_from_its_first_block_to_its_last_work() -> None:
    assert hours_of(agenda()) == (
        Hours(DAY_ONE, 1, at("09:00"), at("14:00")),
        Hours(DAY_TWO, 2, at("09:00", DAY_TWO), at("11:30", DAY_TWO)),
    )


def test_a_meal_at_the_end_is_part_of_the_day_and_the_evening_is_not() -> None:
    about = one_day(
        block("a", "09:00", "11:30", "Arbeid"),
        block("b", "11:30", "12:15", "Lunsj", kind=Kind.MEAL),
        block("c", "12:15", "12:30", "Pause", kind=Kind.BREAK),
        block("d", "19:00", "23:00", "Fest", kind=Kind.SOCIAL),
    )
    assert hours_of(about) == (Hours(DAY_ONE, 1, at("09:00"), at("12:15")),)


def test_a_day_of_company_alone_lasts_as_long_as_that() -> None:
    about = one_day(block("d", "19:00", "23:00", "Fest", kind=Kind.SOCIAL))
    assert hours_of(about) == (Hours(DAY_ONE, 1, at("19:00"), at("23:00")),)


def test_the_longest_of_parallel_sessions_ends_the_day() -> None:
    about = one_day(block("a", "09:00", "12:00", "Skog"), block("b", "10:00", "11:00", "Hav"))
    assert hours_of(about)[0].ends_at == at("12:00")


def test_without_a_programme_a_gathering_of_one_day_has_its_own_hours() -> None:
    assert hours_of(one_day(starts=time(9), ends=time(15))) == (Hours(DAY_ONE, 1, at("09:00"), at("15:00")),)


@pytest.mark.parametrize("ends", [None, time(8), time(9)])
def test_an_end_that_is_not_known_or_not_after_the_start_is_left_out(ends: time | None) -> None:
    about = one_day(starts=time(9), ends=ends)
    assert spans(about) == [("20270415T090000", "")]
    assert faults(file_of(about=about)) == []


def test_without_hours_it_is_the_whole_day_and_the_end_is_the_day_after() -> None:
    assert spans(one_day(ends=time(15))) == [("20270415", "20270416")]


def test_hours_of_several_days_say_when_the_first_begins_and_the_last_ends_so_each_is_a_whole_day() -> None:
    about = agenda(programme=(), starts=time(11), ends=time(14))
    assert hours_of(about) == (Hours(DAY_ONE, 1), Hours(DAY_TWO, 2))


def test_a_last_block_without_an_end_lasts_until_the_gathering_ends() -> None:
    last = block("a", "13:00", None, "Oppsummering")
    assert [hours_of(one_day(last, ends=ends))[0].ends_at for ends in (time(15), None)] == [at("15:00"), None]


def test_the_mark_at_the_end_ends_the_day_though_the_gathering_was_planned_longer() -> None:
    blocks = block("a", "09:00", "14:00", "Arbeid"), block("b", "14:00", "14:00", "Slutt")
    assert hours_of(one_day(*blocks, ends=time(15)))[0].ends_at == at("14:00")


def test_a_block_past_midnight_ends_the_day_after() -> None:
    assert spans(one_day(block("a", "22:00", "01:00", "Nattarbeid"))) == [("20270415T220000", "20270416T010000")]


def test_a_wall_time_that_does_not_exist_moves_forward_by_the_gap() -> None:
    about = one_day(block("a", "02:30", "04:00", "Vakt", day=SPRING_NIGHT), day=SPRING_NIGHT)
    assert spans(about) == [("20270328T033000", "20270328T040000")]


def test_a_wall_time_that_occurs_twice_means_the_first() -> None:
    about = one_day(block("a", "02:30", "02:45", "Vakt", day=AUTUMN_NIGHT), day=AUTUMN_NIGHT)
    assert spans(about) == [("20271031T023000", "20271031T024500")]


def test_what_lies_in_the_gap_of_spring_ends_no_earlier_than_it_starts() -> None:
    about = one_day(block("a", "02:30", "03:15", "Vakt", day=SPRING_NIGHT), day=SPRING_NIGHT)
    assert spans(about) == [("20270328T033000", "")]
    assert faults(file_of(about=about)) == []
