"""What comes in from Slack: a press, a form, and whatever else somebody may send."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.arriving import wish_of_press
from bot.cards.card import Card, Choice
from bot.channels.slack import dress
from bot.channels.slack_form import Filled, Form, NotFromACard, read_form, read_press
from gatherings.gathering import NB
from tests.bot.channels.forms import FORM
from tests.bot.channels.slack_blocks import buttons
from tests.bot.channels.slack_filled import view_of
from tests.examples import examples


def test_a_link_says_nothing_and_a_button_says_what_it_does() -> None:
    link, press = buttons(
        dress(Card(choices=(Choice("A", url="https://x.example"), Choice("B", "help"))), language=NB)["blocks"]
    )
    assert (read_press(link), read_press(press)) == (None, {"do": "help"})


def test_numbers_stay_numbers_and_a_turn_understands_what_comes_back() -> None:
    [made] = buttons(dress(Card(choices=(Choice("Mer", "agenda.day", {"from": 8}),)), language=NB)["blocks"])
    pressed = read_press(made)
    assert isinstance(pressed, dict)
    assert wish_of_press(pressed).slots == {"from": 8}


FORM_BUTTON = buttons(dress(FORM, language=NB)["blocks"])[0]


@pytest.mark.parametrize(
    "action",
    [
        None, [], "x", {}, {"action_id": "press:0"}, {"action_id": 3, "value": "{}"},
        {"action_id": "press:0", "value": None}, {"action_id": "press:0", "value": "{"},
        {"action_id": "press:0", "value": "[]"}, {"action_id": "press:0", "value": "{}"},
        {"action_id": "press:0", "value": '{"do": 3}'}, {"action_id": "press:0", "value": '{"do": {"a": 1}}'},
        {"action_id": "other:0", "value": '{"do": "help"}'}, {"action_id": "press:0", "value": "[" * 2_000},
        {"action_id": "press:0", "value": json.dumps({"do": "help", "x": "y" * 2_000})},
        {"action_id": "send:0", "value": '{"do": "help"}'},
        {"action_id": "form:0", "value": "{}"}, {"action_id": "form:0", "value": '{"card": {}, "language": "nb"}'},
        {"action_id": "form:0", "value": '{"card": {"choices": [{"label": "A"}]}, "language": "nb"}'},
        {**FORM_BUTTON, "value": FORM_BUTTON["value"].replace('"nb"', '"xx"')},
        {**FORM_BUTTON, "value": FORM_BUTTON["value"].replace('"do":"signup.details",', "")},
        {**FORM_BUTTON, "value": FORM_BUTTON["value"].replace('"longest":80', '"longest":501')},
    ],
)  # fmt: skip
def test_a_button_that_is_not_ours_is_told_apart(action: object) -> None:
    with pytest.raises(NotFromACard):
        read_press(action)


STATED: dict[str, Any] = {"values": {"a": {"a": {"type": "plain_text_input", "value": "x"}}}}


@pytest.mark.parametrize(
    "change",
    [
        {"private_metadata": None}, {"private_metadata": ""}, {"private_metadata": "{}"}, {"private_metadata": "[]"},
        {"private_metadata": "x" * 3_001}, {"private_metadata": '{"press":{},"language":"nb","private":"","required":{}}'},
        {"private_metadata": '{"press":{"do":"x"},"language":"xx","private":"","required":{}}'},
        {"state": None}, {"state": []}, {"state": {}}, {"state": {"values": []}}, {"state": {"values": {"a": None}}},
        {"state": {"values": {"a": {"a": None}}}}, {"state": {"values": {"a": {"a": {"value": 3}}}}},
        {"state": {"values": {"a": {"a": {"selected_option": {}}}}}},
        {"state": {"values": {"a": {"a": {"selected_option": "x"}}}}},
        {"state": {"values": {"a": {"a": {"selected_options": {}}}}}},
        {"state": {"values": {"a": {"a": {"selected_options": [{"value": 3}]}}}}},
    ],
)  # fmt: skip
def test_a_form_that_is_not_ours_is_told_apart(change: dict[str, object]) -> None:
    with pytest.raises(NotFromACard):
        read_form({**view_of(FORM), "state": STATED, **change})


def test_no_input_takes_the_place_of_what_the_button_does() -> None:
    view = view_of(FORM)
    forged = {"values": {"x": {"do": {"value": "evaluation.close"}, "gathering": {"value": "g2"}}}}
    pressed = read_form({**view, "state": forged}).pressed
    assert (pressed["do"], pressed["gathering"]) == ("signup.details", "g1")
    again = read_press({"action_id": "send:0", "value": '{"do":"signup.details","gathering":"g1"}'}, forged)
    assert again == {"do": "signup.details", "gathering": "g1"}


anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["values", "state", "value", "action_id", "private_metadata", "selected_options", "type"]),
            inner, max_size=4,
        ),
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=examples(60))
@given(anything, anything)
def test_whatever_comes_in_is_read_or_refused(told: object, state: object) -> None:
    for read in (
        lambda: read_press(told, state),
        lambda: read_press({"action_id": "send:0", "value": '{"do":"help"}'}, state),
        lambda: read_form(told),
        lambda: read_form({**view_of(FORM), "state": state}),
    ):
        try:
            assert isinstance(read(), Form | Filled | dict | None)
        except NotFromACard:
            continue
