"""What Adaptive Cards do to words and buttons."""

from __future__ import annotations

import pytest

from bot.cards.card import Card, Choice
from bot.channels.adaptive import dress_adaptive, escaped


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Se https://v.example/a_b-c.ics, eller spør", "Se https://v.example/a_b-c.ics, eller spør"),
        ("https://v.example/a_b_", "https://v.example/a_b%5F"),
        ("*nå* https://v.example/*x*~y~[z]", r"\*nå\* https://v.example/%2Ax%2A%7Ey%7E%5Bz%5D"),
        ("[her](https://v.example)", r"\[her\](https://v.example)"),
        ("a_b", r"a\_b"),
    ],
)
def test_an_address_stays_whole_and_everything_else_is_letters(text: str, shown: str) -> None:
    assert escaped(text) == shown


def test_what_a_card_is_for_looks_so() -> None:
    made = Card("Hei", choices=(Choice("Ja", do="yes", is_main=True), Choice("Nei", do="no")))
    assert [action.get("style") for action in dress_adaptive(made)["actions"]] == ["positive", None]
