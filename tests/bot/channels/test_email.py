"""A card as a letter."""

from __future__ import annotations

import re
from html import unescape
from typing import cast

import pytest

from bot.cards.card import Card, Choice, Fact, Row
from bot.channels.email import CalendarFile, dress
from tests.bot.channels.forms import FORM

REMINDER = Card(
    title="Kommer du 16. november?",
    lines=("Påmeldingen til Høstsamlingen stenger fredag 10. november.",),
    rows=(Row("09.00–09.15", "Velkommen", "Strømmes"),),
    facts=(Fact("Sted", "Kulturhuset, Fjordby"),),
    choices=(
        Choice("Kommer", "answer.coming"),
        Choice("Kommer ikke", "answer.not_coming"),
        Choice("Vis vei", url="https://map.example.org/?q=Fjordby&z=1"),
    ),
    footer="Du får denne fordi Fjordby kommune er med i nettverket.",
)


def words_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html.partition("<body")[2].partition(">")[2]))


def test_the_title_is_the_subject_and_the_plain_text_says_what_the_html_says() -> None:
    body = dress(REMINDER, language="nb")
    html = " ".join(words_of(str(body["html"])).split())
    told = [
        REMINDER.title,
        *REMINDER.lines,
        "09.00–09.15",
        "Velkommen",
        "Strømmes",
        "Sted: Kulturhuset, Fjordby",
        "Vis vei",
    ]
    assert body["subject"] == REMINDER.title
    for text in [*told, REMINDER.footer]:
        assert (text in str(body["text"]), text in html) == (True, True)


def test_a_button_that_does_something_is_a_link_to_the_personal_page_or_is_left_out() -> None:
    def link(choice: Choice) -> str | None:
        return f"https://samband.example.org/p/abc?do={choice.do}" if choice.do == "answer.coming" else None

    body = dress(REMINDER, language="nb", do_link=link)
    links = re.findall(r'<a href="([^"]+)"', str(body["html"]))
    assert [unescape(one) for one in links] == [
        "https://samband.example.org/p/abc?do=answer.coming",
        "https://map.example.org/?q=Fjordby&z=1",
    ]
    assert "Kommer: https://samband.example.org/p/abc?do=answer.coming" in str(body["text"])
    assert "Kommer ikke" not in f"{body['text']}{body['html']}"


def test_a_letter_cannot_be_filled_in() -> None:
    body = dress(FORM, language="nb")
    assert ("input" in str(body["html"]), "Navn" in f"{body['text']}{body['html']}") == (False, False)


@pytest.mark.parametrize(("language", "lang"), [("nb", "nb"), ("nn", "nn"), ("en", "en-GB")])
def test_the_letter_says_what_language_it_is_in(language: str, lang: str) -> None:
    assert f'<html lang="{lang}">' in str(dress(REMINDER, language=language)["html"])


def test_a_card_without_a_title_has_its_first_line_as_subject() -> None:
    assert dress(Card(lines=("Takk\nfor i dag.",)), language="nb")["subject"] == "Takk for i dag."
    assert dress(Card(), language="nb")["subject"] == "Samband"


def test_a_calendar_and_an_address_to_unsubscribe_at_are_plain_json() -> None:
    body = dress(REMINDER, language="nb", calendar=CalendarFile("BEGIN", "CANCEL"), unsubscribe="https://a.example/u")
    assert cast("dict[str, str]", body["calendar"]) == {"text": "BEGIN", "method": "CANCEL", "name": "samling.ics"}
    assert body["unsubscribe"] == "https://a.example/u"
