"""A card as an Adaptive Card 1.5, for Teams and the web page."""

from __future__ import annotations

import re
from typing import Any, Final

from bot.cards.card import Card, Choice, Fact, Row

CONTENT_TYPE: Final = "application/vnd.microsoft.card.adaptive"

_MARKS: Final = re.compile(r"([\\*_\[\]`~<>|])")
_LINE_MARKS: Final = re.compile(r"^(\s*)([#+-]|\d+(?=[.)]\s))", re.MULTILINE)
_TEMPLATES: Final = re.compile(r"\{\{|\}\}")


def escaped(text: str) -> str:
    """Text that a TextBlock shows as it is: no Markdown, no date functions."""
    text = _TEMPLATES.sub(lambda found: "\u200b".join(found[0]), _MARKS.sub(r"\\\1", text))
    return _LINE_MARKS.sub(lambda found: f"{found[1]}\u200b{found[2]}", text)


def dress_adaptive(card: Card) -> dict[str, Any]:
    """The Adaptive Card's JSON. Every button is an Action.Submit or an Action.OpenUrl."""
    body: list[dict[str, Any]] = []
    if card.title:
        body.append(_text(card.title, size="Medium", weight="Bolder", style="heading"))
    body += [_text(line) for line in card.lines]
    body += [_row(row) for row in card.rows]
    if card.facts:
        body.append({"type": "FactSet", "facts": [_fact(fact) for fact in card.facts]})
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


def _action(choice: Choice) -> dict[str, Any]:
    if choice.url is not None:
        return {"type": "Action.OpenUrl", "title": choice.label, "url": choice.url}
    return {"type": "Action.Submit", "title": choice.label, "data": {"do": choice.do, **choice.args}}
