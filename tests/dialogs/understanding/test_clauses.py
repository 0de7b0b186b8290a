"""Small words that hang on others are cut off, and a message without commas is read in parts."""

from __future__ import annotations

from dialogs.understanding.heard import hear
from dialogs.understanding.reader import explain
from dialogs.understanding.tokens import tokens_of
from tests.builders import OSLO
from tests.dialogs.understanding.corpus import NOW, own_names, read


def forms(text: str) -> list[str]:
    return [token.form for token in tokens_of(text)]


def test_small_words_that_hang_on_others_are_words() -> None:
    assert forms("er'e lunsj, har'u lenka, kan'kje") == ["er", "det", "lunsj", "har", "du", "lenka", "kan", "ikkje"]


def test_an_english_ending_is_no_word() -> None:
    assert forms("what's next, don't") == ["what", "next", "dont"]


def test_a_question_begins_a_part_of_its_own() -> None:
    parts = hear("jeg står i kø på brua hva skjer nå").parts
    assert (parts[0], parts[-1]) == (0, 1)


def test_what_tells_why_one_asks_does_not_hide_the_question() -> None:
    text = "måtte hente bilen på verkstedet hva snakker de om nå"
    best = explain(text, names=own_names(), now=NOW, zone=OSLO).candidates[0]
    assert (best.pattern.intent, best.confidence > 0.6) == ("agenda.now", True)


def test_people_who_write_without_norwegian_letters_are_understood() -> None:
    assert read("nar stenger pameldingen", own_names()).intent == "deadline.when"
