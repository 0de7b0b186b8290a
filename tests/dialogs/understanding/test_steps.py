"""What is said to a dialog that waits counts as a whole message, with one slip in a long word forgiven."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.understanding.lexicon import read_data
from dialogs.understanding.steps import StepWord, mode_of, phrases_of, step_word, yes_or_no
from dialogs.understanding.tokens import words_of


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("avbryt", StepWord.CANCEL),
        ("Avbryt!", StepWord.CANCEL),
        ("stopp", StepWord.CANCEL),
        ("cancel", StepWord.CANCEL),
        ("tilbake", StepWord.BACK),
        ("back", StepWord.BACK),
        ("start på nytt", StepWord.RESTART),
        ("start paa nytt", StepWord.RESTART),
        ("byrja på nytt", StepWord.RESTART),
        ("start over", StepWord.RESTART),
        ("hjelp", StepWord.HELP),
        ("help please", StepWord.HELP),
        ("hopp over", StepWord.SKIP),
        ("ingen", StepWord.NONE_OF),
        ("nei takk", StepWord.NONE_OF),
        ("ingenting", StepWord.NONE_OF),
        ("none", StepWord.NONE_OF),
    ],
)
def test_a_step_is_found_in_every_language(text: str, step: StepWord) -> None:
    assert step_word(text) is step


@pytest.mark.parametrize(
    "text", ["avbryt følgingen", "stopp bussen", "hjelp meg med middagen", "neste", "", "?!", "takk"]
)
def test_only_a_whole_message_is_a_step(text: str) -> None:
    assert step_word(text) is None


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("avbrryt", StepWord.CANCEL),
        ("tilbkae", StepWord.BACK),
        ("hjlep", None),
        ("bakc", None),
        ("ingentin", "none_of"),
    ],
)
def test_a_slip_is_forgiven_in_words_of_six_letters_and_no_shorter(text: str, step: StepWord | None) -> None:
    assert step_word(text) == step


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("ja", True),
        ("JA!", True),
        ("jepp", True),
        ("ja takk", True),
        ("yes", True),
        ("nei", False),
        ("nei takk", False),
        ("no", False),
        ("ja, men ikke i dag", None),
        ("kanskje", None),
    ],
)
def test_yes_and_no_are_whole_messages(text: str, *, answer: bool | None) -> None:
    assert yes_or_no(text) is answer


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("i salen", "room"),
        ("fysisk", "room"),
        ("digitalt", "digital"),
        ("digitlat", "digital"),
        ("på Teams", "digital"),
        ("online", "digital"),
        ("ikke digitalt", None),
    ],
)
def test_a_bare_mode_is_understood(text: str, mode: str | None) -> None:
    assert mode_of(text) == mode


@given(st.text(max_size=60))
def test_any_text_is_read_and_never_fails(text: str) -> None:
    assert step_word(text) in {None, *StepWord}


def test_every_step_has_words_and_no_phrase_means_two_things() -> None:
    assert set(read_data("steps.toml")["step"]) == set(StepWord)
    for part in ("step", "answer", "mode"):
        written = [
            (value, words_of(phrase))
            for value, languages in read_data("steps.toml")[part].items()
            for phrases in languages.values()
            for phrase in phrases.split(",")
        ]
        assert {phrase: value for value, phrase in written}.items() == {(p, v) for v, p in written}, part
        assert phrases_of(part)
