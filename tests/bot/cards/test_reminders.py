"""What people who have not answered read, and those who are registered, and their organisers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gatherings.agenda import Agenda
from gatherings.gathering import Stream
from gatherings.people import PersonId
from gatherings.postings import personal
from gatherings.postings.changed import plan_changed
from gatherings.postings.news import plan_news
from gatherings.postings.plan import plan
from gatherings.postings.posting import Posting
from gatherings.postings.recipient import GivenUp, Missing, Recipient, Standing
from gatherings.postings.reminder import reminder_now
from gatherings.terms import Fee, Mode, Terms
from tests.bot.cards.registered import (
    AFTER,
    AWAY,
    BEFORE,
    DAY,
    FJORDBY,
    IDA,
    IN_ROOM,
    SEATED,
    SPRING,
    TERMS,
    card_of,
    posted,
)
from tests.bot.cards.spoken import texts
from tests.builders import DAY_TWO, at, gathering

PLANNED = {posting.key: posting for posting in plan(SPRING)}
REMINDER = PLANNED["reminder:g1:2027-04-01:2"]
LAST = PLANNED["reminder:g1:2027-04-01:0"]
EVE = PLANNED["upcoming:g1:2027-04-15:eve"]
WEEK = PLANNED["upcoming:g1:2027-04-15:week"]


def first(told: tuple[str, ...]) -> list[str]:
    return told[0].split("\n")


def test_a_reminder() -> None:
    assert posted(REMINDER, IDA, REMINDER.due_at) == texts(
        """
        Kommer du torsdag 15. april?
        Påmeldingen til Vårsamling stenger torsdag 1. april, om 2 dager. Vi har ikke hørt fra deg ennå.
        Vårsamling, torsdag 15. april kl. 09.00–15.00, Kulturhuset, Fjordby.
        [Kommer] [Kommer ikke] [Vet ikke ennå] [Ikke minn meg på dette]
        Du får denne fordi Fjordby kommune er invitert, og du står på listen.
        """,
        """
        Kjem du torsdag 15. april?
        Påmeldinga til Vårsamling stengjer torsdag 1. april, om 2 dagar. Vi har ikkje høyrt frå deg enno.
        Vårsamling, torsdag 15. april kl. 09.00–15.00, Kulturhuset, Fjordby.
        [Kjem] [Kjem ikkje] [Veit ikkje enno] [Ikkje minn meg på dette]
        Du får denne fordi Fjordby kommune er invitert, og du står på lista.
        """,
        """
        Are you coming on Thursday 15 April?
        Registration for Vårsamling closes Thursday 1 April, in 2 days. We have not heard from you yet.
        Vårsamling, Thursday 15 April, 09:00–15:00, Kulturhuset, Fjordby.
        [Coming] [Not coming] [Do not know yet] [Do not remind me of this]
        You get this because Fjordby kommune is invited, and you are on the list.
        """,
    )


def test_the_answers_carry_the_gathering() -> None:
    assert [(choice.do, choice.args) for choice in card_of(REMINDER, IDA, BEFORE).choices] == [
        ("signup.start", {"gathering": "g1"}),
        ("reminder.answer", {"gathering": "g1", "answer": "not_coming"}),
        ("reminder.answer", {"gathering": "g1", "answer": "undecided"}),
        ("reminder.stop", {"gathering": "g1"}),
    ]


def test_on_the_last_morning_who_did_not_know_yet_is_told_that_it_is_the_last() -> None:
    undecided = replace(IDA, standing=Standing(follows=False, answer="undecided"))
    assert first(posted(LAST, undecided, LAST.due_at))[1] == (
        "Påmeldingen til Vårsamling stenger i dag kl. 23.59. Du svarte «Vet ikke ennå». Dette er den siste påminnelsen."
    )


def test_a_last_morning_before_a_weekend_names_the_day_it_closes() -> None:
    sunday = Agenda(replace(SPRING.gathering, terms=replace(TERMS, deadline=date(2027, 4, 4))))
    made = next(p for p in plan(sunday) if p.key == "reminder:g1:2027-04-04:0")
    assert "stenger søndag 4. april, om 2 dager." in first(posted(made, IDA, made.due_at, about=sunday))[1]


def test_without_a_deadline_registration_is_open() -> None:
    endless = Agenda(replace(SPRING.gathering, terms=Terms()))
    made = reminder_now(endless.gathering, now=BEFORE)
    assert first(posted(made, IDA, BEFORE, about=endless))[1] == (
        "Påmeldingen til Vårsamling er åpen. Vi har ikke hørt fra deg ennå."
    )


def test_the_day_before_is_tomorrow() -> None:
    assert "stenger i morgen, torsdag 1. april." in first(posted(REMINDER, IDA, REMINDER.due_at + timedelta(days=1)))[1]


@pytest.mark.parametrize(
    ("to", "why"),
    [
        (replace(IDA, organisation=None), "Du får denne fordi du står på invitasjonslisten."),
        (replace(IDA, standing=Standing()), "Du får denne fordi du følger programmet for Vårsamling."),
    ],
)
def test_a_reminder_says_why_it_came(to: Recipient, why: str) -> None:
    assert card_of(REMINDER, to, BEFORE).footer == why


def test_how_many_are_missing_by_organisation() -> None:
    missing = (Missing(FJORDBY, 2), Missing(None, 1))
    made = PLANNED["missing:g1:2027-04-01:2"]
    assert first(posted(made, Recipient(missing=missing), made.due_at)) == [
        "3 har ikke svart: Vårsamling",
        "Påmeldingen til Vårsamling stenger torsdag 1. april, om 2 dager.",
        "Fjordby kommune: 2",
        "Uten organisasjon: 1",
        "Kanalen får denne fordi den er for arrangørene av Vårsamling.",
    ]


def test_a_long_list_of_organisations_is_cut() -> None:
    missing = tuple(Missing(f"Kommune {number}", 1) for number in range(357))
    card = card_of(PLANNED["missing:g1:2027-04-01:2"], Recipient(missing=missing), BEFORE)
    assert (len(card.facts), card.lines[-1]) == (20, "… og 337 organisasjoner til.")


def test_the_eve_in_the_room() -> None:
    assert posted(EVE, IN_ROOM, EVE.due_at)[0].split("\n") == [
        "I morgen: Vårsamling",
        "Torsdag 15. april kl. 09.00–15.00, Kulturhuset, Fjordby.",
        "Du har plass i salen. Vi begynner i Storsalen.",
        (
            "Fristen for gratis avmelding var torsdag 1. april. "
            "Melder du deg av nå, faktureres Fjordby kommune for faktisk kostnad."
        ),
        "Vis vei: https://www.openstreetmap.org/search?query=Kulturhuset%2C+Fjordby",
        "[Legg i kalender] [Endre eller meld av]",
        "Du får denne fordi du er påmeldt Vårsamling.",
    ]


def test_the_eve_from_elsewhere() -> None:
    assert first(posted(EVE, AWAY, EVE.due_at)) == [
        "I morgen: Vårsamling",
        "Torsdag 15. april kl. 09.00–15.00.",
        "Du deltar digitalt.",
        "Det koster ingenting å melde seg av.",
        "Åpne strømmen: https://video.example.org/varsamling",
        "[Legg i kalender] [Endre eller meld av]",
        "Du får denne fordi du er påmeldt Vårsamling.",
    ]


def test_a_link_that_is_not_there_yet_is_said_not_to_be() -> None:
    without = Agenda(replace(SPRING.gathering, streams=()))
    assert first(posted(EVE, AWAY, EVE.due_at, about=without))[2] == (
        "Du deltar digitalt. Strømmelenken er ikke lagt inn ennå."
    )


def test_a_link_of_one_block_is_the_way_in_where_the_gathering_has_none() -> None:
    block = replace(gathering().programme[0], room="Storsalen")
    stream = Stream("https://video.example.org/bolk", block_id=block.id)
    about = Agenda(replace(SPRING.gathering, programme=(block,), streams=(stream,)))
    assert card_of(EVE, AWAY, EVE.due_at, about=about).choices[0].url == "https://video.example.org/bolk"


def test_a_week_before_counts_the_days_and_the_day_itself_is_today() -> None:
    told = [first(posted(WEEK, IN_ROOM, WEEK.due_at)), first(posted(EVE, IN_ROOM, at("08:30")))]
    assert [one[0] for one in told] == ["Om 7 dager: Vårsamling", "I dag: Vårsamling"]


def changed(**changes: object) -> tuple[Posting, Agenda]:
    about = Agenda(replace(SPRING.gathering, version=2, **changes))  # type: ignore[arg-type]
    [made] = plan_changed(about, [], before=SPRING.gathering, now=BEFORE)
    return made, about


def test_another_day_and_another_house() -> None:
    made, about = changed(starts_on=DAY_TWO, ends_on=DAY_TWO, venue="Rådhuset")
    assert [one.split("\n")[:4] for one in posted(made, IN_ROOM, BEFORE, about=about)] == [
        [
            "Endret: Vårsamling",
            "Ny tid: fredag 16. april kl. 09.00–15.00. Før: torsdag 15. april kl. 09.00–15.00.",
            "Nytt sted: Rådhuset, Fjordby. Før: Kulturhuset, Fjordby.",
            "Påmeldingen din gjelder fortsatt. Gratis avmelding til og med torsdag 1. april.",
        ],
        [
            "Endra: Vårsamling",
            "Ny tid: fredag 16. april kl. 09.00–15.00. Før: torsdag 15. april kl. 09.00–15.00.",
            "Ny stad: Rådhuset, Fjordby. Før: Kulturhuset, Fjordby.",
            "Påmeldinga di gjeld framleis. Gratis avmelding til og med torsdag 1. april.",
        ],
        [
            "Changed: Vårsamling",
            "New time: Friday 16 April, 09:00–15:00. Before: Thursday 15 April, 09:00–15:00.",
            "New place: Rådhuset, Fjordby. Before: Kulturhuset, Fjordby.",
            "Your registration still stands. Cancel free of charge until the end of Thursday 1 April.",
        ],
    ]


def test_who_is_digital_is_told_of_the_day_and_not_of_the_house() -> None:
    made, about = changed(starts_on=DAY_TWO, ends_on=DAY_TWO, venue="Rådhuset")
    assert "Rådhuset" not in posted(made, AWAY, BEFORE, about=about)[0]


def test_a_place_that_is_taken_away_is_not_known() -> None:
    made, about = changed(venue=None, place=None)
    assert first(posted(made, IN_ROOM, BEFORE, about=about))[1] == "Nytt sted: ikke kjent. Før: Kulturhuset, Fjordby."


def test_a_gathering_that_is_called_off_costs_nobody_anything_and_says_why_it_came() -> None:
    about = Agenda(replace(SPRING.gathering, is_cancelled=True))
    [made] = plan_news(about, [], before=SPRING.gathering, now=AFTER)
    waiting = replace(IDA, standing=Standing(follows=False, is_waiting=True))
    shown = [card_of(made, to, AFTER, about=about) for to in (IN_ROOM, waiting, IDA, Recipient())]
    assert [("det koster ingenting" in "".join(card.lines), card.footer.partition(".")[0]) for card in shown] == [
        (True, "Du får denne fordi du er påmeldt Vårsamling"),
        (True, "Du får denne fordi du står på ventelisten til Vårsamling"),
        (False, "Du får denne fordi du er invitert til Vårsamling"),
        (False, "Du får denne fordi samtalen følger programmet for Vårsamling"),
    ]


# About one registration.


def test_a_seat_that_is_free_after_the_deadline_can_be_taken_and_given_up_without_a_fee() -> None:
    waiting = replace(SEATED, seat=None, waits_for=Mode.ROOM, offered_until=AFTER + timedelta(hours=5))
    made = personal.offer(waiting, SPRING.gathering, due_at=AFTER)
    assert first(posted(made, replace(IDA, registration=waiting), AFTER)) == [
        "Det er ledig en plass til deg i salen.",
        "Vårsamling, torsdag 15. april kl. 09.00–15.00, Kulturhuset, Fjordby.",
        "Vi holder av en plass i salen til deg til kl. 15.00. Etter det går den til den neste på ventelisten.",
        "Sier du nei, går du av ventelisten.",
        "Det koster ingenting å melde seg av.",
        "[Ta plassen] [Nei takk]",
    ]


def test_a_seat_that_is_free_before_the_deadline_says_what_it_can_cost() -> None:
    waiting = replace(SEATED, seat=Mode.DIGITAL, waits_for=Mode.ROOM, offered_until=BEFORE + timedelta(hours=5))
    made = personal.offer(waiting, SPRING.gathering, due_at=BEFORE)
    card = card_of(made, replace(IDA, registration=waiting), BEFORE)
    assert card.lines[2:] == (
        "Sier du nei, beholder du plassen du har, og går av ventelisten.",
        (
            "Gratis avmelding til og med torsdag 1. april. Melder du deg av etter torsdag 1. april, eller møter du ikke, "
            "faktureres Fjordby kommune for faktisk kostnad."
        ),
    )
    assert [choice.do for choice in card.choices] == ["signup.offer.accept", "signup.offer.decline"]


def test_who_was_signed_up_by_an_organiser_reads_the_terms_and_their_price_before_accepting() -> None:
    about = Agenda(replace(SPRING.gathering, terms=replace(TERMS, text="Ta med egen kopp.")))
    made = personal.signed_up(SEATED, about.gathering, now=BEFORE)
    to = replace(IDA, registration=replace(SEATED, accepted=None))
    assert first(posted(made, to, BEFORE, about=about)) == [
        "En arrangør har meldt deg på, i salen.",
        "Vårsamling, torsdag 15. april kl. 09.00–15.00, Kulturhuset, Fjordby.",
        "Til du har godtatt vilkårene, kan det ikke koste noe.",
        (
            "Vilkårene: Gratis avmelding til og med torsdag 1. april. Melder du deg av etter torsdag 1. april, "
            "eller møter du ikke, faktureres Fjordby kommune for faktisk kostnad."
        ),
        "«Ta med egen kopp.»",
        "[Godta vilkårene] [Meld av]",
    ]


def test_the_sign_up_goes_on_in_private() -> None:
    made = personal.start(PersonId("p1"), SPRING.gathering, key="k", now=BEFORE)
    assert first(posted(made, IDA, BEFORE)) == [
        "Vil du melde deg på Vårsamling?",
        "Torsdag 15. april kl. 09.00–15.00, Kulturhuset, Fjordby.",
        "Vi tar påmeldingen her, der ingen andre leser.",
        "[Meld på]",
    ]


def test_a_confirmation_is_the_status_as_it_goes_out() -> None:
    made = personal.confirmation(SEATED, SPRING.gathering, now=BEFORE, because="handed_over")
    left = replace(IDA, registration=replace(SEATED, seat=None))
    assert [first(posted(made, to, AFTER))[:2] for to in (left,)] == [
        ["Du er meldt av.", "En kollega har tatt plassen din."]
    ]


def test_a_confirmation_of_what_is_gone_cannot_be_drawn() -> None:
    made = personal.confirmation(SEATED, SPRING.gathering, now=BEFORE)
    with pytest.raises(LookupError):
        card_of(made, IDA, BEFORE)


@pytest.mark.parametrize(
    ("how", "gone", "told"),
    [
        (
            "late",
            GivenUp("Ida Moe", FJORDBY, Fee(500)),
            (
                "Ida Moe, Fjordby kommune, har gitt fra seg plassen etter fristen for gratis avmelding.",
                "Grunnlag for faktura: 500 kroner.",
            ),
        ),
        (
            "late",
            GivenUp("Ida Moe", None, Fee()),
            (
                "Ida Moe har gitt fra seg plassen etter fristen for gratis avmelding.",
                "Grunnlag for faktura: faktisk kostnad.",
            ),
        ),
        (
            "handed_over",
            GivenUp("Ida Moe", FJORDBY),
            ("Ida Moe, Fjordby kommune, har gitt plassen til en kollega.", "Det er ingenting å fakturere."),
        ),
        (
            "late",
            GivenUp(),
            (
                (
                    "En deltaker har gitt fra seg plassen etter fristen for gratis avmelding. "
                    "Opplysningene om hvem er slettet."
                ),
                "Det er ingenting å fakturere.",
            ),
        ),
    ],
)
def test_the_organisers_hear_of_a_seat_that_was_given_up(how: str, gone: GivenUp, told: tuple[str, ...]) -> None:
    made = personal.given_up(SEATED, SPRING.gathering, now=AFTER, how=how)
    assert card_of(made, Recipient(given_up=gone), AFTER).lines == told


# The programme, for whom it is.


def test_the_room_reads_of_the_room_and_who_is_away_of_the_stream() -> None:
    about = Agenda(gathering(**DAY))
    made = next(posting for posting in plan(about) if posting.key == "block:konflikter")
    streamed = next(posting for posting in plan(about) if posting.key == "block:maling")
    room, away, neither = (card_of(made, to, made.due_at, about=about) for to in (IN_ROOM, AWAY, Recipient()))
    assert ["Storsalen" in "".join(card.lines) for card in (room, away, neither)] == [True, False, True]
    shown = [card_of(streamed, to, streamed.due_at, about=about).choices for to in (IN_ROOM, AWAY, Recipient())]
    assert [any(choice.url for choice in choices) for choices in shown] == [False, True, True]
