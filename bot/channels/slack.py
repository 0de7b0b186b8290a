"""Slack: a card as Block Kit, as a message, a form (modal) or the Home tab; and what a press or a form carries."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.cards.card import Card, Choice, Input, InputKind
from bot.channels.text import as_text

FORM: Final = "samband.form"


def dress(card: Card, *, language: str) -> Mapping[str, Any]:
    """The message: its words, and its blocks."""
    del language
    return {"text": as_text(card), "blocks": _blocks(card, card.choices)}


def dress_modal(card: Card, *, language: str, private: Mapping[str, Any]) -> Mapping[str, Any]:
    """The form: its first button that takes what is filled in submits it."""
    del language
    main = next((choice for choice in card.choices if choice.do and choice.takes_inputs), None)
    view: dict[str, Any] = {
        "type": "modal",
        "callback_id": FORM,
        "title": {"type": "plain_text", "text": card.title[:24] or "Samband"},
        "blocks": _blocks(card, [choice for choice in card.choices if choice is not main]),
    }
    if main is None or not card.inputs:
        return view
    view["submit"] = {"type": "plain_text", "text": main.label[:24]}
    return view | {"private_metadata": json.dumps({"press": {"do": main.do, **main.args}, **private})}


def dress_home(cards: Sequence[Card], *, language: str) -> Mapping[str, Any]:
    """The Home tab."""
    del language
    return {"type": "home", "blocks": [block for card in cards for block in _blocks(card, card.choices)]}


def read_press(action: Mapping[str, Any], state: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What a pressed button carries, with what is filled in around it; None where it is not one of ours."""
    try:
        carried = json.loads(action["value"])
    except (KeyError, TypeError, ValueError):
        return None
    return {**carried, **_filled(state)} if isinstance(carried, dict) else None


def read_form(view: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What a submitted form carries, as a pressed card does."""
    try:
        press = json.loads(view["private_metadata"])["press"]
    except (KeyError, TypeError, ValueError):
        return None
    return {**press, **_filled(view.get("state") or {})} if isinstance(press, dict) else None


def _filled(state: Mapping[str, Any]) -> dict[str, str]:
    found = {}
    for block in (state.get("values") or {}).values():
        for name, element in block.items():
            chosen = element.get("selected_option") or {}
            found[name] = str(element.get("value") or chosen.get("value") or "")
    return found


def _blocks(card: Card, choices: Sequence[Choice]) -> list[dict[str, Any]]:
    words = as_text(Card(card.title, card.lines, card.rows, card.facts, footer=card.footer)) or "…"
    blocks: list[dict[str, Any]] = [{"type": "section", "text": {"type": "plain_text", "text": words[:2900]}}]
    blocks += [_input(asked) for asked in card.inputs]
    buttons = [_button(choice, number) for number, choice in enumerate(choices)]
    buttons += [_button(Choice(cell.label, cell.do, cell.args), 10 + number) for number, cell in enumerate(card.cells)]
    return [*blocks, {"type": "actions", "elements": buttons}] if buttons else blocks


def _button(choice: Choice, number: int) -> dict[str, Any]:
    label = {"type": "plain_text", "text": choice.label[:75]}
    if choice.url:
        return {"type": "button", "action_id": f"url.{number}", "text": label, "url": choice.url}
    value = json.dumps({"do": choice.do, **choice.args})
    return {"type": "button", "action_id": f"do.{number}", "text": label, "value": value}


def _input(asked: Input) -> dict[str, Any]:
    element: dict[str, Any] = {"type": "plain_text_input", "action_id": asked.id}
    if asked.value:
        element["initial_value"] = asked.value
    if asked.kind is InputKind.ONE_OF and asked.options:
        options = [
            {"text": {"type": "plain_text", "text": o.label[:75]}, "value": o.value} for o in asked.options[:100]
        ]
        element = {"type": "static_select", "action_id": asked.id, "options": options}
    return {
        "type": "input",
        "block_id": asked.id,
        "optional": not asked.is_required,
        "label": {"type": "plain_text", "text": asked.label},
        "element": element,
    }
