"""Texts that say alike are found again as their authors meant them, in any order, offline.

Measured on pairs of the texts in `said.toml`: of `kept` (72 texts, written last) precision 1.00 and recall 0.67. For each
list see `python -m tests.gatherings.evaluation.test_likeness`, which made these figures. One hand wrote both the
texts and the words in `likeness.toml`: with answers of others expect less.
"""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatherings.evaluation.likeness import group_alike
from gatherings.evaluation.results import Said
from tests.examples import examples

SAID: Final[dict[str, dict[str, list[str]]]] = tomllib.loads(
    Path(__file__).with_name("said.toml").read_text(encoding="utf-8")
)
ALONE: Final = "alone"
ALL: Final = [text for themes in SAID.values() for texts in themes.values() for text in texts]


@dataclass(frozen=True)
class Measured:
    """Of the pairs put together how many belong together, and of those that do how many were put together."""

    precision: float
    recall: float


def said(texts: Iterable[str]) -> list[Said]:
    return [Said(f"{number}", text) for number, text in enumerate(texts)]


def names(*texts: str) -> list[str | None]:
    """The group of each text."""
    made = group_alike(said(texts))
    return [made.get(f"{number}") for number in range(len(texts))]


def measure(themes: dict[str, list[str]]) -> Measured:
    meant = [theme for theme, texts in themes.items() for _ in texts]
    found = names(*(text for texts in themes.values() for text in texts))
    right, together = _pairs(meant, apart=ALONE), _pairs(found, apart=None)
    return Measured(len(right & together) / len(together), len(right & together) / len(right))


def _pairs(labels: Sequence[str | None], *, apart: str | None) -> set[tuple[int, int]]:
    numbered = combinations(enumerate(labels), 2)
    return {(one, other) for (one, label), (other, same) in numbered if label == same != apart}


@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [("tried", 1, 1), ("more", 1, 1), ("harder", 1, 0.61), ("later", 0.92, 0.65), ("kept", 1, 0.66)],
)
def test_texts_are_put_together_as_they_were_meant(name: str, precision: float, recall: float) -> None:
    measured = measure(SAID[name])
    assert (measured.precision >= precision, measured.recall >= recall) == (True, True), measured


def test_a_group_is_called_what_most_of_its_texts_wrote() -> None:
    texts = ("Flere pauser", "For få pauser", "Meir pausar", "More breaks", "Two breaks", "Break", "Pausen!")
    assert set(names(*texts)) == {"Pauser"}


def test_an_abbreviation_stays_in_capitals() -> None:
    assert names("Bruk av KI", "KI i saksbehandling", "Kva er KI") == ["KI"] * 3


def test_three_languages_are_one_group() -> None:
    assert names("Dårlig lyd", "Lyden var låg", "Bad sound", "Vanskeleg å høyre", "Lyd") == ["Lyd"] * 5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Målkonflikter", "målkonfliktane"),
        ("Naturmangfold", "Naturmangfaldet"),
        ("Beredskap", "Beredskapsplanen"),
        ("Bærekraft", "baerekraft"),
        ("Ordstyreren", "ein ordstyrar"),
        ("Indikatorer", "INDIKATORER"),
        ("Målstyring", "Ma\N{COMBINING RING ABOVE}lstyring"),
        ("Budsjettprosessen", "Budsjett"),
        ("Arealregnskap", "Arealrengskap"),
    ],
)
def test_endings_compounds_slips_and_letters_do_not_part(one: str, other: str) -> None:
    first, second = names(one, other)
    assert first == second is not None


@pytest.mark.parametrize("text", ["", "-", "Nei", "Ingenting", "Alt var bra", "10", "Takk for en god dag!", "👍", "Ok"])
def test_what_is_about_nothing_is_in_no_group(text: str) -> None:
    assert names(text, text, text) == [None] * 3


def test_a_text_like_no_other_is_in_no_group() -> None:
    assert names("Lyden", "Dårlig lyd", "Utsikten fra taket") == ["Lyd", "Lyd", None]


def test_when_it_was_is_not_what_it_was() -> None:
    assert names("Lyden falt ut etter lunsj", "Kaldt etter lunsj", "Før lunsj gikk det tregt") == [None] * 3


def test_the_same_words_are_alike_however_often_they_come() -> None:
    assert names(*["Samfunnsdelen"] * 200) == ["Samfunnsdelen"] * 200


def test_nobody_said_anything() -> None:
    assert group_alike([]) == {}


@settings(max_examples=examples(25))
@given(st.lists(st.sampled_from(ALL), max_size=60), st.randoms(use_true_random=False))
def test_the_same_texts_in_any_order_give_the_same_groups(texts: list[str], chance: Random) -> None:
    ordered = said(texts)
    shuffled = chance.sample(ordered, len(ordered))
    assert group_alike(shuffled) == group_alike(ordered)


@given(st.lists(st.text(max_size=30), max_size=12))
def test_any_texts_are_grouped_by_two_or_more(texts: list[str]) -> None:
    found = [name for name in names(*texts) if name is not None]
    assert [name for name in found if found.count(name) < 2 or not name] == []


def five_hundred() -> list[Said]:
    """Five hundred texts of one to three sentences each."""
    chance = Random(7)
    return said(" ".join(chance.sample(ALL, chance.randint(1, 3))) for _ in range(500))


def test_five_hundred_texts_take_less_than_a_second() -> None:
    """Of the processor, that is: the machine may have other things to do."""
    texts = five_hundred()
    began = time.process_time()
    group_alike(texts)
    assert time.process_time() - began < 1


if __name__ == "__main__":
    for name, themes in SAID.items():
        print(name, sum(map(len, themes.values())), "texts:", measure(themes))
    group_alike([])
    began = time.process_time()
    group_alike(five_hundred())
    print("500 texts:", round(time.process_time() - began, 2), "s")
