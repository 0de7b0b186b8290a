"""What is read once and remembered is what would be read anew."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest

from dialogs.understanding.follow_up import Context
from dialogs.understanding.names import names_of
from dialogs.understanding.reader import understand
from dialogs.understanding.readings import KEPT_AT_MOST, LONGEST_KEPT, Reader
from tests.builders import OSLO, agenda, at

NAMES = names_of(agenda())
LUNCH = Context("agenda.when", {"topic": "Lunsj"}, topic="Lunsj", block="lunsj")
SAID = (
    "hva er neste?", "når er lunsj?", "og etter det?", "hvor er det?", "kva skjer i morgon", "program 15. april",
    "what's on at 3?", "når er lunsj, og hvor er kaffen?", "når er lunsj og meld meg på", "meld meg av", "takk", "14:30",
)  # fmt: skip


@pytest.fixture
def reader() -> Reader:
    return Reader(NAMES, OSLO)


@pytest.mark.parametrize("text", SAID)
def test_it_is_read_as_if_for_the_first_time_whenever_and_after_whatever(reader: Reader, text: str) -> None:
    instants = [at("08:00"), at("17:30"), at("08:00") + timedelta(days=1), at("08:00")]
    for now, context in product(instants, (None, LUNCH, None)):
        anew = understand(text, names=NAMES, now=now, zone=OSLO, context=context)
        assert reader.understand(text, now=now, context=context) == anew


def test_a_question_is_remembered_and_nothing_that_somebody_says_of_themselves(reader: Reader) -> None:
    reader.understand("når er lunsj?", now=at("08:00"))
    reader.understand("jeg er allergisk mot nøtter", now=at("08:00"))
    reader.understand("meld meg på", now=at("08:00"))
    reader.understand("når er lunsj" + "?" * LONGEST_KEPT, now=at("08:00"))
    assert [*reader._kept] == ["når er lunsj?"]


def test_it_is_forgotten_when_the_day_is_over_in_the_gatherings_zone(reader: Reader) -> None:
    reader.understand("når er lunsj?", now=at("23:59"))
    reader.understand("hei", now=at("23:59") + timedelta(minutes=1))
    assert not reader._kept


def test_only_so_many_are_remembered_and_the_latest_stay(reader: Reader) -> None:
    for number in range(KEPT_AT_MOST + 1):
        reader.understand(f"når er lunsj {'!' * (number % 50)}{'?' * (number // 50)}", now=at("08:00"))
        reader.understand("når er lunsj?", now=at("08:00"))
    assert len(reader._kept) == KEPT_AT_MOST
    assert "når er lunsj?" in reader._kept
