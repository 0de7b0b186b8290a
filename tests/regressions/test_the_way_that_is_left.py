"""Somebody who comes in the room instead of on screen was taken to want the screen: the last that was named."""

from __future__ import annotations

import pytest

from dialogs.understanding.names import Names
from dialogs.understanding.reader import understand
from tests.builders import OSLO, at


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("eg kjem i salen i staden for på skjerm", "room"),
        ("digitalt i stedet for i salen", "digital"),
        ("in person instead of online", "room"),
        ("eg kommer i salen allikavel, hadde satt digitalt", "room"),
        ("bytt fra salen til digitalt", "digital"),
    ],
)
def test_what_one_comes_by_is_never_what_one_leaves(text: str, mode: str) -> None:
    wish = understand(text, names=Names(), now=at("10:30"), zone=OSLO)
    assert (wish.intent, wish.slots.get("mode")) == ("signup.change", mode)


def test_what_was_forgotten_is_a_change_and_no_message_to_all() -> None:
    wish = understand("glemte å si at jeg er veganer", names=Names(), now=at("10:30"), zone=OSLO)
    assert (wish.intent, wish.slots) == ("signup.change", {"food": "vegan"})
