"""Every card of sign-up with invented people, as somebody may see it. Long names are there on purpose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, Final

from bot.cards.card import Card
from bot.cards.draw import draw
from bot.cards.draw_posting import draw_posting
from dialogs import answers
from dialogs.answers import Suggestion, Told
from dialogs.answers.rights import DataDeleted, DeletionAsked, Held
from dialogs.answers.signup import (
    AskNeeds,
    AskOrganisation,
    AskOwn,
    AskWho,
    ChangeAsked,
    Leaving,
    LeavingAsked,
    NotRegistered,
    Status,
    Summary,
    TermsTold,
    WhoComes,
)
from dialogs.phrases import Voice
from gatherings.agenda import Agenda
from gatherings.gathering import NB
from gatherings.organisations import Organisation, OrganisationId
from gatherings.people import Person, PersonId
from gatherings.postings.changed import plan_changed
from gatherings.postings.personal import offer, signed_up
from gatherings.postings.plan import plan
from gatherings.postings.posting import Posting
from gatherings.postings.recipient import Missing, Recipient, Standing
from gatherings.questions import Question
from gatherings.registration import Acceptance, Needs, Registration, RegistrationId
from gatherings.terms import Fee, Mode, Terms
from tests.builders import PROGRAMME, at, gathering

EARLY, LATE = at("10:00", date(2027, 3, 20)), at("10:00", date(2027, 4, 3))
TERMS: Final = Terms(deadline=date(2027, 4, 1), fee_late=Fee(), fee_absent=Fee(), capacity=40)
OWN: Final = Question("bus", "Kommer du med bussen fra Lilleby stasjon?", choices=("Ja", "Nei"), mode=Mode.ROOM)
MEETING: Final = gathering(
    title="Vårsamling for plan- og miljønettverket", ends_on=date(2027, 4, 15), starts=time(9), ends=time(15),
    terms=TERMS, programme=PROGRAMME[:7],
)  # fmt: skip
SPRING: Final = Agenda(MEETING)
FJORDBY: Final = Organisation(OrganisationId("n1:1"), "Fjordby", number="9901")
LONG: Final = Organisation(OrganisationId("n1:2"), "Indre og Ytre Fjordlands interkommunale plankontor")
NEAR: Final = (FJORDBY, Organisation(OrganisationId("n1:3"), "Fjordbyen"), LONG)
ACCEPTED: Final = Acceptance(EARLY, NB, 1, "Vilkår", TERMS)
SEATED: Final = Registration(
    RegistrationId("r1"), MEETING.id, PersonId("p1"), EARLY, seat=Mode.ROOM, accepted=ACCEPTED, dinner=True
)
WAITS: Final = replace(SEATED, seat=Mode.DIGITAL, waits_for=Mode.ROOM)
OFFERED: Final = replace(WAITS, offered_until=at("10:00", date(2027, 3, 21)))
NEEDS: Final = Needs("vegetar", "Teleslynge")
KARI: Final = Recipient(
    Standing(follows=False, mode=Mode.ROOM), Person(PersonId("p1"), "Kari Nes"), registration=SEATED,
    organisation="Fjordby", is_municipality=True,
)  # fmt: skip
SILENT: Final = replace(KARI, standing=Standing(follows=False), registration=None)
ABOUT: Final[Mapping[str, Any]] = {"agenda": SPRING, "organisation": FJORDBY}
ASKED: Final[Mapping[str, Any]] = {**ABOUT, "id": "d1", "can_go_back": True}
SUMMARY: Final = Summary(
    **ASKED, name="Kari Nes", email="kari.nes@fjordby.example", modes=(Mode.ROOM, Mode.DIGITAL), needs=Needs(),
    dinner_block=SPRING.blocks[6], asks_more=True,
)  # fmt: skip
WITH_QUESTION: Final = Agenda(
    replace(MEETING, questions=(OWN,), terms=replace(TERMS, text="Programmet kan bli endret. Ta med legitimasjon."))
)


def _answers() -> dict[str, tuple[answers.Answer, datetime]]:
    own_terms = replace(SUMMARY, agenda=WITH_QUESTION, organisation=LONG, full=(Mode.ROOM,))
    by_organisation = ((FJORDBY, 12), (LONG, 3), (NEAR[1], 1))
    names = ("Kari Nes", "Bjørn-Åge Østensen Fjellheim-Solbakken", "Áile Somby Eira")
    early: dict[str, answers.Answer] = {
        "who": AskWho(agenda=SPRING, id="d1"),
        "who-wrong": AskWho(agenda=SPRING, id="d1", name="Kari Nes", is_email_wrong=True),
        "organisation": AskOrganisation(agenda=SPRING, id="d1", can_go_back=True),
        "organisation-near": AskOrganisation(
            agenda=SPRING, id="d1", can_go_back=True, near=NEAR, among=NEAR, said="Fjorby"
        ),
        "organisation-none": AskOrganisation(agenda=SPRING, id="d1", can_go_back=True, said="Øylandet forum"),
        "needs": AskNeeds(**ASKED, needs=Needs()),
        "own": AskOwn(**{**ASKED, "agenda": WITH_QUESTION}, question=OWN),
        "summary": SUMMARY,
        "summary-own": own_terms,
        "status": Status(**ABOUT, registration=SEATED, needs=NEEDS),
        "status-waits": Status(**ABOUT, registration=WAITS, needs=NEEDS, waiting_place=3),
        "status-offered": Status(**ABOUT, registration=OFFERED, needs=NEEDS, waiting_place=1),
        "not-registered": NotRegistered(agenda=SPRING, is_open=True),
        "leaving-free": LeavingAsked(**ABOUT, id="l1", registration=SEATED, how=Leaving.CANCEL, fee=None),
        "change": ChangeAsked(**ABOUT, registration=SEATED, needs=NEEDS, has_dinner=True),
        "change-to-room": ChangeAsked(
            **ABOUT, registration=replace(SEATED, seat=Mode.DIGITAL), needs=NEEDS, has_dinner=True, wanted=Mode.ROOM
        ),
        "price": TermsTold(**ABOUT),
        "price-own": TermsTold(**ABOUT, registration=SEATED),
        "deadline": TermsTold(**ABOUT, is_about_deadline=True),
        "who-comes": WhoComes(
            **ABOUT, in_room=14, digital=3, waiting=2, by_organisation=by_organisation, names=names
        ),
        "delete": DeletionAsked(
            suggestions=(Suggestion("delete_all", "me.delete"), Suggestion("keep_all", "me.keep")),
            held=(Held(MEETING, FJORDBY, Fee()),),
        ),
        "deleted": DataDeleted(fees=1, left_alone=()),
        "calendar": Told(
            "calendar.link",
            {"gathering": MEETING.title, "url": "https://samband.example/calendar/Zk3vPqLw8sYx2mN4tRbU6cDa.ics"},
            (Suggestion("calendar_open", url="https://samband.example/c.ics"), Suggestion("status", "signup.status")),
        ),
    }  # fmt: skip
    late: dict[str, answers.Answer] = {
        "leaving-late": LeavingAsked(**ABOUT, id="l1", registration=SEATED, how=Leaving.CANCEL, fee=Fee()),
        "closed": NotRegistered(agenda=SPRING, is_open=False),
        "price-late": TermsTold(**ABOUT, registration=SEATED, fee_now=Fee()),
        "cancelled": Status(
            **ABOUT, registration=replace(SEATED, seat=None, cancelled_at=LATE), needs=Needs(), owed=Fee()
        ),
    }
    return {name: (one, EARLY) for name, one in early.items()} | {name: (one, LATE) for name, one in late.items()}


def _postings() -> dict[str, tuple[Posting, Recipient, datetime]]:
    planned = {posting.key: posting for posting in plan(SPRING)}
    reminder = next(one for key, one in planned.items() if key.startswith("reminder:"))
    upcoming = next(one for key, one in planned.items() if key.startswith("upcoming:"))
    before = replace(MEETING, starts=time(10), venue="Fjordhotellet")
    [changed] = plan_changed(SPRING, [], before=before, now=EARLY)
    missing = next(one for key, one in planned.items() if key.startswith("missing:"))
    waiting = replace(KARI, registration=OFFERED, waiting_place=1)
    unaccepted = replace(KARI, registration=replace(SEATED, accepted=None))
    organisers = replace(SILENT, missing=(Missing("Fjordby kommune", 4), Missing(LONG.name, 12), Missing(None, 1)))
    return {
        "missing": (missing, organisers, missing.due_at),
        "reminder": (reminder, SILENT, reminder.due_at),
        "upcoming": (upcoming, KARI, upcoming.due_at),
        "changed": (changed, KARI, EARLY),
        "offer": (offer(OFFERED, MEETING, due_at=EARLY), waiting, EARLY),
        "signed-up": (signed_up(SEATED, MEETING, now=EARLY), unaccepted, EARLY),
    }


def cards() -> dict[str, Callable[[Voice], Card]]:
    """By name, what draws it in a voice."""
    made: dict[str, Callable[[Voice], Card]] = {}
    for name, (answer, now) in _answers().items():
        made[name] = lambda voice, answer=answer, now=now: draw(answer, voice=voice, now=now)  # type: ignore[misc]
    for name, (posting, to, now) in _postings().items():
        made[name] = lambda voice, posting=posting, to=to, now=now: draw_posting(  # type: ignore[misc]
            posting, SPRING, to, voice=voice, now=now
        )
    return made
