"""The answers to an evaluation, taken away: what was said, and nothing that tells who said it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import MutableSequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exports.answers import answer_rows, answers, answers_json
from bot.exports.table import Cell, Table
from dialogs.phrases import voice
from gatherings.evaluation.results import Results, Said, TextResult
from gatherings.gathering import EN, NB, NN, Language
from gatherings.schedule import LIFT
from tests.bot.exports.answered import results, words, written

MADE = results(written("Nettverk", "Alt", "Mat"))
SCALE = (("usefulness", value, often) for value, often in enumerate([0, 0, 1, 0, 0, 0, 0, 4, 1, 1], start=1))


def unmoved(_: MutableSequence[Any]) -> None:
    """Shuffles so badly that everything stays."""


def backwards(given: MutableSequence[Any]) -> None:
    given.reverse()


def rows(made: Results, language: Language = NB) -> tuple[tuple[Cell, ...], ...]:
    return answer_rows(made, voice(language), words=words, shuffle=unmoved)


def test_a_value_stands_with_how_many_gave_it_and_a_text_by_itself() -> None:
    assert answers(MADE, voice=voice(NB), words=words, shuffle=backwards) == Table(
        "Svar på evalueringen",
        ("Spørsmål", "Svar", "Antall"),
        (
            *SCALE,
            ("Hvor neste gang?", "Fjordby", 6),
            ("Hvor neste gang?", "Viksund", 0),
            ("takeaway", "Nettverk", None),
            ("takeaway", "Mat", None),
            ("takeaway", "Alt", None),
        ),
    )


def test_what_is_hidden_is_left_out() -> None:
    made = rows(results(written("Alt", "Kari Lie snakket for lenge", hidden="Kari Lie snakket for lenge")))
    assert [row[1] for row in made if row[0] == "takeaway"] == ["Alt"]


@given(st.permutations(["Alt", "Mat", "Mat", "Nettverk", "Ågot"]))
def test_the_order_in_which_texts_were_kept_tells_nothing(kept: list[str]) -> None:
    assert rows(results(written(*kept))) == rows(results(written("Alt", "Mat", "Mat", "Nettverk", "Ågot")))


@given(st.lists(st.text(max_size=9), max_size=9), st.lists(st.text(max_size=9), max_size=9), st.randoms())
def test_every_text_comes_once_with_its_own_question(one: list[str], other: list[str], chance: random.Random) -> None:
    lift = TextResult(LIFT, tuple(Said(f"l{number}", text) for number, text in enumerate(other)))
    made = answer_rows(results(written(*one), lift), voice(NB), words=words, shuffle=chance.shuffle)
    assert Counter(row[:2] for row in made if row[2] is None) == Counter(
        [*(("takeaway", text) for text in one), *(("lift", text) for text in other)]
    )


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (NB, "4 av 12 har svart. Resultater vises fra og med 6 svar."),
        (NN, "4 av 12 har svara. Resultat blir viste frå og med 6 svar."),
        (EN, "Answered: 4 of 12. Results are shown from 6 answers up."),
    ],
)
def test_of_too_few_answers_nothing_is_told_but_how_many_they_are(language: Language, sentence: str) -> None:
    few = Results(4, 12, MADE.scales, MADE.choices, MADE.texts)
    assert rows(few, language) == ((sentence, None, None),)
    assert answers_json(few, words=words, shuffle=unmoved) == []


def test_scripts_get_each_questions_values_or_texts() -> None:
    assert answers_json(MADE, words=words, shuffle=backwards) == [
        {"id": "usefulness", "question": "usefulness", "kind": "scale", "values": [10, 9, 8, 8, 8, 8, 3]},
        {"id": "where", "question": "Hvor neste gang?", "kind": "choice", "values": ["Fjordby"] * 6},
        {"id": "takeaway", "question": "takeaway", "kind": "text", "texts": ["Nettverk", "Mat", "Alt"]},
    ]
