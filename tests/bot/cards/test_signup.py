"""The cards of sign-up: what stands where, in every language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.cards.card import Card
from bot.cards.draw import draw
from bot.channels.text import as_text
from dialogs.answers.signup import TermsTold
from dialogs.phrases import voice
from gatherings.gathering import EN, LANGUAGES, NB, Language
from gatherings.terms import Fee
from tests.web.signup_cards import ABOUT, ACCEPTED, EARLY, LATE, SEATED, TERMS, WITH_QUESTION, cards


def drawn(name: str, language: Language = NB) -> Card:
    return cards()[name](voice(language))


@pytest.mark.parametrize("name", [*cards()])
def test_every_card_speaks_every_language(name: str) -> None:
    texts = {as_text(drawn(name, language), with_choices=True) for language in LANGUAGES}
    assert (len(texts) > 1, [text for text in texts if "{" in text or not text]) == (True, [])


def test_what_it_costs_stands_above_the_clicks_and_the_clicks_stand_first() -> None:
    summary = drawn("summary")
    assert summary.lines == (
        "Torsdag 15. april kl. 09.00–15.00, Kulturhuset, Fjordby.",
        "Gratis avmelding til og med torsdag 1. april.",
        "Melder du deg av etter torsdag 1. april, eller møter du ikke, faktureres Fjordby kommune for faktisk kostnad.",
        "Dette gjelder plass i salen. Digital plass koster ingenting.",
    )
    assert [(choice.label, choice.is_main, choice.takes_inputs) for choice in summary.choices] == [
        ("Meld på, i salen", True, True),
        ("Meld på, digitalt", True, True),
        ("Noe stemmer ikke", False, False),
        ("Ikke nå", False, False),
    ]


def test_everything_that_can_be_asked_is_on_one_card() -> None:
    assert [asked.id for asked in drawn("summary-own").inputs] == ["food", "access", "dinner", "own:bus", "listed"]


def test_a_seat_given_up_late_goes_to_a_colleague_first() -> None:
    assert [(choice.label, choice.is_main) for choice in drawn("leaving-late").choices] == [
        ("Gi plassen til en kollega", True),
        ("Meld av likevel", False),
        ("Behold plassen", False),
    ]


def test_who_is_registered_is_told_the_terms_that_they_accepted() -> None:
    accepted = replace(SEATED, accepted=replace(ACCEPTED, terms=replace(TERMS, fee_late=Fee(500), fee_absent=Fee(500))))
    asked = TermsTold(**{**ABOUT, "agenda": WITH_QUESTION}, registration=accepted, fee_now=Fee(500))
    told = as_text(draw(asked, voice=voice(NB), now=LATE))
    assert ("500 kroner" in told, "faktisk kostnad" in told) == (True, False)


def test_who_is_not_registered_is_told_the_terms_as_they_are() -> None:
    assert "faktisk kostnad" in as_text(draw(TermsTold(**ABOUT), voice=voice(NB), now=EARLY))


def test_names_stand_only_where_people_agreed_and_numbers_beside_their_organisation() -> None:
    coming = drawn("who-comes")
    assert [(fact.label, fact.value) for fact in coming.facts][:1] == [("Fjordby", "12")]
    assert coming.lines[-1].startswith("Har sagt at navnet kan vises: Kari Nes, Bjørn-Åge")


def test_hours_from_one_to_another_are_told_as_on_every_other_card() -> None:
    assert drawn("summary", EN).lines[0] == "Thursday 15 April, 09:00–15:00, Kulturhuset, Fjordby."
