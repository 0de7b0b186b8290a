"""The post to a group: a button to one's own card, and for those who are not in the chat a link and a code."""

from __future__ import annotations

import pytest

from bot.cards.card import Card
from bot.cards.draw_posting import draw_posting
from bot.channels import console, email, teams, web
from bot.links import Links
from dialogs.phrases import voice
from gatherings.gathering import EN, LANGUAGES, NB, NN, Language
from gatherings.ports import PageLink
from gatherings.postings.evaluating import plan_evaluation
from gatherings.postings.posting import PostingKind
from gatherings.postings.recipient import Recipient
from tests.builders import DAY_TWO, agenda, at

LINKS = Links("a secret for tests, long enough", "https://samband.example.org")
PAGE = LINKS.url("evaluate", "g1")
CODE = f"{LINKS.url('qr', 'g1')}.png"


def drawn(language: Language = NB, *, link: PageLink | None = LINKS.url) -> Card:
    posting = next(one for one in plan_evaluation(agenda()) if one.kind is PostingKind.EVALUATION_ROOM)
    return draw_posting(posting, agenda(), Recipient(), voice=voice(language), now=at("11:30", DAY_TWO), link=link)


def test_without_an_address_that_others_can_open_there_is_the_button_alone() -> None:
    card = drawn(link=None)
    assert ([(one.label, one.url) for one in card.choices], card.picture) == ([("Gi tilbakemelding", None)], None)
    assert len(card.lines) == 1


@pytest.mark.parametrize(
    ("language", "label", "alternative"),
    [
        (NB, "Svar på nettsiden", f"QR-kode til evalueringen på nettsiden: {PAGE}"),
        (NN, "Svar på nettsida", f"QR-kode til evalueringa på nettsida: {PAGE}"),
        (EN, "Answer on the web page", f"QR code for the evaluation on the web page: {PAGE}"),
    ],
)
def test_the_link_and_the_code_lead_to_the_page_of_the_room(language: Language, label: str, alternative: str) -> None:
    card = drawn(language)
    assert (card.choices[-1].label, card.choices[-1].url) == (label, PAGE)
    assert card.picture is not None
    assert (card.picture.url, card.picture.alternative) == (CODE, alternative)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dress", [teams.dress, web.dress, console.dress, email.dress])
def test_in_every_channel_are_the_link_and_what_the_picture_shows(dress: object, language: Language) -> None:
    assert callable(dress)
    said = str(dress(drawn(language), language=language))
    assert said.count(PAGE) >= 2
    assert (CODE in said) is (dress is not console.dress)
