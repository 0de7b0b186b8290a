from __future__ import annotations

from typing import Any

import pytest

from tests.bot.commands.conftest import SLUG, BeginWith, Terminal
from tests.bot.commands.signup import EARLY, LATE, OF, accept, audited, sign_up, with_terms

KARI = "kari.moe@hitra.kommune.no"
CANCEL = ("registration", "cancel", KARI, *OF)
TOO_LATE = (
    "Meldes Kari Moe av nå, faktureres Hitra for 1500 kroner. "
    "Legg til --accept-cost, eller --without-fee med en grunn. Ingenting er endret.\n"
)


def listed(terminal: Terminal, *more: str) -> list[tuple[Any, ...]]:
    rows = terminal("registration", "list", *OF, "--json", *more).json
    return [(one["name"], one["state"], one["seat"], one["waits_for"], one["place"]) for one in rows]


def fees(terminal: Terminal) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = terminal("export", "fees", *OF, "--json").json
    return found


@pytest.fixture
def late(imported: Terminal, sqlite_address: str, begin_with: BeginWith) -> Terminal:
    """Kari has a seat in the room and has accepted that lateness costs 1500 kroner."""

    def sign_kari_up() -> None:
        with_terms(imported)
        sign_up(imported, "Kari Moe", KARI)
        accept(sqlite_address, KARI)

    begin_with("late", sign_kari_up)
    return imported


def test_somebody_is_signed_up_by_name_and_told_so(imported: Terminal) -> None:
    added = sign_up(imported, "Kari Moe", KARI, "--json").json
    postings = imported("postings", *OF, "--json").json
    assert (added["new"], added["seat"], added["organisation"], added["email"]) == (True, "room", "Hitra", KARI)
    assert [one["audience"] for one in postings if one["kind"] == "signed_up"] == ["person"]


def test_signed_up_again_they_are_as_they_were(imported: Terminal) -> None:
    sign_up(imported, "Kari Moe", KARI)
    again = sign_up(imported, "Kari Moe", KARI, mode="digital")
    assert again.out == "Kari Moe var påmeldt Vårsamling fra før: i salen. Ingenting er endret.\n"
    assert (listed(imported), audited(imported)) == (
        [("Kari Moe", "registered", "room", None, None)], ["registration_added"]
    )  # fmt: skip


def test_a_full_room_means_the_waiting_list_with_a_digital_seat_meanwhile(imported: Terminal) -> None:
    with_terms(imported)
    for name in ("Ane Aas", "Bo Berg"):
        sign_up(imported, name, f"{name[:2].lower()}@example.org")
    third = sign_up(imported, "Kari Moe", KARI)
    assert ": venteliste i salen, plass 1, har digital plass så lenge." in third.out
    assert listed(imported, "--state", "waiting") == [("Kari Moe", "registered", "digital", "room", 1)]
    assert len(listed(imported, "--state", "registered")) == 3


def test_an_operator_need_not_mind_the_deadline(imported: Terminal) -> None:
    with_terms(imported)
    who = ("--name", "Kari Moe", "--email", KARI, "--mode", "room")
    assert imported("registration", "add", *OF, *who, **LATE).code == 0


def test_an_organisation_that_can_be_several_is_refused_and_one_like_no_other_is_new(imported: Terminal) -> None:
    which = sign_up(imported, "Kari Moe", "kari@example.org", "--organisation", "Herøy")
    new = sign_up(imported, "Kari Moe", "kari@example.org", "--organisation", "Qwrtzx", "--json")
    assert (which.code, which.err.startswith("«Herøy» kan være flere")) == (1, True)
    assert (new.code, new.json["organisation"]) == (0, "Qwrtzx")


def test_a_gathering_in_the_room_alone_refuses_a_digital_seat(imported: Terminal) -> None:
    imported("gathering", "set", SLUG, "--capacity-digital", "0")
    refused = sign_up(imported, "Kari Moe", KARI, mode="digital")
    assert (refused.code, refused.err) == (1, "Slik kan man ikke delta på denne samlingen. Ingenting er endret.\n")


def test_in_time_a_seat_is_given_up_free_of_charge(late: Terminal) -> None:
    ended = late(*CANCEL, **EARLY)
    assert (ended.out, fees(late)) == ("Kari Moe er meldt av Vårsamling, uten kostnad.\n", [])
    assert listed(late, "--state", "cancelled") == [("Kari Moe", "cancelled", None, None, None)]
    kinds = [one["kind"] for one in late("postings", *OF, "--json").json]
    assert "confirmation" in kinds  # the person is told


def test_too_late_the_cost_is_said_and_nothing_is_done(late: Terminal) -> None:
    refused = late(*CANCEL, **LATE)
    assert (refused.code, refused.err) == (1, TOO_LATE)
    assert listed(late) == [("Kari Moe", "registered", "room", None, None)]


def test_a_cost_that_is_accepted_is_owed(late: Terminal) -> None:
    ended = late(*CANCEL, "--accept-cost", "--json", **LATE).json
    assert (ended["state"], ended["fee"]) == ("cancelled", 1500)
    assert [(one["name"], one["organisation"], one["reason"], one["fee"]) for one in fees(late)] == [
        ("Kari Moe", "Hitra", "late", 1500)
    ]  # fmt: skip


def test_a_fee_is_let_go_for_a_reason_which_stays_with_it(late: Terminal) -> None:
    refused = late(*CANCEL, "--without-fee", **LATE)
    ended = late(*CANCEL, "--without-fee", "--because", "Syk", "--by", "Ola Vik", "--json", **LATE)
    assert (refused.code, "--because" in refused.err, ended.json["fee"]) == (1, True, None)
    assert [(one["waived_by"], one["waived_because"]) for one in fees(late)] == [("Ola Vik", "Syk")]
    assert audited(late)[-3:] == ["registration_cancelled", "fee_waived", "fees_exported"]


def test_who_was_signed_up_by_somebody_else_and_has_accepted_nothing_owes_nothing(imported: Terminal) -> None:
    with_terms(imported)
    sign_up(imported, "Kari Moe", KARI)
    assert (imported(*CANCEL, **LATE).code, fees(imported)) == (0, [])


def test_a_fee_is_waived_once_with_a_name_and_a_reason(late: Terminal) -> None:
    late(*CANCEL, "--accept-cost", **LATE)
    waive = ("registration", "waive", "kari moe", *OF, "--by", "Ola Vik", "--because", "Syk")
    waived, again = late(*waive, **LATE), late(*waive, **LATE)
    assert waived.out == "Gebyret for Kari Moe er ettergitt: 1500 kroner.\n"
    assert (again.code, again.err) == (1, "Det er ikke noe gebyr å ettergi her. Ingenting er endret.\n")
    assert late("registration", "waive", KARI, *OF, "--by", " ", "--because", "x").code == 2


def test_who_has_no_seat_cannot_give_one_up(imported: Terminal) -> None:
    sign_up(imported, "Kari Moe", KARI)
    imported(*CANCEL, **EARLY)
    again = imported(*CANCEL, **EARLY)
    told = f"«{KARI}» er ikke påmeldt og står ikke på venteliste. Ingenting er endret.\n"
    assert (again.code, again.err) == (1, told)
    unknown = imported("registration", "cancel", "nobody@example.org", *OF)
    assert (unknown.code, unknown.err.count("\n")) == (1, 1)


def test_accepting_a_cost_and_letting_it_go_are_not_said_together(imported: Terminal) -> None:
    both = imported(*CANCEL, "--accept-cost", "--without-fee", "--because", "Syk")
    assert (both.code, both.err.startswith("Velg enten --accept-cost eller --without-fee")) == (1, True)


def test_a_gathering_is_shown_with_its_terms_and_how_many_have_signed_up(imported: Terminal) -> None:
    with_terms(imported)
    sign_up(imported, "Kari Moe", KARI)
    sign_up(imported, "Ola Dal", "ola.dal@example.org", mode="digital")
    shown = imported("gathering", "show", SLUG, "--json").json
    names = ("registered", "registered_room", "registered_digital", "waiting", "cancelled_registrations")
    assert [shown[name] for name in names] == [2, 1, 1, 0, 0]
    lines = imported("gathering", "show", SLUG).out.splitlines()
    assert {"Gebyr for sen avmelding: 1500 kroner", "Gebyr for ikke møtt: faktisk kostnad", "Plasser i salen: 2",
            "Gebyrene gjelder: de i salen", "Påmeldinger: 2 påmeldte, 1 i salen, 1 digital"} <= set(lines)  # fmt: skip
