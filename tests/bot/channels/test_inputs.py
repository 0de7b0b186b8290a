"""Inputs of a card: as an Adaptive Card, in Teams' size, and as words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import adaptive_cards
import jsonschema
import pytest

from bot.arriving import LONGEST_SLOT, wish_of_press
from bot.cards.card import LONGEST_INPUT, Card, Choice, Fact, Input, InputKind, Option
from bot.channels.adaptive import dress_adaptive
from bot.channels.console import dress as dress_console
from bot.channels.teams import MAX_BYTES, dress, size_of
from bot.channels.text import as_text
from gatherings.gathering import NB
from tests.bot.channels.forms import FORM

SCHEMA = json.loads((Path(adaptive_cards.__file__).parent / "schemas" / "schema-1.5.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft6Validator(SCHEMA)
MANY = tuple(Option(f"org{number}", f"Fjordby kommune nummer {number}") for number in range(400))


def inputs_of(card: Card) -> dict[str, dict[str, Any]]:
    body: list[dict[str, Any]] = dress_adaptive(card)["body"]
    return {element["id"]: element for element in body if "id" in element}


def one(asked: Input) -> dict[str, Any]:
    return inputs_of(Card(inputs=(asked,)))[asked.id]


def test_a_form_is_an_adaptive_card_of_1_5_with_a_label_on_every_input() -> None:
    card = dress_adaptive(FORM)
    assert [error.message for error in VALIDATOR.iter_errors(card)] == []
    assert {name: element["label"] for name, element in inputs_of(FORM).items()} == {
        asked.id: asked.label for asked in FORM.inputs
    }


def test_what_is_written_has_its_kind_its_longest_and_what_is_said_where_it_is_empty() -> None:
    inputs = inputs_of(FORM)
    assert inputs["name"] == {
        "type": "Input.Text", "id": "name", "label": "Navn", "value": "Kari Nes", "maxLength": 80,
        "isRequired": True, "errorMessage": "Skriv navnet ditt.",
    }  # fmt: skip
    assert (inputs["email"]["style"], inputs["access"]["isMultiline"]) == ("Email", True)


def test_few_options_are_all_seen_and_many_lie_in_a_list() -> None:
    inputs = inputs_of(FORM)
    shapes = {
        name: (inputs[name]["style"], inputs[name].get("isMultiSelect")) for name in ("mode", "organisation", "food")
    }
    assert shapes == {"mode": ("expanded", None), "organisation": ("compact", None), "food": ("expanded", True)}
    assert (inputs["mode"]["value"], inputs["food"]["value"]) == ("room", "veg,a_b")


@pytest.mark.parametrize(("count", "style"), [(5, "expanded"), (6, "compact")])
def test_five_are_few_and_six_are_many(count: int, style: str) -> None:
    assert one(Input("x", "X", InputKind.ONE_OF, MANY[:count]))["style"] == style


def test_no_label_is_a_date_function_and_no_ticked_option_is_markdown() -> None:
    asked = Input("x", "{{DATE(2027-01-01)}}", InputKind.SEVERAL_OF, (Option("a", "*a*"),))
    assert "{{" not in one(asked)["label"]
    assert one(asked)["choices"] == [{"title": "\\*a\\*", "value": "a"}]


def test_a_button_that_takes_no_inputs_works_though_something_required_is_empty() -> None:
    go_on, cancel = dress_adaptive(FORM)["actions"]
    assert ("associatedInputs" in go_on, cancel["associatedInputs"]) == (False, "none")


@pytest.mark.parametrize(
    "wrong",
    [
        {"is_required": True},
        {"longest": LONGEST_SLOT + 1},
        {"kind": InputKind.SEVERAL_OF, "options": (Option("a,b", "A"),)},
    ],
)
def test_an_input_that_could_not_be_answered_is_not_made(wrong: dict[str, Any]) -> None:
    with pytest.raises(AssertionError):
        Input("x", "X", **wrong)


def test_a_turn_takes_every_value_that_an_input_lets_through_also_an_empty_one() -> None:
    pressed = {"do": "help", "access": "å" * LONGEST_INPUT, "name": ""}
    assert wish_of_press(pressed).slots == {"access": "å" * LONGEST_INPUT, "name": ""}


@pytest.mark.parametrize(
    "card",
    [
        FORM,
        replace(FORM, lines=("æ" * 30_000,), facts=(Fact("Sted", "x" * 9_000),)),
        replace(FORM, inputs=(*FORM.inputs[3:], Input("organisation2", "Hvilken?", InputKind.ONE_OF, MANY))),
        Card(inputs=(Input("x", "x" * 30_000, value="v" * 500, placeholder="p" * 30_000),)),
    ],
)
def test_a_form_for_teams_is_under_20_kb_and_loses_none_of_its_inputs(card: Card) -> None:
    activity = dress(card, language="nb")
    content = activity["attachments"][0]["content"]
    asked = [element["id"] for element in content["body"] if "id" in element]
    assert (size_of(activity) <= MAX_BYTES, asked) == (True, [one.id for one in card.inputs])
    assert [error.message for error in VALIDATOR.iter_errors(content)] == []


def test_a_list_that_is_cut_short_says_so_and_the_short_ones_stay_whole() -> None:
    card = replace(FORM, inputs=(*FORM.inputs, Input("big", "Hvilken?", InputKind.ONE_OF, MANY)))
    body = dress(card, language="nb")["attachments"][0]["content"]["body"]
    options = {element["id"]: len(element["choices"]) for element in body if "choices" in element}
    assert (options["organisation"], 100 < options["big"] < 400, body[-1]["text"]) == (12, True, "…")


def test_a_title_with_an_input_is_a_card_in_teams() -> None:
    assert "attachments" in dress(Card(title="Navn?", inputs=(Input("name", "Navn"),)), language="nb")


def test_in_words_an_input_is_its_label_its_options_and_what_stands_there() -> None:
    assert as_text(FORM).splitlines() == [
        "Meld deg på",
        "Navn: Kari Nes",
        "E-post:",
        "Annet:",
        "Hvordan deltar du? I salen / Digitalt (I salen)",
        "Organisasjon: " + " / ".join(f"Fjordby {number}" for number in range(10)) + " / …",
        "Mat: Vegetar / *a_b* (Vegetar, *a_b*)",
    ]


def test_in_the_terminal_a_button_presses_what_stands_in_the_inputs_already() -> None:
    card = replace(FORM, choices=(*FORM.choices, Choice("Hjelp", "help", takes_inputs=False)))
    go_on, cancel, _ = dress_console(card, language=NB)["choices"]
    assert go_on["press"] == {
        "do": "signup.details", "gathering": "g1", "name": "Kari Nes", "mode": "room", "food": "veg,a_b"
    }  # fmt: skip
    assert cancel["press"] == {"do": "cancel"}
