"""A card for Slack: a message, the form that a button of it opens, and the app's home."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.cards.card import Card, Choice, Input
from bot.channels.slack_form import write_form, write_metadata
from bot.channels.text import as_text
from gatherings.gathering import Language


def dress(card: Card, *, language: Language) -> Mapping[str, Any]:
    """The message: its words, and its blocks."""
    return {"text": as_text(card), "blocks": [_words(card), *_buttons(card, language)]}


def dress_modal(card: Card, *, language: Language, private: str) -> Mapping[str, Any]:
    """The form: its first button that takes what is filled in submits it."""
    choice = main_choice(card)
    return {
        "type": "modal",
        "callback_id": "samband.form",
        "title": {"type": "plain_text", "text": "Samband"},
        "submit": {"type": "plain_text", "text": choice.label[:24]},
        "blocks": [_words(card), *(_input(asked) for asked in card.inputs)],
        "private_metadata": write_metadata(card, choice, language=language, private=private),
    }


def dress_home(cards: Sequence[Card], *, language: Language) -> Mapping[str, Any]:
    """The app's home."""
    return {"type": "home", "blocks": [block for card in cards for block in [_words(card), *_buttons(card, language)]]}


def main_choice(card: Card) -> Choice:
    """What sends the card's form."""
    return next(choice for choice in card.choices if choice.do and choice.takes_inputs)


def _words(card: Card) -> dict[str, Any]:
    words = as_text(Card(card.title, card.lines, card.rows, card.facts, footer=card.footer)) or "…"
    return {"type": "section", "text": {"type": "plain_text", "text": words[:2900]}}


def _buttons(card: Card, language: Language) -> list[dict[str, Any]]:
    cells = [Choice(cell.label, cell.do, cell.args, takes_inputs=False) for cell in card.cells]
    made = [_button(card, choice, number, language) for number, choice in enumerate([*card.choices, *cells])]
    return [{"type": "actions", "elements": made}] if made else []


def _button(card: Card, choice: Choice, number: int, language: Language) -> dict[str, Any]:
    made = {"type": "button", "text": {"type": "plain_text", "text": choice.label[:75]}}
    if choice.url:
        return {**made, "action_id": f"link:{number}", "url": choice.url}
    if card.inputs and choice.takes_inputs:
        return {**made, "action_id": f"form:{number}", "value": write_form(card, choice, language=language)}
    return {**made, "action_id": f"press:{number}", "value": json.dumps({"do": choice.do, **choice.args})}


def _input(asked: Input) -> dict[str, Any]:
    element: dict[str, Any] = {"type": "plain_text_input", "action_id": asked.id}
    if asked.value:
        element["initial_value"] = asked.value
    label = {"type": "plain_text", "text": asked.label}
    optional = not asked.is_required
    return {"type": "input", "block_id": asked.id, "optional": optional, "label": label, "element": element}
