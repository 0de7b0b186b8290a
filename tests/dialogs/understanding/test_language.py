"""The language of a text is told where its words tell it, and not guessed where they do not."""

from __future__ import annotations

import pytest

from dialogs.understanding.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("hva er neste", "nb"),
        ("ka e neste", "nb"),
        ("æ må mæld forfall", "nb"),
        ("kor hen e det", "nb"),
        ("kva er neste", "nn"),
        ("eg kjem ikkje likevel", "nn"),
        ("korleis melder eg meg på", "nn"),
        ("what is next", "en"),
        ("when is lunch", "en"),
        ("program", None),
        ("lunsj", None),
        ("13:15", None),
        ("", None),
        ("xyzzy", None),
    ],
)
def test_a_text_has_the_language_of_its_words(text: str, language: str | None) -> None:
    assert language_of(text) == language
