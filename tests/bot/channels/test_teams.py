"""A card, dressed for Teams."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import adaptive_cards
import jsonschema
import pytest

from bot.cards.card import Card, Choice, Fact, Row
from bot.channels.teams import MAX_BYTES, dress, size_of

SCHEMA = json.loads((Path(adaptive_cards.__file__).parent / "schemas" / "schema-1.5.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft6Validator(SCHEMA)

NEXT = Card(
    title="Neste: Nytt fra fylket",
    lines=("kl. 12.45–13.15, om 25 minutter. Nå er det lunsj.", "Ved Ingrid Moe. Strømmes."),
    rows=(Row("12.45–13.15", "Nytt fra fylket", "Ved Ingrid Moe", is_on=True), Row("13.15", "Pause")),
    facts=(Fact("Sted", "Storsalen"),),
    choices=(
        Choice("Resten av dagen", "agenda.day", {"day": "2027-04-15"}),
        Choice("Åpne strømmen", url="https://video.example.org/varsamling"),
    ),
    footer="Du får denne fordi du følger programmet.",
)


def card_of(activity: Any) -> dict[str, Any]:
    content: dict[str, Any] = activity["attachments"][0]["content"]
    return content


@pytest.mark.parametrize(
    "card",
    [
        NEXT,
        Card(title="Tittel", lines=("Linje",)),
        Card(choices=(Choice("Hjelp", "help"),)),
        Card(lines=("<at>alle</at> **fet** [lenke](https://attacker.example.org) {{DATE(2027-01-01, SHORT)}}", "")),
        Card(title="x" * 30_000, lines=("æ" * 30_000,), rows=(Row("09.00", "🎉" * 9_000),)),
    ],
)
def test_every_card_is_an_adaptive_card_of_1_5_under_20_kb(card: Card) -> None:
    activity = dress(card, language="nb")

    errors = [error.message for error in VALIDATOR.iter_errors(card_of(activity))] if "attachments" in activity else []
    assert (errors, size_of(activity) <= MAX_BYTES) == ([], True)


def test_a_card_comes_with_words_for_the_notification_and_for_old_clients() -> None:
    activity = dress(NEXT, language="nn")

    assert activity["locale"] == "nn-NO"
    assert activity["summary"].startswith("Neste: Nytt fra fylket · kl. 12.45–13.15, om 25 minutter.")
    assert (card_of(activity)["lang"], "Ved Ingrid Moe. Strømmes." in card_of(activity)["fallbackText"]) == ("nn", True)


def test_a_card_has_no_text_beside_it_that_would_be_shown_twice() -> None:
    assert "text" not in dress(NEXT, language="nb")


@pytest.mark.parametrize("card", [Card(title="Takk for i dag."), Card(lines=("Takk for i dag.",))])
def test_one_line_without_choices_is_plain_text(card: Card) -> None:
    expected = {"type": "message", "locale": "en-GB", "text": "Takk for i dag.", "textFormat": "plain"}

    assert dress(card, language="en") == expected


def test_title_time_and_link_come_through() -> None:
    written = json.dumps(card_of(dress(NEXT, language="nb")), ensure_ascii=False)

    for part in ("Neste: Nytt fra fylket", "12.45–13.15", "https://video.example.org/varsamling", "agenda.day"):
        assert part in written


def test_a_programme_that_is_too_long_ends_with_a_sign_that_it_goes_on() -> None:
    rows = tuple(Row(f"{hour:02}.00", f"Bolk nummer {hour}", "Ved Ingrid Moe") for hour in range(300))

    card = card_of(dress(Card(title="Programmet", rows=rows, choices=NEXT.choices), language="nb"))

    kept = [element for element in card["body"] if element["type"] == "ColumnSet"]
    assert 20 < len(kept) < 300
    assert (card["body"][-1]["text"], len(card["actions"])) == ("…", 2)
