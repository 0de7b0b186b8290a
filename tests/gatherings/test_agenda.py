"""Where a programme stands at an instant."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given

from gatherings.agenda import Agenda, TimedBlock
from gatherings.gathering import Stream
from gatherings.programme import BlockId, Kind
from tests.builders import DAY_ONE, DAY_TWO, OSLO, PROGRAMME, agenda, at, block
from tests.gatherings.programmes import agendas, moments

SPRING_FORWARD, AUTUMN_BACK = date(2027, 3, 28), date(2027, 10, 31)


def titles(found: tuple[TimedBlock, ...]) -> list[str]:
    return [timed.block.title for timed in found]


def test_a_block_is_on_from_its_start_until_its_end_exclusive() -> None:
    spring = agenda()
    assert [titles(spring.on_now(at(clock))) for clock in ("08:59", "09:00", "09:14", "09:15")] == [
        [],
        ["Velkommen til Fjordby"],
        ["Velkommen til Fjordby"],
        ["Nytt fra fylket"],
    ]


def test_what_comes_is_all_that_shares_the_next_start() -> None:
    beside = agenda(programme=(block("a", "10:00", "11:00", "A"), block("b", "10:00", "12:00", "B"), PROGRAMME[5]))
    assert titles(beside.coming(at("09:00"))) == ["A", "B"]


def test_blocks_of_the_same_start_keep_the_order_of_the_programme() -> None:
    beside = agenda(programme=(block("z", "10:00", "11:00", "Z"), block("a", "10:00", "12:00", "A")))
    assert titles(beside.blocks) == ["Z", "A"]


def test_a_block_past_midnight_is_on_after_midnight_and_belongs_to_its_day() -> None:
    late = agenda(programme=(block("fest", "21:00", "01:30", "Fest", kind=Kind.SOCIAL),))
    found = (titles(late.on_now(at("01:00", DAY_TWO))), titles(late.on_day(DAY_ONE)), titles(late.on_day(DAY_TWO)))
    assert found == (["Fest"], ["Fest"], [])


def test_a_block_without_an_end_has_begun_until_something_starts_or_the_day_is_over() -> None:
    open_end = agenda(programme=(block("a", "19:00", None, "Tur"), block("b", "21:00", "22:00", "Kveldsmat")))
    found = [titles(open_end.begun(at(clock))) for clock in ("18:59", "19:00", "20:59", "21:00")]
    assert found == [[], ["Tur"], ["Tur"], []]
    alone = agenda(programme=(block("a", "19:00", None, "Tur"),))
    assert (titles(alone.begun(at("23:59"))), titles(alone.begun(at("00:00", DAY_TWO)))) == (["Tur"], [])


def test_the_mark_at_the_end_is_never_on() -> None:
    ended = agenda(programme=(block("slutt", "17:30", None, "Slutt"),))
    assert ended.begun(at("17:40")) == ()


def test_a_wall_time_that_does_not_exist_moves_forward_and_never_ends_before_it_starts() -> None:
    gap = agenda(programme=(block("natt", "02:30", "03:00", "Natt", day=SPRING_FORWARD),)).blocks[0]
    half_past_one = datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert (gap.starts_at, gap.ends_at) == (half_past_one, half_past_one)


def test_a_wall_time_that_occurs_twice_means_the_first() -> None:
    twice = agenda(programme=(block("natt", "02:30", "04:00", "Natt", day=AUTUMN_BACK),)).blocks[0]
    assert (twice.starts_at, twice.ends_at) == (
        datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
        datetime(2027, 10, 31, 3, 0, tzinfo=UTC),
    )


def test_the_programme_ends_with_slutt_else_with_the_last_work_and_never_with_the_dinner() -> None:
    one_day = agenda(programme=PROGRAMME[:7])
    assert (agenda().ends_at, one_day.ends_at, one_day.is_over_at) == (at("11:30", DAY_TWO), at("14:00"), at("22:00"))


def test_the_day_is_done_when_its_work_is_over() -> None:
    spring = agenda()
    asked = [at("13:59"), at("14:00"), at("23:00"), at("08:00", DAY_TWO), at("12:00", date(2027, 4, 17))]
    assert [spring.is_done_for_the_day(now) for now in asked] == [False, True, True, False, False]


def test_the_day_to_show_is_today_else_the_next_else_the_last() -> None:
    spring = agenda()
    asked = [date(2027, 4, 1), DAY_ONE, DAY_TWO, date(2027, 5, 1)]
    assert [spring.day_to_show(at("12:00", day)) for day in asked] == [DAY_ONE, DAY_ONE, DAY_TWO, DAY_TWO]
    assert agenda(programme=()).day_to_show(at("12:00")) is None


def test_a_link_of_its_own_makes_a_block_streamed_and_a_meal_needs_to_say_so() -> None:
    own = agenda(
        programme=(
            block("egen", "09:00", "10:00", "Egen"),
            block("felles", "10:00", "11:00", "Felles"),
            block("ikke", "11:00", "12:00", "Ikke", streamed=False),
            block("lunsj", "12:00", "13:00", "Lunsj", kind=Kind.MEAL),
            block("vist", "13:00", "14:00", "Vist lunsj", kind=Kind.MEAL, streamed=True),
            block("slutt", "14:00", "14:00", "Slutt"),
        ),
        streams=(
            Stream("https://video.example.org/x"),
            Stream("https://video.example.org/y", block_id=BlockId("egen")),
        ),
    )
    assert [own.may_be_streamed(timed) for timed in own.blocks] == [True, True, False, False, True, False]
    assert [own.is_streamed(timed.block) for timed in own.blocks] == [True, None, False, None, True, None]


@given(agendas(), moments)
def test_what_is_on_and_what_comes_never_disagree(some: Agenda, now: datetime) -> None:
    on, coming, begun = some.on_now(now), some.coming(now), some.begun(now)
    assert all(t.starts_at <= now < (t.ends_at or now) for t in on)
    assert all(t.starts_at <= now and t.ends_at is None for t in begun)
    assert all(t.starts_at > now for t in coming)
    assert not [t for t in some.blocks if now < t.starts_at and coming and t.starts_at < coming[0].starts_at]
    assert bool(coming) == any(t.starts_at > now for t in some.blocks)


@given(agendas(), moments)
def test_what_is_on_is_found_wherever_it_stands_and_in_whichever_zone_the_time_is_told(
    some: Agenda, now: datetime
) -> None:
    on = tuple(t for t in some.blocks if t.is_on(now))
    assert some.on_now(now) == some.on_now(now.astimezone(OSLO)) == on


@given(agendas())
def test_the_last_block_is_one_of_them_and_nothing_lasts_longer_than_the_whole(some: Agenda) -> None:
    assert (some.last is None) == (some.blocks == ())
    assert all(timedelta() <= t.over_at - t.starts_at for t in some.blocks)
    assert some.last is None or (some.ends_at and some.is_over_at and some.ends_at <= some.is_over_at)
    assert [t for day in some.days for t in some.on_day(day)] == sorted(some.blocks, key=lambda t: t.block.day)
