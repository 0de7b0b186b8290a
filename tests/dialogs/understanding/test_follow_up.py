"""A message may point back to the last answer, and only while it is there."""

from __future__ import annotations

import pytest

from dialogs.understanding.names import names_of
from dialogs.understanding.reader import Context, understand
from dialogs.understanding.wish import Wish
from tests.builders import OSLO, agenda, at

NAMES = names_of(agenda())
FYLKET = Context(
    "agenda.when", {"topic": "Nytt fra fylket"}, topic="Nytt fra fylket", block="fylket", person="Ingrid Moe"
)
THAT_BLOCK = {"topic": "Nytt fra fylket", "block": "fylket"}
LUNCH = Context("agenda.where", {"topic": "lunsj"}, topic="Lunsj", block="lunsj")
WORKSHOP = "Målkonflikter i planarbeidet"


def read(text: str, context: Context | None = None) -> Wish:
    return understand(text, names=NAMES, now=at("09:05"), zone=OSLO, context=context)


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("og etter det?", "agenda.next", THAT_BLOCK),
        ("ka e etterpå", "agenda.next", THAT_BLOCK),
        ("og så da?", "agenda.next", THAT_BLOCK),
        ("and then?", "agenda.next", THAT_BLOCK),
        ("hvem leder den?", "agenda.who", THAT_BLOCK),
        ("kven held det?", "agenda.who", THAT_BLOCK),
        ("who leads it", "agenda.who", THAT_BLOCK),
        ("hvor da?", "agenda.where", THAT_BLOCK),
        ("hvor er det", "agenda.where", THAT_BLOCK),
        ("kor e det", "agenda.where", THAT_BLOCK),
        ("where is it", "agenda.where", THAT_BLOCK),
        ("strømmes det?", "stream.link", THAT_BLOCK),
        ("når er det ferdig", "agenda.when", THAT_BLOCK),
        ("hvor lenge varer det", "agenda.when", THAT_BLOCK),
        ("når snakker hun?", "agenda.who", {"person": "Ingrid Moe"}),
        ("hva snakker hun om", "agenda.who", {"person": "Ingrid Moe"}),
        ("when does she speak", "agenda.who", {"person": "Ingrid Moe"}),
        ("hva med workshopen?", "agenda.when", {"topic": WORKSHOP}),
    ],
)
def test_what_is_left_out_is_taken_from_the_last_answer(text: str, intent: str, slots: dict[str, str]) -> None:
    wish = read(text, FYLKET)
    assert (wish.intent, dict(wish.slots)) == (intent, slots)


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("og middagen?", {"topic": "middag"}),
        ("hva med workshopen", {"topic": WORKSHOP}),
        ("å erfaringer fra øyan?", {"topic": "Erfaringer fra øyene"}),
        ("what about dinner", {"topic": "middag"}),
    ],
)
def test_and_with_another_thing_asks_the_last_question_about_that(text: str, slots: dict[str, str]) -> None:
    wish = read(text, LUNCH)
    assert (wish.intent, dict(wish.slots)) == ("agenda.where", slots)


@pytest.mark.parametrize(
    "text",
    ["når er lunsj", "hva skjer nå", "hva er neste?", "hvem leder workshopen", "hvor er vi", "meld meg på", "takk",
     "når er vi ferdige i dag", "hva skjer kl 13", "det var bra", "hvor er middagen", "hvordan blir været i helga"],
)  # fmt: skip
def test_a_message_that_stands_by_itself_is_read_as_if_nothing_had_been_said(text: str) -> None:
    assert read(text, FYLKET) == read(text)


def test_the_only_workshop_is_the_workshop() -> None:
    assert dict(read("hvem leder workshopen?").slots) == {"topic": WORKSHOP}
