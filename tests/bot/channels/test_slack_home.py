"""The app's home in Slack: the same cards, below each other."""

from __future__ import annotations

import pytest

from bot.cards.card import Card, Choice, Row
from bot.channels.slack import dress_home
from bot.channels.slack_form import Form, read_press
from gatherings.gathering import EN, LANGUAGES, NB, NN, Language
from tests.bot.channels.forms import FORM
from tests.bot.channels.slack_blocks import buttons, troubles_of_view, words
from tests.bot.channels.slack_cards import every_card

CARDS = every_card()
LONG = Card("Programmet", rows=tuple(Row(f"{n:02}.00", "Bolk") for n in range(40)), choices=(Choice("Hjelp", "help"),))


@pytest.mark.parametrize("language", LANGUAGES)
def test_now_next_and_what_one_is_registered_for_stand_below_each_other(language: Language) -> None:
    cards = [CARDS[name](language) for name in ("agenda.now", "agenda.next", "signup-status")]
    view = dress_home(cards, language=language)

    read = words(view["blocks"])
    assert (view["type"], troubles_of_view(view)) == ("home", [])
    assert [read.index(f"# {card.title}") for card in cards] == sorted(read.index(f"# {card.title}") for card in cards)
    assert [block["type"] for block in view["blocks"]].count("divider") == 2


def test_no_two_buttons_of_the_home_have_the_same_name_and_a_form_opens_from_there() -> None:
    view = dress_home([FORM, FORM], language=NB)
    assert troubles_of_view(view) == []
    assert [isinstance(read_press(made), Form) for made in buttons(view["blocks"])] == [True, False, True, False]


def test_a_card_that_does_not_fit_is_left_out_whole_with_all_that_follow() -> None:
    view = dress_home([LONG, LONG, LONG, Card("Kort")], language=NB)
    read = words(view["blocks"])
    assert (troubles_of_view(view), read.count("# Programmet"), read.splitlines()[-1]) == ([], 2, "(…)")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (NB, "Her er det ikke noe å vise nå. Skriv «hjelp» til meg, så ser du hva du kan spørre om."),
        (NN, "Her er det ikkje noko å vise no. Skriv «hjelp» til meg, så ser du kva du kan spørje om."),
        (EN, "There is nothing to show here now. Write “help” to me to see what you can ask."),
    ],
)
def test_a_home_with_nothing_in_it_says_so(language: Language, said: str) -> None:
    view = dress_home([], language=language)
    assert (troubles_of_view(view), words(view["blocks"])) == ([], said)
