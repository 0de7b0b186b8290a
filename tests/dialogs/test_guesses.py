"""What was nearly understood is asked about, and every guess has its words."""

from __future__ import annotations

import pytest

from dialogs.answers import Fixture
from dialogs.guesses import NAMED, OF_ORGANISERS, PLAIN
from dialogs.phrases import voice
from dialogs.understanding.wish import INTENTS
from gatherings.gathering import LANGUAGES, Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_guess_has_its_button(language: Language) -> None:
    plain = {intent.replace(".", "_") for intent in PLAIN | OF_ORGANISERS}
    named = {f"{intent.replace('.', '_')}_{slot}" for intent, slots in NAMED.items() for slot in slots}
    has = voice(language).has
    assert {name for name in plain | named if not has(f"button.guess.{name}")} == set()


def test_guesses_are_intents() -> None:
    assert (PLAIN | OF_ORGANISERS | set(NAMED)) - INTENTS == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everyday_things_have_a_word(language: Language) -> None:
    assert {fixture for fixture in Fixture if not voice(language).has(f"fixture.{fixture}")} == set()
