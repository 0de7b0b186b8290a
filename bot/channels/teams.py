"""A card for Teams: an Adaptive Card with the words for the notification, or one line of text alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

from bot.cards.card import Card, Choice, Input
from bot.channels.adaptive import CONTENT_TYPE, dress_adaptive
from bot.channels.text import as_text

MAX_BYTES: Final = 20_000
MAX_SUMMARY: Final = 300
MAX_LINE: Final = 1_000
MAX_CELL: Final = 200
MAX_SAID: Final = 3
"""So many suggested actions have room on a phone."""
LEFT_OUT: Final = "…"
LOCALES: Final = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}

T = TypeVar("T")


def dress(card: Card, *, language: str) -> Mapping[str, Any]:
    """The activity, under 20 KB: what does not fit is left out from the end, and "…" says so."""
    activity = _activity(card, language=language)
    if size_of(activity) > MAX_BYTES:
        card = _with_short_texts(card)
        activity = _activity(card, language=language)
    while size_of(activity) > MAX_BYTES:
        assert card.rows or card.facts or card.lines or _longest_list(card), "choices alone are too large for a card"
        card = _with_fewer(card)
        activity = _activity(card, language=language)
    return activity


def size_of(activity: Mapping[str, Any]) -> int:
    """The bytes that it has on the wire."""
    return len(json.dumps(activity, ensure_ascii=False, separators=(",", ":")).encode())


def _activity(card: Card, *, language: str) -> dict[str, Any]:
    activity: dict[str, Any] = {"type": "message", "locale": LOCALES.get(language, language)}
    if card.says:
        activity["suggestedActions"] = {"actions": [_said(words) for words in card.says[:MAX_SAID]]}
    line = _only_line(card)
    if line is not None:
        return {**activity, "text": line, "textFormat": "plain"}
    words = as_text(card)
    content = {**dress_adaptive(card), "lang": language, "fallbackText": _cut(words, MAX_LINE)}
    if card.looks_up is not None:
        content["refresh"] = _refresh(card.looks_up)
    return {
        **activity,
        "summary": _cut(" · ".join(line.strip() for line in words.splitlines()), MAX_SUMMARY),
        "attachments": [{"contentType": CONTENT_TYPE, "content": content}],
    }


def _said(words: str) -> dict[str, str]:
    """A suggested action: pressed, it says the words in the person's name. Shown in personal chats alone."""
    return {"type": "imBack", "title": words, "value": words}


def _refresh(choice: Choice) -> dict[str, Any]:
    """What the card's menu asks for under "Refresh card". `userIds` without anybody: no client asks on its own."""
    action = {"type": "Action.Execute", "verb": choice.do, "data": {"do": choice.do, **choice.args}}
    return {"action": action, "userIds": []}


def _only_line(card: Card) -> str | None:
    """The one line that the card is; beside a card a text would be shown twice, so only then there is one."""
    words = [text for text in (card.title, *card.lines) if text]
    has_more = card.rows or card.facts or card.inputs or card.choices or card.footer
    return words[0] if len(words) == 1 and "\n" not in words[0] and not has_more else None


def _with_short_texts(card: Card) -> Card:
    return replace(
        card,
        title=_cut(card.title, MAX_LINE),
        lines=tuple(_cut(line, MAX_LINE) for line in card.lines),
        rows=tuple(
            replace(row, title=_cut(row.title, MAX_CELL), detail=_cut(row.detail, MAX_CELL)) for row in card.rows
        ),
        facts=tuple(replace(fact, value=_cut(fact.value, MAX_CELL)) for fact in card.facts),
        inputs=tuple(_with_short_words(asked) for asked in card.inputs),
        footer=_cut(card.footer, MAX_LINE),
    )


def _with_short_words(asked: Input) -> Input:
    """The input with short words; its value is what somebody wrote, and stays."""
    return replace(
        asked,
        label=_cut(asked.label, MAX_CELL),
        placeholder=_cut(asked.placeholder, MAX_CELL),
        error=_cut(asked.error, MAX_CELL),
        options=tuple(replace(option, label=_cut(option.label, MAX_CELL)) for option in asked.options),
    )


def _with_fewer(card: Card) -> Card:
    """The card without the last quarter of its rows; then of its facts, its lines, and its longest list of options."""
    if card.rows:
        card = replace(card, rows=_fewer(card.rows))
    elif card.facts:
        card = replace(card, facts=_fewer(card.facts))
    elif card.lines:
        card = replace(card, lines=_fewer(card.lines))
    else:
        card = replace(card, inputs=tuple(_with_fewer_options(asked, _longest_list(card)) for asked in card.inputs))
    return replace(card, footer=_left_out(card.footer))


def _with_fewer_options(asked: Input, longest: int) -> Input:
    is_longest = len(asked.options) == longest
    return replace(asked, options=_fewer(asked.options)) if is_longest else asked


def _longest_list(card: Card) -> int:
    """How many options the longest list has."""
    return max((len(asked.options) for asked in card.inputs), default=0)


def _fewer(items: tuple[T, ...]) -> tuple[T, ...]:
    return items[: len(items) * 3 // 4]


def _left_out(footer: str) -> str:
    return footer if footer.startswith(LEFT_OUT) else f"{LEFT_OUT} {footer}".rstrip()


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + LEFT_OUT
