"""What a posting becomes as a letter: the scale is one button, to the page where it can be pressed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from bot.letters import Letters
from bot.links import Links
from gatherings.gathering import EN, LANGUAGES, NB, NN, Language
from gatherings.people import Person, PersonId
from gatherings.postings.evaluating import plan_evaluation, plan_evaluation_reminder
from gatherings.postings.posting import Posting, PostingKind
from gatherings.postings.recipient import Recipient
from gatherings.schedule import TAKEAWAY, USUAL_SCHEDULE
from tests.builders import DAY_TWO, agenda, at

LINKS = Links("a secret for tests, long enough", "https://samband.example.org")
KARI = Recipient(person=Person(PersonId("p1"), "Kari Nes"), link_id="link1")
ENDED = at("11:30", DAY_TWO)
PAGE = LINKS.url("p", "link1")


def asking(kind: PostingKind = PostingKind.EVALUATION, **schedule: Any) -> tuple[Posting, Any]:
    about = agenda(evaluation=replace(USUAL_SCHEDULE, **schedule))
    planned = [*plan_evaluation(about), *plan_evaluation_reminder(about)]
    return next(one for one in planned if one.kind is kind), about


def letter(language: Language = NB, to: Recipient = KARI, **asked: Any) -> dict[str, str]:
    posting, about = asking(**asked)
    body = Letters(LINKS.url).render(posting, about, to, language, ENDED)
    return {name: str(value) for name, value in body.items()}


def links_in(html: str) -> list[tuple[str, str]]:
    """Where its buttons lead, and what they say."""
    found = re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', html)
    return [(url.replace("&amp;", "&"), label) for url, label in found]


@pytest.mark.parametrize(
    ("language", "label"), [(NB, "Gi tilbakemelding"), (NN, "Gi tilbakemelding"), (EN, "Give feedback")]
)
@pytest.mark.parametrize("kind", [PostingKind.EVALUATION, PostingKind.EVALUATION_REMINDER])
def test_the_way_in_is_one_button_to_ones_own_page(language: Language, label: str, kind: PostingKind) -> None:
    first, stop = links_in(letter(language, kind=kind)["html"])
    assert first == (f"{PAGE}?do=evaluate.start&evaluation=g1%3Awhole", label)
    assert stop[0] == f"{PAGE}?do=reminder.stop"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_have_no_row_of_numbers_that_cannot_be_pressed(language: Language) -> None:
    text = letter(language)["text"]
    assert ("1  2  3" in text, f": {PAGE}?do=evaluate.start&evaluation=g1%3Awhole" in text) == (False, True)


def test_an_evaluation_without_a_scale_has_the_same_button_once() -> None:
    labels = [label for _, label in links_in(letter(questions=(TAKEAWAY,))["html"])]
    assert labels == ["Gi tilbakemelding", "Ikke minn meg på dette"]


def test_who_has_no_link_gets_no_button_that_leads_nowhere() -> None:
    assert links_in(letter(to=replace(KARI, link_id=None))["html"]) == []
