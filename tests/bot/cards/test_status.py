"""How a registration stands, and what each way out of it costs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bot.cards.cost import terms_lines
from bot.cards.draw_status import status_card
from bot.cards.occasion import hours_of
from dialogs.phrases import voice
from gatherings.agenda import Agenda
from gatherings.gathering import NB
from gatherings.registration import Registration
from gatherings.terms import Fee, Mode, Terms
from tests.bot.cards.registered import AFTER, BEFORE, FJORDBY, SEATED, SPRING, TERMS, stands, under
from tests.bot.cards.spoken import texts
from tests.builders import agenda, at, gathering

WAITING = replace(SEATED, seat=Mode.DIGITAL, waits_for=Mode.ROOM)


def lines(made: Registration, now: datetime, number: int, **more: Any) -> str:
    """One line of the card in bokmål."""
    return stands(made, now, **more)[0].split("\n")[number]


def test_registered_in_the_room() -> None:
    assert stands(SEATED, BEFORE, food="vegetar") == texts(
        """
        Du er påmeldt, i salen.
        Vårsamling, torsdag 15. april kl. 09.00–15.00, Kulturhuset, Fjordby. Mat: vegetar.
        Gratis avmelding til og med torsdag 1. april.
        [Legg i kalender] [Endre] [Meld av]
        """,
        """
        Du er påmeld, i salen.
        Vårsamling, torsdag 15. april kl. 09.00–15.00, Kulturhuset, Fjordby. Mat: vegetar.
        Gratis avmelding til og med torsdag 1. april.
        [Legg i kalenderen] [Endre] [Meld av]
        """,
        """
        You are registered, in the room.
        Vårsamling, Thursday 15 April, 09:00–15:00, Kulturhuset, Fjordby. Food: vegetar.
        Cancel free of charge until the end of Thursday 1 April.
        [Add to calendar] [Change] [Cancel]
        """,
    )


def test_after_the_last_free_day_the_card_says_what_cancelling_costs() -> None:
    assert [one.split("\n")[2] for one in stands(SEATED, AFTER)] == [
        (
            "Fristen for gratis avmelding var torsdag 1. april. "
            "Melder du deg av nå, faktureres Fjordby kommune for faktisk kostnad."
        ),
        (
            "Fristen for gratis avmelding var torsdag 1. april. "
            "Melder du deg av no, blir Fjordby kommune fakturert for faktisk kostnad."
        ),
        (
            "The last day to cancel free of charge was Thursday 1 April. "
            "If you cancel now, Fjordby kommune is invoiced for the actual cost."
        ),
    ]


def test_the_last_second_of_the_last_free_day_is_free() -> None:
    midnight = at("00:00", date(2027, 4, 2))
    told = [lines(SEATED, now, 2) for now in (midnight - timedelta(seconds=1), midnight)]
    assert [one.split()[0] for one in told] == ["Gratis", "Fristen"]


def test_kroner_are_told_as_kroner() -> None:
    made = under(replace(TERMS, fee_late=Fee(1500)))
    assert lines(made, AFTER, 2).endswith("faktureres Fjordby kommune 1\N{NO-BREAK SPACE}500 kroner.")


def test_an_organisation_that_is_not_known_is_yours() -> None:
    assert lines(SEATED, AFTER, 2, organisation=None).endswith("faktureres organisasjonen din for faktisk kostnad.")


@pytest.mark.parametrize(
    "made",
    [
        replace(SEATED, seat=Mode.DIGITAL),
        replace(SEATED, is_exempt=True),
        under(Terms(deadline=date(2027, 4, 1))),
        under(Terms(fee_late=Fee(500))),
    ],
    ids=["digital", "exempt", "no fee", "no last day"],
)
@pytest.mark.parametrize("now", [BEFORE, AFTER])
def test_where_nothing_can_follow_nothing_is_threatened(made: Registration, now: datetime) -> None:
    assert lines(made, now, 2) == "Det koster ingenting å melde seg av."


def test_a_fee_for_absence_alone_is_told_beside_the_free_cancellation() -> None:
    made = under(Terms(deadline=date(2027, 4, 1), fee_absent=Fee(500)))
    told = "Det koster ingenting å melde seg av. Møter du ikke, faktureres Fjordby kommune 500 kroner."
    assert lines(made, AFTER, 2) == told


def test_who_has_not_accepted_the_terms_is_told_so_and_can() -> None:
    assert stands(replace(SEATED, accepted=None), AFTER)[0].split("\n")[2:] == [
        "Du har ikke godtatt vilkårene ennå, og så lenge kan det ikke koste noe.",
        "[Godta vilkårene] [Legg i kalender] [Endre] [Meld av]",
    ]


def test_registered_digitally_no_place_is_named() -> None:
    assert lines(replace(SEATED, seat=Mode.DIGITAL), BEFORE, 1) == "Vårsamling, torsdag 15. april kl. 09.00–15.00."


def test_waiting_with_a_digital_seat_meanwhile() -> None:
    assert stands(WAITING, BEFORE, waiting_place=3) == texts(
        """
        Salen er full. Du står som nummer 3 på ventelisten og har digital plass så lenge.
        Vårsamling, torsdag 15. april kl. 09.00–15.00, Kulturhuset, Fjordby.
        Vi spør deg her hvis det blir ledig. Det koster ingenting å stå på ventelisten, eller å gå av den.
        Det koster ingenting å melde seg av.
        [Legg i kalender] [Endre] [Meld av]
        """,
        """
        Salen er full. Du står som nummer 3 på ventelista og har digital plass så lenge.
        Vårsamling, torsdag 15. april kl. 09.00–15.00, Kulturhuset, Fjordby.
        Vi spør deg her dersom det blir ledig. Det kostar ingenting å stå på ventelista, eller å gå av ho.
        Det kostar ingenting å melde seg av.
        [Legg i kalenderen] [Endre] [Meld av]
        """,
        """
        The room is full. You are number 3 on the waiting list and have an online seat meanwhile.
        Vårsamling, Thursday 15 April, 09:00–15:00, Kulturhuset, Fjordby.
        We ask you here if a seat becomes free. It costs nothing to be on the waiting list, or to leave it.
        It costs nothing to cancel.
        [Add to calendar] [Change] [Cancel]
        """,
    )


def test_waiting_without_a_seat_nothing_goes_into_a_calendar() -> None:
    told = stands(replace(WAITING, seat=None), BEFORE, waiting_place=1)[0].split("\n")
    assert (told[0], told[-1]) == (
        "Salen er full. Du står som nummer 1 på ventelisten.",
        "[Endre] [Gå av ventelisten]",
    )


def test_a_seat_that_is_kept_stands_before_everything_else() -> None:
    offered = replace(WAITING, seat=None, offered_until=AFTER + timedelta(days=1))
    assert stands(offered, AFTER, waiting_place=1)[0].split("\n") == [
        "Det er ledig en plass til deg i salen.",
        "Vårsamling, torsdag 15. april kl. 09.00–15.00, Kulturhuset, Fjordby.",
        (
            "Vi holder av en plass i salen til deg til i morgen, søndag 4. april kl. 10.00. "
            "Etter det går den til den neste på ventelisten."
        ),
        "Det koster ingenting å melde seg av.",
        "[Ta plassen] [Nei takk] [Endre] [Gå av ventelisten]",
    ]


def test_an_offer_that_has_lapsed_is_an_offer_no_more() -> None:
    offered = replace(WAITING, offered_until=AFTER - timedelta(seconds=1))
    assert lines(offered, AFTER, 0, waiting_place=1).startswith("Salen er full.")


def test_cancelled_with_and_without_a_cost() -> None:
    left = replace(SEATED, seat=None)
    told = [stands(left, AFTER, fee=fee)[0].split("\n") for fee in (Fee(), Fee(500), None)]
    assert [(one[0], one[2]) for one in told] == [
        ("Du er meldt av.", "Fjordby kommune faktureres for faktisk kostnad."),
        ("Du er meldt av.", "Fjordby kommune faktureres 500 kroner."),
        ("Du er meldt av.", "Det koster ingenting."),
    ]


def test_who_has_cancelled_signs_up_again_while_registration_is_open_and_else_asks_the_secretariat() -> None:
    left = replace(SEATED, seat=None)
    assert [one[0].split("\n")[-1] for one in (stands(left, BEFORE), stands(left, AFTER))] == [
        "[Meld på igjen]",
        "[Snakk med sekretariatet]",
    ]


@pytest.mark.parametrize(
    ("because", "told"),
    [
        ("handed_over", "En kollega har tatt plassen din."),
        ("offer_lapsed", "Svarfristen gikk ut, så plassen er tilbudt til den neste på ventelisten."),
        ("something_new", "Vårsamling, torsdag 15. april kl. 09.00–15.00, Kulturhuset, Fjordby."),
    ],
)
def test_what_led_to_it_is_told_where_it_was_not_the_person(because: str, told: str) -> None:
    assert lines(replace(SEATED, seat=None), AFTER, 1, because=because) == told


def test_every_button_carries_the_gathering_and_no_person() -> None:
    card = status_card(SEATED, SPRING, waiting_place=None, voice=voice(NB), now=BEFORE)
    assert [(choice.do, choice.args) for choice in card.choices] == [
        (do, {"gathering": "g1"}) for do in ("calendar.add", "signup.change", "signup.cancel")
    ]


# When it is.


def test_several_days_run_from_the_first_hour_to_the_last() -> None:
    assert lines(SEATED, BEFORE, 1, about=agenda()) == (
        "Vårsamling, torsdag 15. april kl. 09.00 til fredag 16. april kl. 11.30, Kulturhuset, Fjordby."
    )


def test_without_hours_the_day_alone_is_told() -> None:
    bare = Agenda(gathering(ends_on=gathering().starts_on, programme=(), place=None))
    assert lines(SEATED, BEFORE, 1, about=bare) == "Vårsamling, torsdag 15. april, Kulturhuset."


def test_the_organisers_hours_count_before_those_of_the_programme() -> None:
    about = agenda(starts=at("10:00").time())
    assert hours_of(about) == (at("10:00").time(), None)


# The terms.


def told_terms(terms: Terms, mode: Mode = Mode.ROOM, *, now: datetime = BEFORE) -> tuple[str, ...]:
    return terms_lines(terms, mode, organisation=FJORDBY, voice=voice(NB), today=now.date())


def test_one_fee_for_late_and_absent_is_one_sentence() -> None:
    assert told_terms(TERMS) == (
        "Gratis avmelding til og med torsdag 1. april.",
        "Melder du deg av etter torsdag 1. april, eller møter du ikke, faktureres Fjordby kommune for faktisk kostnad.",
    )


def test_after_the_last_free_day_it_is_said_that_it_costs_from_now_on() -> None:
    assert told_terms(TERMS, now=AFTER) == (
        "Fristen for gratis avmelding var torsdag 1. april.",
        "Melder du deg av, eller møter du ikke, faktureres Fjordby kommune for faktisk kostnad.",
    )


def test_two_fees_are_two_sentences() -> None:
    assert told_terms(replace(TERMS, fee_late=Fee(300), fee_absent=Fee(900))) == (
        "Gratis avmelding til og med torsdag 1. april.",
        "Melder du deg av etter torsdag 1. april, faktureres Fjordby kommune 300 kroner.",
        "Møter du ikke, faktureres Fjordby kommune 900 kroner.",
    )


def test_a_digital_seat_costs_nothing_unless_the_terms_say_otherwise() -> None:
    covered = replace(TERMS, fee_covers_digital=True)
    assert told_terms(TERMS, Mode.DIGITAL) == ("Det koster ingenting å melde seg av.",)
    assert told_terms(covered, Mode.DIGITAL) == told_terms(TERMS)


def test_on_the_day_the_first_button_says_that_one_is_there() -> None:
    there = at("08:30", SPRING.gathering.starts_on)
    waits = replace(WAITING, seat=None)
    buttons = [stands(made, there)[0].split("\n")[-1] for made in (SEATED, waits)]
    assert (buttons[0], "[Jeg er her]" in buttons[1]) == ("[Jeg er her] [Legg i kalender] [Endre] [Meld av]", False)


def test_once_attendance_is_closed_nobody_can_say_so() -> None:
    there = at("08:30", SPRING.gathering.starts_on)
    closed = Agenda(replace(SPRING.gathering, attendance_closed_at=there))
    card = status_card(SEATED, closed, waiting_place=None, voice=voice(NB), now=there)
    assert [choice.label for choice in card.choices] == ["Legg i kalender", "Endre", "Meld av"]
