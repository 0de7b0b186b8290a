"""What may be kept of a message that was not understood, and what of its words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatherings.gathering import NB, GatheringId
from gatherings.not_understood import LONGEST_KEPT, lets_keep, masked
from gatherings.people import PersonId
from gatherings.registration import Acceptance, Registration, RegistrationId
from gatherings.terms import Mode, Terms
from tests.builders import at, gathering

KEEPS, KEEPS_NOT = Terms(keeps_not_understood=True), Terms()
HELD = gathering(terms=KEEPS)


def accepting(
    terms: Terms | None, *, text: str = "Avmelding er gratis.", seat: Mode | None = Mode.ROOM
) -> Registration:
    accepted = None if terms is None else Acceptance(at("09:00"), NB, 1, text, terms)
    made = Registration(RegistrationId("r"), GatheringId("g1"), PersonId("p"), at("09:00"), seat=seat)
    return replace(made, accepted=accepted)


def test_what_is_not_understood_may_be_kept_of_who_accepted_it_while_the_terms_say_so() -> None:
    assert [
        lets_keep(accepting(KEEPS), HELD),
        lets_keep(accepting(KEEPS, seat=None), HELD),
        lets_keep(accepting(KEEPS_NOT), HELD),
        lets_keep(accepting(None), HELD),
        lets_keep(None, HELD),
        lets_keep(accepting(KEEPS), gathering(terms=KEEPS_NOT)),
    ] == [True, False, False, False, False, False]


def test_who_waits_for_a_seat_has_accepted_the_terms_too() -> None:
    assert lets_keep(replace(accepting(KEEPS, seat=None), waits_for=Mode.ROOM, place=1), HELD)


def test_terms_that_nobody_read_let_nothing_be_kept() -> None:
    assert not lets_keep(accepting(KEEPS, text=""), HELD)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("kan noen hente meg på stasjonen", "kan noen hente meg på stasjonen"),
        ("skriv til kari.nes@fjordby.example, takk", "skriv til [@] takk"),
        ("<kari.nes+x@fjordby.example>", "[@]"),
        ("skriv til kari＠fjordby.example", "skriv til [@]"),
        ("ring 400 00 000 eller +47 91 23 45 67", "ring [#] eller [#]"),
        ("ring (+47) 91-23-45-67", "ring ([#]"),
        ("ring 400.00.000", "ring [#]"),
        ("ring ４０００００００", "ring [#]"),
        ("født 01.02.1990 12345", "født [#]"),
        ("sak 2027/12345", "sak [#]"),
        ("rom 1234 i 4 etasje", "rom 1234 i 4 etasje"),
        ("abcd-efgh-ijkl eller AB2D-EF9H", "[#] eller [#]"),
        ("sør-øst og 1245-1430", "sør-øst og 1245-1430"),
        ("rom 12345", "rom [#]"),
        ("er det noe 09.00–10.15 eller 1245-1430", "er det noe 09.00–10.15 eller 1245-1430"),
        ("se https://fjordby.example/a?b=1#c og www.fjordby.example", "se [www] og [www]"),
        ("se fjordby.kommune.no/kari eller Fjordby.no.", "se [www] eller [www]"),
        ("hei.hvor står bussen", "hei.hvor står bussen"),
        ("to  linjer\n\tog\u200b en\x00 null", "to linjer og en null"),
        (" \n ", ""),
    ],
)
def test_addresses_and_long_numbers_are_masked(said: str, kept: str) -> None:
    assert masked(said) == kept


def test_a_long_message_is_cut_after_it_was_masked() -> None:
    kept = masked(f"{'ord ' * 74}400 00 000 {'ord ' * 90}")
    assert (len(kept), kept[-8:]) == (LONGEST_KEPT, "ord [#]…")


@given(st.text(max_size=200), st.integers(min_value=10_000), st.text(max_size=200))
def test_five_digits_in_a_row_never_come_through(before: str, number: int, after: str) -> None:
    assert re.search(r"\d{5}", masked(f"{before}{number}{after}")) is None


def test_of_a_message_without_end_only_the_beginning_is_read() -> None:
    endless = [masked(piece * 1_000_000) for piece in ("1 ", "a.", "x@", "((", "0-0")]
    assert max(map(len, endless)) <= LONGEST_KEPT
