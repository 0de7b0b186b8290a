"""The terminal: a card as text with numbered choices, and a wire that prints."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from bot.cards.card import Card, Choice
from bot.channels.text import as_text
from bot.wire import Address, Outgoing, Receipt
from gatherings.gathering import Language

CHANNEL = "console"


def dress(card: Card, *, language: Language) -> dict[str, Any]:
    """What the terminal shows, and what each of its choices presses."""
    del language
    cells = [Choice(cell.label, cell.do, cell.args, takes_inputs=False) for cell in card.cells]
    choices = [*cells, *(choice for choice in card.choices if choice.do)]
    numbered = "  ".join(f"[{number} {choice.label}]" for number, choice in enumerate(choices, start=1))
    return {
        "text": "\n".join(part for part in (as_text(card), numbered) if part),
        "choices": [{"label": choice.label, "press": _press(choice, card)} for choice in choices],
    }


def _press(choice: Choice, card: Card) -> dict[str, Any]:
    """What a choice presses. Nothing can be filled in here: what stands in the inputs goes with it as it is."""
    there = {asked.id: asked.value for asked in card.inputs if asked.value} if choice.takes_inputs else {}
    return {"do": choice.do, **choice.args, **there}


class ConsoleWire:
    """A Wire: prints, as JSON lines where scripts listen, and remembers the choices that were shown last."""

    def __init__(self, out: TextIO, *, is_for_scripts: bool = False) -> None:
        self._out, self._is_for_scripts, self._printed = out, is_for_scripts, 0
        self._choices: Sequence[Mapping[str, Any]] = ()

    async def send(self, address: Address, outgoing: Outgoing) -> Receipt:
        """The receipt; nothing is ever refused."""
        del address
        body: Mapping[str, Any] = outgoing.body
        self._choices = body["choices"]
        self._printed += 1
        shown = json.dumps(body, ensure_ascii=False) if self._is_for_scripts else f"{body['text']}\n"
        print(shown, file=self._out, flush=True)
        return Receipt(str(self._printed))

    def pressed(self, text: str) -> Mapping[str, object] | None:
        """What a line presses: a choice by its number or its label; None where it is neither."""
        typed = text.strip().strip("[]").casefold()
        names = [(str(number), choice["label"].casefold()) for number, choice in enumerate(self._choices, start=1)]
        found = next((index for index, named in enumerate(names) if typed in named), None)
        return None if found is None else self._choices[found]["press"]
