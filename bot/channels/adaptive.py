"""A card as an Adaptive Card 1.5, for Teams and the web page."""

from __future__ import annotations

import re
from typing import Any, Final

from bot.cards.card import Card, Cell, Choice, Fact, Input, InputKind, Picture, Row

CONTENT_TYPE: Final = "application/vnd.microsoft.card.adaptive"

EXPANDED_UP_TO: Final = 5
"""So many options are all seen at once; more lie in a list that opens."""

CELLS_IN_A_ROW: Final = 5

_MARKS: Final = re.compile(r"([\\*_\[\]`~<>|])")
_LINE_MARKS: Final = re.compile(r"^(\s*)([#+-]|\d+(?=[.)]\s))", re.MULTILINE)
_ADDRESSES: Final = re.compile(r"(https?://[^\s<>\"]+)")
_MARKS_IN_ADDRESSES: Final = re.compile(r"[\\*\[\]`~|]|_(?![A-Za-z0-9])")
_TEMPLATES: Final = re.compile(r"\{\{|\}\}")


def escaped(text: str) -> str:
    """Text that a TextBlock shows as it is: no Markdown, no date functions."""
    parts = _ADDRESSES.split(text)
    parts[::2] = (_MARKS.sub(r"\\\1", words) for words in parts[::2])
    parts[1::2] = map(_unmarked, parts[1::2])
    text = unfilled("".join(parts))
    return _LINE_MARKS.sub(lambda found: f"{found[1]}\u200b{found[2]}", text)


def _unmarked(address: str) -> str:
    """The address, whole: a backslash would become part of it, and so what Markdown might take is written as a code."""
    return _MARKS_IN_ADDRESSES.sub(lambda found: f"%{ord(found[0]):02X}", address)


def unfilled(text: str) -> str:
    """Text that a label shows as it is: there Markdown is no more than its letters, but a date function would work."""
    return _TEMPLATES.sub(lambda found: "\u200b".join(found[0]), text)


def dress_adaptive(card: Card) -> dict[str, Any]:
    """The Adaptive Card's JSON. Every button is an Action.Submit or an Action.OpenUrl."""
    body: list[dict[str, Any]] = []
    if card.title:
        body.append(_text(card.title, size="Medium", weight="Bolder", style="heading"))
    body += [_text(line) for line in card.lines]
    body += _cells(card.cells)
    body += [_row(row) for row in card.rows]
    if card.picture is not None:
        body.append(_picture(card.picture))
    if card.facts:
        body.append({"type": "FactSet", "facts": [_fact(fact) for fact in card.facts]})
    body += [_input(one) for one in card.inputs]
    if card.footer:
        body.append(_text(card.footer, size="Small", spacing="Medium"))
    dressed: dict[str, Any] = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "body": body,
    }
    if card.choices:
        dressed["actions"] = [_action(choice) for choice in card.choices]
    return dressed


def _text(text: str, **look: object) -> dict[str, Any]:
    return {"type": "TextBlock", "text": escaped(text), "wrap": True, **look}


def _fact(fact: Fact) -> dict[str, str]:
    return {"title": escaped(fact.label), "value": escaped(fact.value)}


def _row(row: Row) -> dict[str, Any]:
    weight = {"weight": "Bolder"} if row.is_on else {}
    words = [_text(row.title, **weight)]
    if row.detail:
        words.append(_text(row.detail, size="Small", spacing="None"))
    return {
        "type": "ColumnSet",
        "spacing": "Small",
        "columns": [
            {"type": "Column", "width": "108px", "items": [_text(row.when, **weight)]},
            {"type": "Column", "width": "stretch", "items": words},
        ],
    }


def _cells(cells: tuple[Cell, ...]) -> list[dict[str, Any]]:
    """Cells in rows of five, each large enough for a thumb."""
    rows = [cells[start : start + CELLS_IN_A_ROW] for start in range(0, len(cells), CELLS_IN_A_ROW)]
    return [{"type": "ColumnSet", "spacing": "Small", "columns": [_cell(cell) for cell in row]} for row in rows]


def _cell(cell: Cell) -> dict[str, Any]:
    label = _text(cell.label, horizontalAlignment="Center", weight="Bolder") | {"wrap": False}
    return {
        "type": "Column",
        "width": "stretch",
        "spacing": "Small",
        "minHeight": "44px",
        "style": "accent" if cell.is_on else "emphasis",
        "verticalContentAlignment": "Center",
        "items": [label],
        "selectAction": {
            "type": "Action.Submit",
            "title": unfilled(cell.name),
            "data": {"do": cell.do, **cell.args},
            "associatedInputs": "none",
        },
    }


def _picture(shown: Picture) -> dict[str, Any]:
    return {"type": "Image", "url": shown.url, "altText": unfilled(shown.alternative), "size": "Stretch"}


def _input(asked: Input) -> dict[str, Any]:
    """An Input.Text or an Input.ChoiceSet; its label stands above it, and is what a screen reader says."""
    dressed: dict[str, Any] = {"type": "Input.Text", "id": asked.id, "label": unfilled(asked.label)}
    dressed |= _set(value=asked.value, placeholder=unfilled(asked.placeholder), errorMessage=unfilled(asked.error))
    if asked.is_required:
        dressed["isRequired"] = True
    if asked.kind in {InputKind.ONE_OF, InputKind.SEVERAL_OF}:
        return dressed | {"type": "Input.ChoiceSet"} | _options(asked)
    return dressed | {"maxLength": asked.longest} | _written(asked.kind)


def _written(kind: InputKind) -> dict[str, Any]:
    match kind:
        case InputKind.EMAIL:
            return {"style": "Email"}
        case InputKind.LONG_TEXT:
            return {"isMultiline": True}
    return {}


def _options(asked: Input) -> dict[str, Any]:
    """All seen at once where they are few; of those that are ticked or picked one by one, Markdown would work."""
    several, is_expanded = asked.kind is InputKind.SEVERAL_OF, len(asked.options) <= EXPANDED_UP_TO
    shown = escaped if several or is_expanded else unfilled
    return {
        "style": "expanded" if is_expanded else "compact",
        "choices": [{"title": shown(option.label), "value": option.value} for option in asked.options],
        "wrap": True,
        **_set(isMultiSelect=several),
    }


def _set(**fields: object) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _action(choice: Choice) -> dict[str, Any]:
    if choice.url is not None:
        return {"type": "Action.OpenUrl", "title": choice.label, "url": choice.url}
    submit: dict[str, Any] = {
        "type": "Action.Submit",
        "title": choice.label,
        "data": {"do": choice.do, **choice.args},
        **_set(style="positive" if choice.is_main else ""),
    }
    return submit if choice.takes_inputs else submit | {"associatedInputs": "none"}
