"""What an answer is about, and the buttons that come with it."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.agenda import answer_agenda
from dialogs.answers import Answer, DayShown, DayWithoutProgramme, OnNow, Reader, Speaks, Upcoming, WhenIs
from dialogs.understanding.wish import Wish
from gatherings.agenda import Agenda
from gatherings.gathering import Stream, StreamAudience
from gatherings.programme import Kind
from tests.builders import DAY_ONE, DAY_TWO, PROGRAMME, agenda, at, block

SPRING = agenda()


def answer(
    intent: str, clock: str, *, day: date = DAY_ONE, about: Agenda | None = SPRING, **slots: str | int
) -> Answer:
    wish = Wish(intent, {name.rstrip("_"): value for name, value in slots.items()})
    return answer_agenda(wish, agenda=about, now=at(clock, day), sees_streams=True)


def about(intent: str, clock: str, **slots: str) -> list[str]:
    wish = Wish(intent, slots)
    return [t.block.id for t in answer_agenda(wish, agenda=SPRING, now=at(clock), sees_streams=True).blocks]


@pytest.mark.parametrize(
    ("intent", "clock", "slots", "ids"),
    [
        ("agenda.now", "12:20", {}, ["lunsj"]),
        ("agenda.now", "08:00", {}, ["velkommen"]),
        ("agenda.next", "12:20", {}, ["maling"]),
        ("agenda.next", "14:30", {}, ["middag"]),
        ("agenda.day", "12:20", {"day": "dag 2"}, ["erfaring", "oppsummering", "slutt"]),
        ("agenda.at", "12:20", {"time": "10:30"}, ["konflikter"]),
        ("agenda.at", "12:20", {"time": "9:30", "day": "fredag"}, ["erfaring"]),
        ("agenda.at", "12:20", {"time": "16:00"}, ["maling", "middag"]),
        ("agenda.at", "12:20", {"minutes": "220"}, ["maling", "middag"]),
        ("agenda.at", "12:20", {"minutes": "1000"}, ["erfaring"]),
        ("agenda.at", "12:20", {"minutes": "²"}, ["lunsj"]),
        ("agenda.at", "12:20", {"minutes": "9999999999999"}, ["lunsj"]),
        ("agenda.when", "12:20", {"topic": "slutt"}, ["slutt"]),
        ("agenda.when", "12:20", {"topic": "nytt fra fylke"}, ["fylket"]),
        ("agenda.when", "12:20", {"person": "Per Lie"}, ["maling", "konflikter"]),
        ("agenda.when", "12:20", {}, ["maling"]),
        ("agenda.who", "12:20", {}, ["maling"]),
        ("agenda.who", "12:20", {"block": "fylket"}, ["fylket"]),
        ("agenda.where", "12:20", {}, ["lunsj"]),
        ("stream.link", "12:20", {}, ["lunsj"]),
        ("stream.link", "09:20", {}, ["fylket"]),
        ("agenda.at", "12:20", {"time": "noon"}, ["lunsj"]),
        ("agenda.at", "12:20", {"time": "25:00"}, ["lunsj"]),
    ],
)
def test_an_answer_names_the_blocks_it_is_about(intent: str, clock: str, slots: dict[str, str], ids: list[str]) -> None:
    assert about(intent, clock, **slots) == ids


def test_a_button_of_a_block_that_is_gone_asks_about_now() -> None:
    assert about("agenda.who", "09:20", block="borte") == ["fylket"]


def test_after_midnight_on_a_late_night_is_still_that_day() -> None:
    late = agenda(programme=(*PROGRAMME[:6], block("fest", "21:00", "01:30", "Fest", kind=Kind.SOCIAL)))
    asked = answer("agenda.at", "22:00", about=late, time="00:30")
    assert [timed.block.id for timed in asked.blocks] == ["fest"]
    asked = answer("agenda.at", "22:00", about=late, minutes="150")
    assert [timed.block.id for timed in asked.blocks] == ["fest"]


def test_so_long_from_now_is_the_day_that_it_falls_on() -> None:
    asked = answer("agenda.at", "12:20", day=date(2027, 3, 1), minutes="60")
    assert isinstance(asked, DayWithoutProgramme)
    assert asked.day == date(2027, 3, 1)


def test_several_breaks_of_the_day_are_all_told_the_nearest_first() -> None:
    second = block("pause2", "13:00", "13:10", "Pause", kind=Kind.BREAK)
    other_day = block("pause3", "10:30", "10:45", "Pause", kind=Kind.BREAK, day=DAY_TWO)
    asked = answer("agenda.when", "12:20", about=agenda(programme=(*PROGRAMME, second, other_day)), topic="pause")
    assert isinstance(asked, WhenIs)
    assert (asked.timed.block.id, [t.block.id for t in asked.others]) == ("pause2", ["pause"])


def test_a_person_with_several_blocks_has_the_next_first() -> None:
    asked = answer("agenda.who", "10:00", person="Ingrid Moe")
    assert isinstance(asked, Speaks)
    assert (asked.timed.block.id, [t.block.id for t in asked.others]) == ("konflikter", ["fylket"])


def test_a_mark_without_length_gives_way_to_what_starts_at_the_same_time() -> None:
    mingling = block("mingling", "11:30", "12:30", "Mingling", day=DAY_TWO, kind=Kind.SOCIAL)
    asked = answer("agenda.next", "11:00", day=DAY_TWO, about=agenda(programme=(*PROGRAMME, mingling)))
    assert isinstance(asked, Upcoming)
    assert [t.block.id for t in asked.coming] == ["mingling"]


def test_the_rest_of_the_day_begins_with_what_is_on() -> None:
    asked = answer("agenda.day", "12:20", day_="i dag", from_="now")
    assert isinstance(asked, DayShown)
    assert (asked.start, asked.is_rest) == (4, True)


def test_numbers_in_slots_may_be_numbers() -> None:
    asked = answer("agenda.day", "12:20", day_=2, from_=1)
    assert isinstance(asked, DayShown)
    assert (asked.day, asked.start) == (DAY_TWO, 1)


def test_two_or_three_questions_are_offered_never_ten() -> None:
    asked = answer("agenda.now", "09:30")
    assert isinstance(asked, OnNow)
    assert [(s.label, s.do, dict(s.args)) for s in asked.suggestions] == [
        ("next", "agenda.next", {}),
        ("rest", "agenda.day", {"day": "i dag", "from": "now"}),
        ("who", "agenda.who", {"block": "fylket"}),
    ]


def test_a_link_for_the_registered_is_theirs_alone_and_one_for_everyone_is_everyones() -> None:
    fylket = SPRING.blocks[1]
    for_all = agenda(streams=(Stream("https://video.example.org/alle", StreamAudience.EVERYONE),))
    links = [Reader(sees).link(held, fylket) for held in (SPRING, for_all) for sees in (True, False)]
    registered, everyone = "https://video.example.org/varsamling", "https://video.example.org/alle"
    assert links == [registered, None, everyone, everyone]
