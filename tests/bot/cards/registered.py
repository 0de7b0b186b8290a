"""A gathering with terms, a registration that accepted them, and how their cards read in every language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from bot.cards.card import Card
from bot.cards.draw_posting import draw_posting
from bot.cards.draw_status import status_card
from bot.channels.text import as_text
from dialogs.phrases import Voice, voice
from gatherings.agenda import Agenda
from gatherings.gathering import LANGUAGES, NB
from gatherings.people import Person, PersonId
from gatherings.postings.posting import Posting
from gatherings.postings.recipient import Recipient, Standing
from gatherings.registration import Acceptance, Registration, RegistrationId
from gatherings.terms import Fee, Mode, Terms
from tests.builders import DAY_ONE, PROGRAMME, at, gathering

TERMS = Terms(deadline=date(2027, 4, 1), fee_late=Fee(), fee_absent=Fee())
FJORDBY = "Fjordby kommune"
DAY = {"starts_on": DAY_ONE, "ends_on": DAY_ONE, "starts": time(9), "ends": time(15)}
SPRING = Agenda(gathering(terms=TERMS, programme=(PROGRAMME[3],), **DAY))
BEFORE, AFTER = at("10:00", date(2027, 3, 30)), at("10:00", date(2027, 4, 3))
ACCEPTED = Acceptance(BEFORE, NB, 1, "Vilkår", TERMS)
SEATED = Registration(
    RegistrationId("r1"), SPRING.gathering.id, PersonId("p1"), BEFORE, seat=Mode.ROOM, accepted=ACCEPTED
)
IDA = Recipient(Standing(follows=False), Person(PersonId("p1"), "Ida Moe"), organisation=FJORDBY)
IN_ROOM = replace(IDA, standing=Standing(follows=False, mode=Mode.ROOM), registration=SEATED)
AWAY = replace(
    IDA,
    standing=Standing(follows=False, mode=Mode.DIGITAL),
    registration=replace(SEATED, seat=Mode.DIGITAL),
)


def under(terms: Terms, **changes: Any) -> Registration:
    """The registration of somebody who accepted other terms."""
    return replace(SEATED, accepted=replace(ACCEPTED, terms=terms), **changes)


def stands(made: Registration, now: datetime, *, about: Agenda = SPRING, **more: Any) -> tuple[str, ...]:
    """The status card: bokmål, nynorsk, English."""

    def card(speaks: Voice) -> Card:
        given = {"waiting_place": None, "organisation": FJORDBY, **more}
        return status_card(made, about, voice=speaks, now=now, **given)

    return _in_each(card)


def posted(made: Posting, to: Recipient, now: datetime, *, about: Agenda = SPRING) -> tuple[str, ...]:
    """The posting's card for a recipient: bokmål, nynorsk, English."""
    return _in_each(lambda speaks: draw_posting(made, about, to, voice=speaks, now=now))


def card_of(made: Posting, to: Recipient, now: datetime, *, about: Agenda = SPRING) -> Card:
    return draw_posting(made, about, to, voice=voice(NB), now=now)


def _in_each(card: Callable[[Voice], Card]) -> tuple[str, ...]:
    return tuple(as_text(card(voice(language)), with_choices=True) for language in LANGUAGES)
