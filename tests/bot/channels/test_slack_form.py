"""A card with inputs in Slack: the button that opens its form, the form, and what comes back of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards.card import Card, Choice, Input, InputKind, Option
from bot.channels.slack import dress, dress_modal, main_choice
from bot.channels.slack_form import Form, read_form, read_press
from gatherings.gathering import EN, LANGUAGES, NB, Language
from tests.bot.channels.forms import FORM
from tests.bot.channels.slack_blocks import buttons, inputs, troubles_of_message, troubles_of_view, words
from tests.bot.channels.slack_cards import every_card
from tests.bot.channels.slack_filled import opened, sent_by_slack, sent_by_teams, state_of, view_of
from tests.examples import examples
from tests.web import house
from tests.web.signup_cards import cards as signup_cards

CARDS = every_card()
MANY = tuple(Option(f"org{number}", f"Fjordby kommune nummer {number}") for number in range(400))
TWO_WAYS = replace(
    FORM,
    choices=(
        Choice("Meld på, i salen", "signup.confirm", {"mode": "room"}, is_main=True),
        Choice("Meld på, digitalt", "signup.confirm", {"mode": "digital"}, is_main=True),
        Choice("Ikke nå", "signup.stop", takes_inputs=False),
    ),
)
BIG = replace(FORM, inputs=(*FORM.inputs, Input("where", "Hvor?", InputKind.ONE_OF, MANY[:90])))


FILLED = [
    {},
    {"name": "Åse <Øy> & *Bjørn*", "email": "ase@fjordby.example", "access": "Linje 1\nLinje 2"},
    {"mode": "digital", "organisation": "org7", "food": "a_b"},
    {"food": "", "name": "x"},
]


@pytest.mark.parametrize("filled", FILLED)
def test_what_is_filled_in_comes_back_as_from_teams(filled: dict[str, str]) -> None:
    assert sent_by_slack(FORM, filled) == sent_by_teams(FORM, filled)


@pytest.mark.parametrize("name", [name for name, drawn in CARDS.items() if drawn(NB).inputs])
def test_every_form_comes_back_as_from_teams(name: str) -> None:
    card = CARDS[name](NB)
    sending = [choice for choice in card.choices if choice.takes_inputs]
    for place in range(len(sending)):
        assert sent_by_slack(card, place=place) == sent_by_teams(card, place=place)


@pytest.mark.parametrize("language", LANGUAGES)
def test_slack_takes_every_form_and_it_says_what_its_message_says(language: Language) -> None:
    for name, drawn in CARDS.items():
        card = drawn(language)
        for made in buttons(dress(card, language=language)["blocks"]):
            form = read_press(made)
            if isinstance(form, Form):
                view = dress_modal(form.card, language=form.language, private="p" * 1_000)
                read = words(view["blocks"])
                assert (name, troubles_of_view(view)) == (name, [])
                assert [line for line in (card.title, *card.lines, card.footer) if line not in read] == []


def test_a_form_is_one_button_of_its_message_and_what_needs_no_form_stands_beside_it() -> None:
    assert words(dress(house.FORM, language=NB)["blocks"]).splitlines() == [
        "# Meld deg på Vårsamling",
        "Vi trenger noen opplysninger. Det med stjerne må fylles ut.",
        "• Navn",
        "• E-post",
        "• Hvordan deltar du? I salen",
        "• Middag",
        "• Mat",
        "• Annet vi bør vite",
        "[Fyll ut] [Avbryt]",
        "(Mat og tilrettelegging slettes 14 dager etter samlingen.)",
    ]


def test_a_form_asks_everything_and_is_sent_by_the_choice_of_its_card() -> None:
    view = view_of(house.FORM)
    assert (view["title"]["text"], view["submit"]["text"], view["close"]["text"]) == ("Fyll ut", "Gå videre", "Lukk")
    assert words(view["blocks"]).splitlines() == [
        "# Meld deg på Vårsamling",
        "Vi trenger noen opplysninger. Det med stjerne må fylles ut.",
        "Navn *: []",
        "E-post *: []",
        "Hvordan deltar du?: ● I salen ○ Digitalt",
        "Middag: ○ Forrett ○ Fisk ○ Vegetar ○ Vegan ○ Dessert ○ Kaffe",
        "Mat: ○ Vegetar ○ Uten *nøtter* [1]",
        "Annet vi bør vite: []",
        "(Mat og tilrettelegging slettes 14 dager etter samlingen.)",
    ]


def test_each_input_has_its_kind_and_its_limits() -> None:
    shown = inputs(view_of(FORM)["blocks"])
    assert {name: block["element"]["type"] for name, block in shown.items()} == {
        "name": "plain_text_input",
        "email": "email_text_input",
        "access": "plain_text_input",
        "mode": "radio_buttons",
        "organisation": "static_select",
        "food": "checkboxes",
    }
    assert shown["name"] == {
        "type": "input",
        "block_id": "name",
        "label": {"type": "plain_text", "text": "Navn", "emoji": False},
        "optional": False,
        "element": {"action_id": "name", "type": "plain_text_input", "max_length": 80, "initial_value": "Kari Nes"},
    }
    access = shown["access"]
    assert (access["optional"], access["element"]["multiline"], access["element"]["max_length"]) == (True, True, 500)


def test_where_two_choices_take_what_is_filled_in_each_opens_the_form_that_it_sends() -> None:
    assert words(dress(TWO_WAYS, language=NB)["blocks"]).splitlines()[-1] == (
        "[Meld på, i salen] [Meld på, digitalt] [Ikke nå]"
    )
    sent = [sent_by_slack(TWO_WAYS, place=place) for place in (0, 1)]
    assert [(one["mode"], one["do"]) for one in sent] == [("room", "signup.confirm"), ("digital", "signup.confirm")]


def test_a_label_that_is_too_long_to_send_a_form_stands_above_what_is_asked() -> None:
    card = replace(FORM, choices=(Choice("Waiting list for the room", "signup.confirm"),))
    form = opened(card, language=EN)
    view = dress_modal(form.card, language=form.language, private="")
    assert (view["submit"]["text"], "Waiting list for the room" in words(view["blocks"])) == ("Send", True)


def test_the_main_choice_sends_a_card_that_has_several() -> None:
    card = replace(FORM, choices=(FORM.choices[0], *TWO_WAYS.choices[:1]))
    assert main_choice(card).label == "Meld på, i salen"
    assert read_form({**dress_modal(card, language=NB, private=""), "state": {"values": {}}}).pressed["mode"] == "room"


def test_what_is_private_comes_back_and_nothing_of_a_person_lies_beside_it() -> None:
    view = view_of(FORM, private='{"ts":"1.2"}')
    assert read_form({**view, "state": state_of(view)}).private == '{"ts":"1.2"}'
    assert "Kari" not in view["private_metadata"]


def test_what_is_required_and_empty_is_said_beside_it() -> None:
    view = view_of(house.FORM)
    filled = read_form({**view, "state": state_of(view, name="  ", email="")})
    assert filled.errors == {"name": "Skriv navnet ditt.", "email": "Skriv e-postadressen din."}
    assert read_form({**view, "state": state_of(view, name="Kari", email="k@x.example")}).errors == {}


def test_where_the_sentences_are_too_long_to_be_carried_one_fits_all() -> None:
    asked = tuple(Input(f"i{number}", "Hva?", is_required=True, error="Skriv noe. " * 40) for number in range(9))
    view = dress_modal(replace(FORM, inputs=asked), language=NB, private="x" * 1_500)
    assert set(read_form({**view, "state": state_of(view)}).errors.values()) == {"Dette må fylles ut."}


def test_a_form_that_no_button_can_carry_is_the_message_itself() -> None:
    body = dress(BIG, language=NB)
    send, cancel = buttons(body["blocks"])
    assert (troubles_of_message(body), list(inputs(body["blocks"]))) == ([], [asked.id for asked in BIG.inputs])
    assert [block for block in body["blocks"] if "block_id" in block] == []
    assert inputs(body["blocks"])["email"]["element"]["type"] == "plain_text_input"  # the other is a modal's alone
    filled = read_press(send, state_of(body, where="org80", name="Åse"))
    assert filled == sent_by_teams(BIG, {"where": "org80", "name": "Åse"})
    assert read_press(cancel, state_of(body)) == {"do": "cancel"}


def test_words_beside_the_form_give_way_to_what_is_asked() -> None:
    card = replace(FORM, lines=("Vilkår " * 300,), footer="Slettes.")
    form = opened(card)
    assert (form.card.lines, form.card.footer, form.card.inputs) == ((), "Slettes.", FORM.inputs)


def test_more_options_than_slack_takes_are_left_out_and_a_sign_says_so() -> None:
    card = Card("Hvor?", inputs=(Input("where", "Hvor?", InputKind.ONE_OF, MANY),), choices=FORM.choices)
    block = inputs(dress(card, language=NB)["blocks"])["where"]
    assert (len(block["element"]["options"]), block["hint"]["text"]) == (100, "…")


def test_more_than_ten_to_be_ticked_lie_in_a_list() -> None:
    card = replace(FORM, inputs=(Input("x", "X", InputKind.SEVERAL_OF, MANY[:11], value="org1,org9"),))
    element = inputs(view_of(card)["blocks"])["x"]["element"]
    assert (element["type"], [one["value"] for one in element["initial_options"]]) == (
        "multi_static_select", ["org1", "org9"]
    )  # fmt: skip
    assert sent_by_slack(card)["x"] == "org1,org9"


def test_what_stands_in_an_input_is_no_longer_than_it_takes() -> None:
    card = replace(FORM, inputs=(Input("x", "X", value="Lilleby og Fjordby", longest=7),))
    assert inputs(view_of(card)["blocks"])["x"]["element"]["initial_value"] == "Lilleby"


texts = st.one_of(st.text(max_size=30), st.sampled_from(["", " ", "<!channel> & *x*", "x" * 9_000, "🎉" * 200]))
options = st.lists(
    st.builds(Option, st.one_of(st.text("ab-_:æ", max_size=4), st.just("x" * 151)), texts),
    max_size=120, unique_by=lambda one: one.value,
).map(tuple)  # fmt: skip
asked = st.builds(
    Input, st.text("abc:", min_size=1, max_size=6), texts, st.sampled_from(InputKind), options, texts, texts,
    st.booleans(), st.sampled_from(["Skriv noe.", "x" * 2_000]), st.integers(1, 500),
)  # fmt: skip


@settings(max_examples=examples(40))
@given(st.lists(asked, max_size=8, unique_by=lambda one: one.id), texts, texts)
def test_whatever_a_form_asks_slack_takes_it(shown: list[Input], title: str, label: str) -> None:
    card = Card(
        title, inputs=(*shown, Input("last", "Annet")), choices=(Choice(label, "help", is_main=True), FORM.choices[1])
    )
    assert troubles_of_view(dress_modal(card, language=NB, private="p" * 500)) == []
    body = dress(card, language=NB)
    assert [one for one in troubles_of_message(body) if one != "blocks are too long"] == []


def test_the_cards_of_sign_up_fit_their_buttons_with_all_their_words() -> None:
    for drawn in signup_cards():
        card = CARDS[f"signup-{drawn}"](NB)
        forms = [read_press(made) for made in buttons(dress(card, language=NB)["blocks"])]
        assert [one.card.lines for one in forms if isinstance(one, Form)] == [
            card.lines for choice in card.choices if card.inputs and choice.takes_inputs
        ]
