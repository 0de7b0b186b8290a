"""A card as a message in Slack."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.errors import SlackObjectFormationError

from bot.cards.card import Card, Cell, Choice, Fact, Picture, Row
from bot.channels.slack import dress
from gatherings.gathering import EN, LANGUAGES, NB, NN, Language
from tests.bot.channels.slack_blocks import buttons, troubles_of_message, words
from tests.bot.channels.slack_cards import every_card
from tests.bot.channels.test_teams import NEXT
from tests.examples import examples
from tests.web.house import POSTED, PROGRAMME, RATING

CARDS = every_card()
HOSTILE = "<!channel> <@U0123ABCD> <https://attacker.example.org|fylket> @here *fet* _skrå_ ~strek~ `kode` > sitat :tada: &amp;"


def blocks_of(card: Card, language: Language = NB) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = dress(card, language=language)["blocks"]
    return blocks


def missing_of(card: Card, language: Language) -> list[str]:
    """What of a card does not come through in Slack, and what Slack would refuse."""
    body = dress(card, language=language)
    read, pressed = words(body["blocks"]), buttons(body["blocks"])
    told = [card.title, *card.lines, *(row.when for row in card.rows), *(row.title for row in card.rows)]
    told += [f"{fact.label}: *{fact.value}" for fact in card.facts] + [asked.label for asked in card.inputs]
    missing = [text for text in told if text not in read]
    missing += [
        choice.url for choice in card.choices if choice.url and choice.url not in [one.get("url") for one in pressed]
    ]
    missing += [] if len(pressed) == len(card.choices) + len(card.cells) else ["a button"]
    return missing + troubles_of_message(body)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_comes_through_with_its_title_its_times_and_its_links(language: Language) -> None:
    missing = {name: missing_of(drawn(language), language) for name, drawn in CARDS.items()}
    assert (len(missing) > 100, {name: found for name, found in missing.items() if found}) == (True, {})


def test_a_programme_reads_on_a_phone_and_what_is_on_is_bold_and_says_so() -> None:
    assert words(blocks_of(PROGRAMME)).splitlines() == [
        "# Torsdag 15. april",
        "09.00–09.15  Velkommen til Fjordby",
        "Strømmes",
        "*09.15–10.00  Nytt fra fylket*",
        "Nå · Ved Ingrid Moe · Strømmes",
        "10.15–12.00  Målkonflikter i planarbeidet",
        "Ved Ingrid Moe og Per Lie · Storsalen",
        "12.00–12.45  Lunsj",
        "Kantina",
        "[Åpne strømmen] [I morgen]",
    ]


@pytest.mark.parametrize(("language", "word"), [(NB, "Nå"), (NN, "No"), (EN, "Now")])
def test_what_is_on_says_so_once_and_in_the_language(language: Language, word: str) -> None:
    told = [
        words(blocks_of(Card(rows=(Row("09.00", "Lunsj", detail, is_on=True),)), language)) for detail in ("", word)
    ]
    assert told == [f"*09.00  Lunsj*\n{word}"] * 2


def test_a_card_that_was_posted_has_its_facts_on_lines_and_its_small_print_last() -> None:
    assert words(blocks_of(POSTED)).splitlines() == [
        "# Nå: Målkonflikter i planarbeidet",
        "Workshop ved Ingrid Moe og Per Lie.",
        "*Tid: *kl. 10.15–12.00",
        "*Sted: *Storsalen",
        "(Du får denne fordi du følger programmet. Skriv «slutt å følge» for å slippe.)",
    ]


def test_a_scale_is_two_rows_of_five_and_each_number_says_its_name() -> None:
    rows = [block["elements"] for block in blocks_of(RATING) if block["type"] == "actions"]
    assert [len(row) for row in rows] == [5, 5, 1]
    assert rows[1][2] == {
        "type": "button",
        "action_id": "press:7",
        "text": {"type": "plain_text", "text": "8", "emoji": False},
        "style": "primary",
        "value": '{"do":"evaluation.answer","value":"8"}',
        "accessibility_label": "8 av 10, valgt",
    }


def test_buttons_carry_what_they_do_or_where_they_lead_and_no_two_have_the_same_name() -> None:
    made = buttons(blocks_of(NEXT))
    assert [(one["action_id"], one.get("value"), one.get("url")) for one in made] == [
        ("press:0", '{"do":"agenda.day","day":"2027-04-15"}', None),
        ("link:1", None, "https://video.example.org/varsamling"),
    ]


def test_what_a_card_is_for_looks_so() -> None:
    card = Card("Hei", choices=(Choice("Ja", do="yes", is_main=True), Choice("Nei", do="no")))
    assert [made.get("style") for made in buttons(blocks_of(card))] == ["primary", None]


def test_a_picture_is_shown_with_what_it_says() -> None:
    shown = Picture("https://samband.example.org/qr.png", "QR-kode til siden")
    assert blocks_of(Card("Hei", picture=shown))[1] == {
        "type": "image", "image_url": shown.url, "alt_text": shown.alternative
    }  # fmt: skip


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:image/png;base64,x", "/qr.png", f"https://x.example/{'x' * 3_000}"]
)
def test_what_slack_could_not_open_is_neither_a_picture_nor_a_button(url: str) -> None:
    card = Card("Hei", picture=Picture(url, "Kode"), choices=(Choice("Åpne", url=url),))
    assert [block["type"] for block in blocks_of(card)] == ["header"]


def test_one_line_alone_is_a_line_and_no_heading() -> None:
    assert [words(blocks_of(card)) for card in (Card("Takk."), Card(lines=("Takk.",)))] == ["Takk."] * 2


@pytest.mark.parametrize(
    ("card", "text"),
    [
        (Card("Neste: Lunsj", ("kl. 12.00",)), "Neste: Lunsj\nkl. 12.00"),
        (Card(choices=(Choice("Hjelp", "help"),)), "[Hjelp]"),
        (Card(), "…"),
    ],
)
def test_there_are_always_words_for_the_notification_and_for_who_listens(card: Card, text: str) -> None:
    assert dress(card, language=NB)["text"] == text


def test_what_people_wrote_is_never_markup() -> None:
    card = Card(
        HOSTILE,
        (HOSTILE,),
        (Row("09.00", HOSTILE, HOSTILE, is_on=True),),
        (Fact(HOSTILE, HOSTILE),),
        choices=(Choice(HOSTILE, "help"),),
        footer=HOSTILE,
    )
    body = dress(card, language=NB)

    assert troubles_of_message(body) == []
    assert words(body["blocks"]).count(HOSTILE) == 7
    assert not {"<", ">"} & set(body["text"])
    assert json.dumps(body).count('"mrkdwn"') == 0


def test_the_words_of_a_notification_are_cut_before_and_not_within_a_sign() -> None:
    text = dress(Card("Hei", ("<&>" * 3_000,)), language=NB)["text"]
    assert 2_500 < len(text) <= 4_000
    assert text.replace("&lt;", "").replace("&gt;", "").replace("&amp;", "") == "Hei\n…"


def test_a_title_that_is_too_long_for_a_heading_is_bold_and_whole() -> None:
    [title, _] = blocks_of(Card("Hvor nyttig var samlingen? " * 8, ("Trykk.",)))
    assert (title["type"], words([title])) == ("rich_text", f"*{('Hvor nyttig var samlingen? ' * 8).strip()}*")


def test_a_programme_that_is_too_long_ends_with_a_sign_that_it_goes_on() -> None:
    rows = tuple(Row(f"{hour:02}.00", f"Bolk nummer {hour}", "Ved Ingrid Moe") for hour in range(300))
    body = dress(Card("Programmet", rows=rows, choices=NEXT.choices, footer="Hilsen oss"), language=NB)

    told = words(body["blocks"]).splitlines()
    assert troubles_of_message(body) == []
    assert (len(body["blocks"]), told[-5:]) == (
        50,
        ["45.00  Bolk nummer 45", "Ved Ingrid Moe", "(…)", "[Resten av dagen] [Åpne strømmen]", "(Hilsen oss)"],
    )


def test_rows_are_left_out_before_facts_and_facts_before_lines() -> None:
    facts = tuple(Fact(f"Organisasjon {number}", "x" * 200) for number in range(60))
    card = Card("Hei", ("Linje",) * 9, (Row("09.00", "Lunsj"),) * 9, facts)
    kept = words(blocks_of(card))
    assert ("Lunsj" in kept, "Organisasjon 0:" in kept, "Organisasjon 59:" in kept, kept.count("Linje")) == (
        False, True, False, 9
    )  # fmt: skip


def test_a_button_that_carries_more_than_slack_takes_is_not_there() -> None:
    card = Card("Hei", choices=(Choice("For mye", "help", {"said": "x" * 2_000}), Choice("Hjelp", "help")))
    assert [made["text"]["text"] for made in buttons(blocks_of(card))] == ["Hjelp"]


PLAIN = {"type": "plain_text", "text": "Hei", "emoji": False}
PRESS = {"type": "button", "action_id": "press:0", "text": PLAIN, "value": "{}"}


@pytest.mark.parametrize(
    "bad",
    [
        [{"type": "section", "text": {"type": "mrkdwn", "text": "*Hei*"}}],
        [{"type": "context", "elements": [PLAIN], "colour": "red"}],
        [{"type": "header", "text": {**PLAIN, "text": " "}}],
        [{"type": "actions", "elements": []}],
        [{"type": "actions", "elements": [PRESS, PRESS]}],
        [{"type": "actions", "elements": [{**PRESS, "value": "x" * 2_001}]}],
        [{"type": "actions", "elements": [{**PRESS, "url": "https://x.example"}]}],
        [
            {
                "type": "rich_text",
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": ""}]}],
            }
        ],
        [{"type": "divider"}] * 51,
    ],
)
def test_what_slack_would_refuse_is_found_by_these_tests(bad: list[dict[str, Any]]) -> None:
    try:
        assert troubles_of_message({"text": "Hei", "blocks": bad}) != []
    except SlackObjectFormationError:
        return


texts = st.one_of(
    st.text(max_size=40),
    st.sampled_from([HOSTILE, "", " ", "\n", "\u200b", "x" * 30_000, "æ🎉" * 2_000, "<" * 5_000, '"\\' * 2_000]),
)
args = st.dictionaries(st.sampled_from(["gathering", "id", "value"]), st.one_of(texts, st.integers()), max_size=2)
choices = st.builds(
    Choice, texts, do=st.just("help"), args=args, url=st.one_of(st.none(), texts), is_main=st.booleans()
)
cards = st.builds(
    Card,
    texts,
    st.lists(texts, max_size=60).map(tuple),
    st.lists(st.builds(Row, texts, texts, texts, st.booleans()), max_size=60).map(tuple),
    st.lists(st.builds(Fact, texts, texts), max_size=30).map(tuple),
    st.lists(st.builds(Cell, texts, texts, st.just("help"), args, st.booleans()), max_size=10).map(tuple),
    st.one_of(st.none(), st.builds(Picture, st.sampled_from(["https://x.example/a.png", "", "x"]), texts)),
    choices=st.lists(choices, max_size=5).map(tuple),
    footer=texts,
)


@settings(max_examples=examples(40))
@given(cards, st.sampled_from(LANGUAGES))
def test_whatever_stands_on_a_card_slack_takes_its_message(card: Card, language: Language) -> None:
    some = replace(card, cells=tuple(replace(cell, args={}) for cell in card.cells))
    body = dress(some, language=language)
    assert troubles_of_message(body) == []
