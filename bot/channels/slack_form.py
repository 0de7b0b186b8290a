"""What a press in Slack says: what a button does, the form that it opens, and what was filled in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.cards.card import Card, Choice
from gatherings.gathering import Language

Pressed = dict[str, object]


class NotFromACard(ValueError):  # noqa: N818 (a sentence, as everywhere)
    """What came in is not what a card of ours sends."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form to be opened: a card with what is asked, and with the one choice that sends it."""

    card: Card
    language: Language


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that was sent."""

    pressed: Mapping[str, object]
    private: str
    errors: Mapping[str, str] = field(default_factory=dict)


_FORM = TypeAdapter(Form)


def write_form(card: Card, choice: Choice, *, language: Language) -> str:
    """What a button carries to open the form."""
    return _FORM.dump_json(Form(replace(card, choices=(choice,), footer=""), language), exclude_defaults=True).decode()


def write_metadata(card: Card, choice: Choice, *, language: Language, private: str) -> str:
    """What an open form carries."""
    required = {asked.id: asked.error for asked in card.inputs if asked.is_required}
    return json.dumps({"press": {"do": choice.do, **choice.args}, "private": private, "required": required})


def read_press(action: object, state: object = None) -> Pressed | Form | None:
    """What a button does; the form where it opens one; None for a link. Raises NotFromACard."""
    told = action if isinstance(action, Mapping) else {}
    kind = str(told.get("action_id")).partition(":")[0]
    if kind == "link":
        return None
    try:
        if kind == "form":
            return _FORM.validate_json(told["value"])
        return dict(json.loads(told["value"]))
    except (KeyError, TypeError, ValueError, ValidationError):
        raise NotFromACard from None


def read_form(view: object) -> Filled:
    """What a form that was sent says. Raises NotFromACard."""
    try:
        told: Mapping[str, Any] = view  # type: ignore[assignment]
        carried = json.loads(told["private_metadata"])
        filled = _filled(told["state"]["values"])
        errors = {name: said for name, said in carried["required"].items() if not filled.get(name, "").strip()}
        return Filled({**filled, **carried["press"]}, carried["private"], errors)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise NotFromACard from None


def _filled(values: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    return {name: str(element.get("value") or "") for block in values.values() for name, element in block.items()}
