"""What is told is not taken for a question."""

from __future__ import annotations

import pytest

from dialogs.understanding.reader import understand
from dialogs.understanding.wish import NONE
from tests.builders import OSLO
from tests.dialogs.understanding.corpus import NOW, own_names


def intent_of(text: str) -> str:
    return understand(text, names=own_names(), now=NOW, zone=OSLO).intent


@pytest.mark.parametrize(
    "text",
    [
        "gruppa har sendt meg tre brev",
        "jeg trenger en pause fra jobben",
        "pausen min er snart over",
        "rapporteringen skal være ferdig til onsdag",
        "vi har lunsj klokka elleve",
        "I had a long lunch",
    ],
)
def test_a_statement_about_our_words_is_no_question(text: str) -> None:
    assert intent_of(text) == NONE


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("er pausen snart over", "agenda.when"),
        ("jeg lurer på når det er pause", "agenda.when"),
        ("jeg vil se programmet", "agenda.day"),
        ("gruppa mi?", "group.mine"),
        ("vi er ti minutter forsinket", "organiser.delay"),
    ],
)
def test_a_question_an_order_and_a_wish_are_read_whatever_they_begin_with(text: str, intent: str) -> None:
    assert intent_of(text) == intent


def test_one_who_is_late_alone_delays_nobody() -> None:
    assert (intent_of("jeg er 10 minutter forsinket"), intent_of("vi er 10 minutter forsinket")) == (
        NONE,
        "organiser.delay",
    )
