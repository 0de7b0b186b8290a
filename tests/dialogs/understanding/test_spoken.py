"""Times, days and lengths are understood as people say them."""

from __future__ import annotations

import pytest

from dialogs.understanding.names import Names, names_of
from dialogs.understanding.reader import understand
from dialogs.understanding.wish import Wish
from tests.builders import DAY_ONE, OSLO, agenda, at, block, gathering


def read(text: str, names: Names | None = None) -> Wish:
    return understand(text, names=names or Names(), now=at("10:30"), zone=OSLO)


@pytest.mark.parametrize(
    ("spoken", "clock"),
    [
        ("kl 13", "13:00"),
        ("klokka tre", "15:00"),
        ("halv fem", "16:30"),
        ("kvart over elleve", "11:15"),
        ("kvart på tre", "14:45"),
        ("ti på tre", "14:50"),
        ("ti over halv tre", "14:40"),
        ("fem på halv elleve", "10:25"),
        ("1315", "13:15"),
        ("kl 0900", "09:00"),
        ("kl. 9.05", "09:05"),
        ("13:15", "13:15"),
        ("2.45 pm", "14:45"),
        ("at 9 am", "09:00"),
        ("half past two", "14:30"),
        ("quarter to three", "14:45"),
        ("ten minutes past ten", "10:10"),
        ("twelve o'clock", "12:00"),
        ("at noon", "12:00"),
        ("i tretida", "15:00"),
        ("klokka to", "14:00"),
        ("klokka ti", "10:00"),
    ],
)
def test_a_spoken_time_is_a_time_of_the_day(spoken: str, clock: str) -> None:
    assert dict(read(f"hva skjer {spoken}").slots) == {"time": clock}


def test_an_early_hour_is_the_morning_where_the_programme_says_so() -> None:
    early = names_of(
        agenda(programme=(block("bad", "06:30", "07:00", "Morgenbad"), block("tur", "07:00", "08:00", "Tur")))
    )
    assert (read("hva skjer kl 7", early).slots["time"], read("hva skjer kl 7").slots["time"]) == ("07:00", "19:00")


@pytest.mark.parametrize(
    ("spoken", "day"),
    [
        ("i dag", "i dag"),
        ("i morgen", "i morgen"),
        ("i morgon", "i morgen"),
        ("tomorrow", "i morgen"),
        ("onsdag", "onsdag"),
        ("on Wednesday", "onsdag"),
        ("laurdag", "lørdag"),
        ("dag 2", "dag 2"),
        ("dag to", "dag 2"),
        ("andre dagen", "dag 2"),
        ("første dag", "dag 1"),
        ("on the second day", "dag 2"),
        ("day two", "dag 2"),
        ("7. mai", "2027-05-07"),
        ("May 7", "2027-05-07"),
        ("the 7th of May", "2027-05-07"),
    ],
)
def test_a_day_is_said_in_bokmal_whatever_the_language(spoken: str, day: str) -> None:
    assert dict(read(f"program {spoken}").slots) == {"day": day}


def test_the_last_day_is_counted_in_the_gathering() -> None:
    assert dict(read("programmet for siste dag", names_of(agenda())).slots) == {"day": "dag 2"}


def test_a_date_is_that_of_the_gathering_though_it_is_past() -> None:
    wish = understand("program 15. april", names=names_of(agenda()), now=at("10:00").replace(month=9), zone=OSLO)
    assert wish.slots == {"day": DAY_ONE.isoformat()}


def test_a_date_that_does_not_exist_is_no_day() -> None:
    assert "day" not in read("program 31. februar").slots


@pytest.mark.parametrize(
    ("spoken", "minutes"),
    [
        ("vi er ti minutter forsinket", 10),
        ("vi er 20 min forsinket", 20),
        ("programmet er eit kvarter forseinka", 15),
        ("vi er en halv time forsinket", 30),
        ("vi er tre kvarter forsinket", 45),
        ("we are half an hour late", 30),
        ("delay everything by an hour", 60),
        ("vi er to timer forsinket", 120),
    ],
)
def test_a_length_is_told_in_minutes(spoken: str, minutes: int) -> None:
    assert (read(spoken).intent, dict(read(spoken).slots)) == ("organiser.delay", {"minutes": minutes})


def test_a_year_is_not_a_time() -> None:
    assert "time" not in read("programmet for 2027").slots


def test_gatherings_without_blocks_have_no_hours() -> None:
    assert names_of(agenda(programme=())).likely_half(300, 7) == 1020
    assert gathering().programme


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("hva skjer om en time?", 60),
        ("kva skjer om ein halvtime", 30),
        ("hvem snakker om ti minutter?", 10),
        ("what happens in an hour?", 60),
        ("what's on in 10 minutes?", 10),
        ("hvor er vi om et kvarter", 15),
        ("er det noe om en time?", 60),
    ],
)
def test_what_is_on_in_a_while_is_asked_and_delays_nothing(text: str, minutes: int) -> None:
    wish = read(text, names_of(agenda()))
    assert (wish.intent, dict(wish.slots)) == ("agenda.at", {"minutes": minutes})


@pytest.mark.parametrize("text", ["vi starter om fem minutter", "vi byrjar om fem minutt"])
def test_who_says_that_it_starts_in_a_while_delays(text: str) -> None:
    wish = read(text, names_of(agenda()))
    assert (wish.intent, dict(wish.slots)) == ("organiser.delay", {"minutes": 5})
