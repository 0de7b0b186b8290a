"""That the organisers may read what is not understood stands on every card whose button accepts the terms."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.cards.card import Card
from bot.cards.cost import terms_lines
from bot.cards.draw import draw
from bot.cards.draw_status import status_card
from dialogs.answers.signup import ChangeAsked
from dialogs.phrases import voice
from dialogs.signup.terms_text import terms_text
from gatherings.agenda import Agenda
from gatherings.gathering import EN, LANGUAGES, NB, NN, Language
from gatherings.registration import Needs, Registration
from gatherings.terms import Mode, Terms
from tests.bot.cards.registered import AFTER, BEFORE, FJORDBY, SEATED, SPRING, TERMS

KEEPS = replace(TERMS, keeps_not_understood=True)
SAID = {
    NB: "Meldinger som Samband ikke forstår, kan arrangørene lese i 30 dager, uten navn.",
    NN: "Meldingar som Samband ikkje forstår, kan arrangørane lese i 30 dagar, utan namn.",
    EN: "The organisers can read messages that Samband does not understand for 30 days, without names.",
}
WAITING = replace(SEATED, seat=None, waits_for=Mode.ROOM, place=1)
OFFERED = replace(WAITING, offered_until=AFTER + timedelta(days=1))


def under(terms: Terms) -> Agenda:
    return Agenda(replace(SPRING.gathering, terms=terms))


def says(card: Card) -> bool:
    return SAID[NB] in " ".join(card.lines)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mode", [None, *Mode])
@pytest.mark.parametrize("terms", [KEEPS, TERMS], ids=["kept", "not kept"])
def test_it_is_in_the_text_that_is_kept_with_a_registration(
    language: Language, mode: Mode | None, terms: Terms
) -> None:
    about = replace(SPRING.gathering, terms=terms)
    text = terms_text(about, None, voice(language), today=BEFORE.date(), mode=mode)
    assert text.split("\n").count(SAID[language]) == terms.keeps_not_understood


@pytest.mark.parametrize("mode", Mode)
def test_it_is_told_to_whom_an_organiser_has_signed_up(mode: Mode) -> None:
    told = [
        terms_lines(terms, mode, organisation=FJORDBY, voice=voice(NB), today=BEFORE.date()) for terms in (KEEPS, TERMS)
    ]
    assert [SAID[NB] in one for one in told] == [True, False]


@pytest.mark.parametrize(
    ("made", "accepts"),
    [
        (replace(SEATED, accepted=None), True),
        (OFFERED, True),
        (replace(OFFERED, is_exempt=True), True),
        (SEATED, False),
        (WAITING, False),
    ],
    ids=["not accepted", "offered", "offered after the deadline", "seated", "waiting"],
)
@pytest.mark.parametrize("now", [BEFORE, AFTER], ids=["early", "late"])
def test_it_stands_on_the_card_of_who_can_accept_the_terms(
    made: Registration,
    accepts: bool,  # noqa: FBT001 (a case)
    now: datetime,
) -> None:
    cards = [status_card(made, under(terms), waiting_place=1, voice=voice(NB), now=now) for terms in (KEEPS, TERMS)]
    assert [says(card) for card in cards] == [accepts, False]


@pytest.mark.parametrize("mode", Mode)
def test_it_is_read_before_one_changes_to_another_seat(mode: Mode) -> None:
    cards = [draw(asked_to(mode, terms), voice=voice(NB), now=BEFORE) for terms in (KEEPS, TERMS)]
    assert [says(card) for card in cards] == [True, False]


def asked_to(mode: Mode, terms: Terms) -> ChangeAsked:
    about = under(terms)
    return ChangeAsked(
        agenda=about, organisation=None, registration=WAITING, needs=Needs(), has_dinner=False, wanted=mode
    )
