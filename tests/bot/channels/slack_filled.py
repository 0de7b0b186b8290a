"""What Slack sends of a form that is filled in, and what Teams sends of the same card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.cards.card import Card
from bot.channels.adaptive import dress_adaptive
from bot.channels.slack import dress, dress_modal
from bot.channels.slack_form import Form, read_form, read_press
from gatherings.gathering import NB, Language
from tests.bot.channels.slack_blocks import buttons

NOTHING: Mapping[str, str] = {}


def opened(card: Card, place: int = 0, language: Language = NB) -> Form:
    """The form that a button of the card's message opens."""
    forms = [read_press(made) for made in buttons(dress(card, language=language)["blocks"])]
    form = [one for one in forms if isinstance(one, Form)][place]
    assert isinstance(form, Form)
    return form


def view_of(card: Card, *, private: str = "") -> Mapping[str, Any]:
    form = opened(card)
    return dress_modal(form.card, language=form.language, private=private)


def state_of(view: Mapping[str, Any], **filled: str) -> dict[str, Any]:
    """What Slack sends of a form: what stands in it from the start, or is `filled` in."""
    values = {
        block.get("block_id", f"b{place}"): {block["element"]["action_id"]: _stated(block["element"], filled)}
        for place, block in enumerate(view["blocks"])
        if block["type"] == "input"
    }
    return {"values": values}


def _stated(element: Mapping[str, Any], filled: Mapping[str, str]) -> dict[str, Any]:
    value, kind = filled.get(element["action_id"]), element["type"]
    if kind in {"radio_buttons", "static_select"}:
        there = element.get("initial_option") if value is None else _option(element, value)
        return {"type": kind, "selected_option": there}
    if kind in {"checkboxes", "multi_static_select"}:
        chosen = element.get("initial_options", []) if value is None else _options(element, value)
        return {"type": kind, "selected_options": chosen}
    return {"type": kind, "value": (element.get("initial_value") if value is None else value) or None}


def _option(element: Mapping[str, Any], value: str) -> Any:
    return next((one for one in element["options"] if one["value"] == value), None)


def _options(element: Mapping[str, Any], value: str) -> list[Any]:
    return [one for one in element["options"] if one["value"] in value.split(",")]


def sent_by_slack(card: Card, filled: Mapping[str, str] = NOTHING, *, place: int = 0) -> Mapping[str, object]:
    form = opened(card, place)
    view = dress_modal(form.card, language=form.language, private="")
    return read_form({**view, "id": "V1", "state": state_of(view, **filled)}).pressed


def sent_by_teams(card: Card, filled: Mapping[str, str] = NOTHING, *, place: int = 0) -> dict[str, object]:
    """What an Action.Submit of the same card gives: its data with the value of every input."""
    dressed = dress_adaptive(card)
    submits = [one for one in dressed["actions"] if "associatedInputs" not in one and one["type"] == "Action.Submit"]
    there = {one["id"]: one.get("value", "") for one in dressed["body"] if "id" in one}
    return {**there, **filled, **submits[place]["data"]}
