"""What is to be filled in, as input blocks of Slack's Block Kit."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.cards.card import Card, Input, InputKind
from bot.channels.blocks import LEFT_OUT, LONGEST_LABEL, Block, plain

LONGEST_PLACEHOLDER: Final = 150
LONGEST_HINT: Final = 2_000
LONGEST_OPTION: Final = 75
LONGEST_OPTION_VALUE: Final = 150
MOST_OPTIONS: Final = 100
MOST_TICKED: Final = 10
EXPANDED_UP_TO: Final = 5
"""So many options of which one is chosen are all seen at once; more lie in a list that opens."""

OF_OPTIONS: Final = frozenset({InputKind.ONE_OF, InputKind.SEVERAL_OF})


def inputs_of_form(card: Card) -> list[Block]:
    """The blocks of a modal, each named, so that an error finds its place."""
    return [_input(one) | {"block_id": one.id} for one in shown_of(card)]


def inputs_of_message(card: Card) -> list[Block]:
    """The blocks of a message: without names, as Slack keeps what stood in a block of the same name when the message is
    updated; an address is asked for as text, because the element for it is a modal's alone.
    """
    shown = (replace(one, kind=InputKind.TEXT) if one.kind is InputKind.EMAIL else one for one in shown_of(card))
    return [_input(one) for one in shown]


def shown_of(card: Card) -> list[Input]:
    """What can be filled in: not a list without options, which Slack does not take."""
    return [one for one in card.inputs if one.kind not in OF_OPTIONS or _options(one)]


def _input(one: Input) -> Block:
    element = _chosen(one) if one.kind in OF_OPTIONS else _written(one)
    return {
        "type": "input",
        "label": plain(one.label, LONGEST_LABEL),
        "optional": not one.is_required,
        "element": {"action_id": one.id, **element},
        **_hint(one),
    }


def _hint(one: Input) -> Block:
    """ "…" where there are more options than Slack can carry."""
    is_cut = one.kind in OF_OPTIONS and len(_options(one)) < sum(1 for option in one.options if option.value)
    return {"hint": plain(LEFT_OUT, LONGEST_HINT)} if is_cut else {}


def _written(one: Input) -> Block:
    made: Block = {"type": "plain_text_input", "max_length": one.longest}
    if one.kind is InputKind.EMAIL:
        made = {"type": "email_text_input"}
    elif one.kind is InputKind.LONG_TEXT:
        made["multiline"] = True
    if one.value:
        made["initial_value"] = one.value[: one.longest]
    return made | _placeholder(one)


def _placeholder(one: Input) -> Block:
    return {"placeholder": plain(one.placeholder, LONGEST_PLACEHOLDER)} if one.placeholder.strip() else {}


def _chosen(one: Input) -> Block:
    """All options are seen where they are few, else they lie in a list."""
    options = _options(one)
    there = [option for option in options if option["value"] in one.value.split(",")]
    if one.kind is InputKind.SEVERAL_OF:
        kind, is_list = ("multi_static_select", True) if len(options) > MOST_TICKED else ("checkboxes", False)
        initial: Block = {"initial_options": there} if there else {}
    else:
        kind, is_list = ("static_select", True) if len(options) > EXPANDED_UP_TO else ("radio_buttons", False)
        initial = {"initial_option": there[0]} if there else {}
    return {"type": kind, "options": options, **initial, **(_placeholder(one) if is_list else {})}


def _options(one: Input) -> list[Block]:
    """The options that Slack can carry."""
    carried = [option for option in one.options if 0 < len(option.value) <= LONGEST_OPTION_VALUE]
    return [{"text": plain(option.label, LONGEST_OPTION), "value": option.value} for option in carried[:MOST_OPTIONS]]
