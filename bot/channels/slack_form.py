"""What a press in Slack says: what a button does, the form that it opens, and what was filled in. Slack carries all of
it to and fro; nothing is kept here (docs/decisions/0022).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from bot.cards.card import Card, Choice
from bot.channels.blocks import FORM, LINK, LONGEST_HEADER, LONGEST_VALUE, PRESS, SEND, cut
from bot.channels.blocks_inputs import shown_of
from dialogs.phrases import voice
from gatherings.gathering import LANGUAGES, Language

LONGEST_METADATA: Final = 3_000

Pressed = dict[str, object]
"""What a button carries, and what was filled in: as Teams' Action.Submit gives it."""


class NotFromACard(ValueError):  # noqa: N818 (a sentence, as everywhere)
    """What came in is not what a card of ours sends."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form to be opened: a card with what is asked, and with the one choice that sends it."""

    card: Card
    language: Language


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that was sent. `private` is what was given to `dress_modal`; `errors` has a sentence for each block that
    is required and empty, for Slack to show there.
    """

    pressed: Mapping[str, object]
    private: str
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Carried:
    """What an open form carries: what its button does, and what is said where something required is empty."""

    press: Mapping[str, str | int]
    language: Language
    private: str
    required: Mapping[str, str]


_FORM: Final = TypeAdapter(Form)
_CARRIED: Final = TypeAdapter(_Carried)
_PRESS: Final = TypeAdapter(dict[str, str | int])


def write_form(card: Card, choice: Choice, *, language: Language) -> str | None:
    """What a button carries to open the form, with as many words beside it as fit; None where the inputs do not."""
    bare = tuple(replace(one, placeholder="") for one in card.inputs)
    whole = Card(cut(card.title, LONGEST_HEADER), card.lines, inputs=card.inputs, choices=(choice,), footer=card.footer)
    for tried in (
        whole,
        replace(whole, lines=()),
        replace(whole, lines=(), footer=""),
        Card(inputs=bare, choices=(choice,)),
    ):
        written = _FORM.dump_json(Form(tried, language), exclude_defaults=True).decode()
        if len(written) <= LONGEST_VALUE:
            return written
    return None


def write_metadata(card: Card, choice: Choice, *, language: Language, private: str) -> str:
    """An open form's private_metadata. Where its sentences of what is required are long, one that fits all is said."""
    required = {one.id: one.error for one in shown_of(card) if one.is_required}
    carried = _Carried(pressed_by(choice), language, private, required)
    written = _CARRIED.dump_json(carried).decode()
    if len(written) > LONGEST_METADATA:
        written = _CARRIED.dump_json(replace(carried, required=dict.fromkeys(required, ""))).decode()
    assert len(written) <= LONGEST_METADATA, "what is private, and what the button does, are too long for a form"
    return written


def pressed_by(choice: Choice) -> dict[str, str | int]:
    """What a choice carries."""
    assert choice.do is not None, "a link does nothing"
    return {"do": choice.do, **choice.args}


def read_press(action: object, state: object = None) -> Pressed | Form | None:
    """What the button of a block_actions does; the form where it opens one; None for a link, which Slack has opened.
    `state` is that of the payload, for a message that is itself the form. Raises NotFromACard.
    """
    told = _mapping(action)
    kind = str(told.get("action_id")).partition(":")[0]
    if kind == LINK:
        return None
    value = told.get("value")
    if not isinstance(value, str) or len(value) > LONGEST_VALUE:
        raise NotFromACard("a button without what it carries")
    if kind == FORM:
        return _form(value)
    if kind not in {PRESS, SEND}:
        raise NotFromACard("a button that is not ours")
    return (_filled(state) if kind == SEND else {}) | _press(value)


def read_form(view: object) -> Filled:
    """What the view of a view_submission says. Raises NotFromACard."""
    told = _mapping(view)
    metadata = told.get("private_metadata")
    if not isinstance(metadata, str) or len(metadata) > LONGEST_METADATA:
        raise NotFromACard("a form without what it carries")
    try:
        carried = _CARRIED.validate_json(metadata)
    except ValidationError:
        raise NotFromACard("a form that carries something else") from None
    if not isinstance(carried.press.get("do"), str):
        raise NotFromACard("a form that does nothing")
    filled = _filled(told.get("state"))
    return Filled({**filled, **carried.press}, carried.private, _errors(carried, filled))


def _errors(carried: _Carried, filled: Mapping[str, object]) -> dict[str, str]:
    usual = voice(_known(carried.language))("slack.required")
    return {name: said or usual for name, said in carried.required.items() if not str(filled.get(name, "")).strip()}


def _known(language: Language) -> Language:
    if language not in LANGUAGES:
        raise NotFromACard("a language that is not ours")
    return language


def _form(value: str) -> Form:
    try:
        form = _FORM.validate_json(value)
    except ValidationError:
        raise NotFromACard("a button that opens something else") from None
    if not form.card.inputs or [choice.do is not None for choice in form.card.choices] != [True]:
        raise NotFromACard("a form that asks nothing, or that nothing sends")
    return replace(form, language=_known(form.language))


def _press(value: str) -> Pressed:
    try:
        pressed = _PRESS.validate_json(value)
    except ValidationError:
        raise NotFromACard("a button that carries something else") from None
    if not isinstance(pressed.get("do"), str):
        raise NotFromACard("a button that does nothing")
    return {**pressed}


def _filled(state: object) -> Pressed:
    """What stands in each input, by its id; "" where nothing does."""
    blocks = _mapping(_mapping(state).get("values")).values()
    return {str(name): _value(_mapping(told)) for block in blocks for name, told in _mapping(block).items()}


def _value(told: Mapping[str, Any]) -> str:
    if "selected_options" in told:
        return ",".join(_option(one) for one in _listed(told["selected_options"]))
    if "selected_option" in told:
        return "" if told["selected_option"] is None else _option(told["selected_option"])
    value = told.get("value")
    if value is not None and not isinstance(value, str):
        raise NotFromACard("a value that is not text")
    return value or ""


def _option(told: object) -> str:
    value = _mapping(told).get("value")
    if not isinstance(value, str):
        raise NotFromACard("an option without its value")
    return value


def _listed(told: object) -> Iterable[object]:
    if told is not None and not isinstance(told, list):
        raise NotFromACard("options that are no list")
    return told or ()


def _mapping(told: object) -> Mapping[str, Any]:
    if not isinstance(told, Mapping):
        raise NotFromACard("something else where an object should be")
    return told
