from __future__ import annotations

import pytest

from gatherings.intake.streaming import find_stream_marks
from tests.gatherings.intake.texts import programme, read, warnings


@pytest.mark.parametrize(
    "text",
    ["Streames", "Bolken strømmes.", "Strømmes", "Vert strøyma", "Økta blir strøyma.", "Strøymast", "Livestreamed",
     "This session is streamed.", "Blir strømmet", "Direktesendes", "Streames, men det gjøres ikke opptak", "Strømming: ja",
     "Skal strømmes i år også", "Husk at den strømmes og at døra må lukkes. Ikke start for sent.", "Ikke glem at bolken strømmes",
     "Kari tar imot\nStreames", "Livestream"],
)  # fmt: skip
def test_a_block_that_is_said_to_be_streamed_is(text: str) -> None:
    assert find_stream_marks(text) == {True}


@pytest.mark.parametrize(
    "text",
    ["Streames i utgangspunktet ikke, men spør Kari om det kan endres.", "Strømmes ikke", "Not streamed", "Blir ikkje strøyma.",
     "Bolken blir ikke strømmet", "This isn't streamed", "Ingen strømming", "Strømming: nei", "Kan ikke strømmes",
     "Verken strømmes eller tas opp"],
)  # fmt: skip
def test_a_block_that_is_said_not_to_be_streamed_is_not(text: str) -> None:
    assert find_stream_marks(text) == {False}


@pytest.mark.parametrize(
    "text",
    ["", "Andreas", "Streames?", "Skal den streames? Spør Kari.", "Kan strømmes ved behov", "Vi diskuterer strømming av møter",
     "Strømmen i salen er ustabil", "Strømpriser og nettleie", "Folk strømmet til", "Det vurderes om den strømmes",
     "Bør kanskje strømmes"],
)  # fmt: skip
def test_a_question_a_maybe_and_a_word_that_looks_like_it_say_nothing(text: str) -> None:
    assert find_stream_marks(text) == frozenset()


def test_a_yes_and_a_no_are_a_doubt() -> None:
    details = "## Lunsj\n\n12:00 | 45m\n\nStrømmes.\n\nADDITIONAL INFORMATION\n\nStrømmes ikke"
    draft = read(programme("12:00\t45m\tLunsj\t", details=details))
    assert (draft.blocks[0].streamed, warnings(draft)) == (None, [("stream_unclear", 4)])
