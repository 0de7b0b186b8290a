"""Every refusal and every warning is a sentence in every language."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from dialogs.phrases.voice import voice
from gatherings.gathering import LANGUAGES
from gatherings.intake import Unreadable
from gatherings.intake.draft import Doubt, Reason

KEYS = [f"intake.refusal.{reason}" for reason in Reason] + [f"intake.warning.{doubt}" for doubt in Doubt]


@pytest.mark.parametrize("key", KEYS)
def test_it_is_said_in_every_language_with_the_same_facts(key: str) -> None:
    phrases = [voice(language).phrases[key] for language in LANGUAGES]
    facts = [
        {
            name
            for form in ([p] if isinstance(p, str) else p.values())
            for _, name, _, _ in Formatter().parse(form)
            if name
        }
        for p in phrases
    ]
    assert facts == [facts[0]] * len(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_names_the_file_and_the_line_and_says_that_nothing_is_saved(language: str) -> None:
    refused = Unreadable(Reason.ENDS_BEFORE_START, file="program.txt", line=14, text="15.15 – 14.30")
    speak = next(voice(known) for known in LANGUAGES if known == language)
    said = speak(refused.key, **refused.args_of_sentence)
    assert re.match(r"program\.txt, (linje|line) 14: .15\.15 – 14\.30. .*(Ingenting|Nothing)", said), said
