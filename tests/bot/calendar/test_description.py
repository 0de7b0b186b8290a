"""What stands in the event: how they take part, the programme, whom to ask, how to cancel and what it costs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from textwrap import dedent

import pytest

from gatherings.agenda import Agenda
from gatherings.gathering import EN, LANGUAGES, NN, Stream
from gatherings.registration import Registration
from gatherings.terms import Fee, Mode, Terms
from tests.bot.calendar.files import PAGE, SPRING, TERMS, file_of, signed_up, told
from tests.builders import PROGRAMME, agenda

FREE = "Det koster ingenting å melde seg av."


def descriptions(registration: Registration | None = None, about: Agenda = SPRING, **how: object) -> list[str]:
    return told(file_of(registration, about, **how), "DESCRIPTION")  # type: ignore[arg-type]


def accepting(terms: Terms, **changes: object) -> Registration:
    mine = signed_up(**changes)
    assert mine.accepted is not None
    return replace(mine, accepted=replace(mine.accepted, terms=terms))


def last_lines(registration: Registration, about: Agenda = SPRING) -> list[str]:
    """What it says about leaving, without how."""
    return descriptions(registration, about)[0].split("\n\n")[-1].split("\n")[1:]


def text(written: str) -> str:
    return dedent(written).strip("\n")


def test_who_is_in_the_room_reads_rooms_and_the_price_of_leaving_late() -> None:
    assert descriptions()[0] == text(f"""
        Du er påmeldt, i salen.

        Program torsdag 15. april:
        09.00–09.15 Velkommen til Fjordby
        09.15–10.00 Nytt fra fylket
        10.00–10.15 Pause
        10.15–12.00 Målkonflikter i planarbeidet, i Storsalen
        12.00–12.45 Lunsj, i Kantina
        12.45–14.00 Måling og rapportering
        19.00–22.00 Middag på Fjordhotellet

        Spørsmål? Ola Vik, 400 00 000, ola.vik@example.org

        Endre påmeldingen eller meld deg av: {PAGE}
        Gratis avmelding til og med torsdag 1. april. Etter det faktureres 1\u00a0200 kroner.
        Møter du ikke, faktureres faktisk kostnad.
    """)


def test_who_is_digital_and_waits_for_the_room_reads_the_link_in_nynorsk() -> None:
    own = Stream("https://video.example.org/eigen", block_id=PROGRAMME[8].id)
    about = agenda(terms=TERMS, streams=(*SPRING.gathering.streams, own))
    mine = signed_up(seat=Mode.DIGITAL, waits_for=Mode.ROOM)
    assert descriptions(mine, about, language=NN, page=None)[1] == text("""
        Du er påmeld, digitalt, og står på ventelista for plass i salen.
        Strøymelenkje: https://video.example.org/varsamling

        Program fredag 16. april:
        09.00–10.30 Erfaringer fra øyene
        10.45–11.30 Oppsummering, https://video.example.org/eigen
        11.30 Slutt

        Spørsmål? Ola Vik, 400 00 000, ola.vik@example.org

        Vil du melde deg av, skriv «meld meg av» til Samband.
        Det kostar ingenting å melde seg av.
    """)


def test_who_waits_reads_in_english_that_waiting_is_free() -> None:
    mine = signed_up(seat=None, waits_for=Mode.ROOM)
    assert descriptions(mine, agenda(programme=(), contact=None), language=EN)[0] == text(f"""
        You are on the waiting list for a seat in the room, and do not have one yet.

        The programme is not ready yet.

        Change or cancel your registration: {PAGE}
        Being on the waiting list, or leaving it, is free of charge.
    """)


def test_what_is_off_says_so_and_whom_to_ask_and_nothing_else() -> None:
    asked = "Spørsmål? Ola Vik, 400 00 000, ola.vik@example.org"
    left = descriptions(signed_up(seat=None))
    off = descriptions(about=agenda(is_cancelled=True))
    assert (left, off) == ([f"Du er meldt av.\n\n{asked}"] * 2, [f"Samlingen er avlyst.\n\n{asked}"] * 2)


def test_a_stream_that_is_not_known_yet_is_not_promised() -> None:
    assert "Strømmelenken er ikke klar ennå." in descriptions(signed_up(seat=Mode.DIGITAL), agenda(streams=()))[0]


def test_without_a_programme_the_hours_stand_on_the_day_that_they_concern() -> None:
    about = agenda(programme=(), starts=time(11), ends=time(14))
    assert [one.split("\n\n")[1].split("\n") for one in descriptions(about=about)] == [
        ["Programmet er ikke klart ennå.", "Samlingen starter kl. 11.00."],
        ["Programmet er ikke klart ennå.", "Samlingen slutter kl. 14.00."],
    ]


def test_a_seat_that_no_fee_concerns_is_free_to_give_up() -> None:
    free = [
        signed_up(seat=Mode.DIGITAL),
        signed_up(is_exempt=True),
        signed_up(accepted=None),
        accepting(Terms(deadline=date(2027, 4, 1))),
        accepting(Terms(fee_late=Fee(500))),
    ]
    assert [last_lines(mine) for mine in free] == [[FREE]] * 5


def test_a_deadline_that_was_put_off_counts_in_the_persons_favour() -> None:
    later = agenda(terms=replace(TERMS, deadline=date(2027, 4, 8)))
    earlier = agenda(terms=replace(TERMS, deadline=date(2027, 3, 20)))
    days = [last_lines(signed_up(), about)[0].split(".")[0] for about in (later, earlier)]
    assert days == ["Gratis avmelding til og med torsdag 8", "Gratis avmelding til og med torsdag 1"]


@pytest.mark.parametrize(
    ("fee", "said"),
    [
        (Fee(), ["faktisk kostnad", "faktisk kostnad", "the actual cost"]),
        (Fee(350), ["350 kroner", "350 kroner", "350 kroner"]),
    ],
)
def test_a_fee_is_an_amount_or_the_actual_cost(fee: Fee, said: list[str]) -> None:
    mine = accepting(replace(TERMS, fee_late=fee, fee_absent=None))
    found = [descriptions(mine, language=language)[0] for language in LANGUAGES]
    assert [word in one for one, word in zip(found, said, strict=True)] == [True] * 3
