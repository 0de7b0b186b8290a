from __future__ import annotations

import io
import json

from bot.cards.card import Card, Choice
from bot.channels.console import ConsoleWire, dress
from bot.wire import Address, Outgoing
from gatherings.gathering import NB
from gatherings.people import ConversationKind

TERMINAL = Address("console", "", "terminal:ola", ConversationKind.PERSONAL)
CARD = Card(
    title="Neste: Lunsj",
    choices=(
        Choice("Åpne strømmen", url="https://video.example.org"),
        Choice("Resten av dagen", do="agenda.day", args={"day": "i dag"}),
        Choice("Følg programmet", do="follow.start"),
    ),
)


def test_a_card_is_text_with_its_choices_numbered() -> None:
    assert dress(CARD, language=NB)["text"].splitlines() == [
        "Neste: Lunsj",
        "Åpne strømmen: https://video.example.org",
        "[1 Resten av dagen]  [2 Følg programmet]",
    ]


async def test_a_choice_is_pressed_by_its_number_or_its_label() -> None:
    wire = ConsoleWire(io.StringIO())
    assert wire.pressed("1") is None
    await wire.send(TERMINAL, Outgoing(dress(CARD, language=NB)))
    pressed = [wire.pressed(typed) for typed in ("1", "følg programmet ", "[2]", "3", "hva er neste?")]
    follow = {"do": "follow.start"}
    assert pressed == [{"do": "agenda.day", "day": "i dag"}, follow, follow, None, None]


async def test_scripts_are_given_a_line_of_json_for_each_message() -> None:
    out = io.StringIO()
    wire = ConsoleWire(out, is_for_scripts=True)
    receipts = [await wire.send(TERMINAL, Outgoing(dress(CARD, language=NB))) for _ in range(2)]
    assert [json.loads(line)["choices"][1]["label"] for line in out.getvalue().splitlines()] == ["Følg programmet"] * 2
    assert [receipt.id for receipt in receipts] == ["1", "2"]
