from __future__ import annotations

import pytest

from tests.bot.commands.conftest import SLUG, BeginWith, Terminal
from tests.bot.commands.signup import EARLY, OF, ON_THE_DAY, accept, audited, invite, sign_up, with_terms

KARI, OLA = "kari.moe@hitra.kommune.no", "ola.dal@example.org"


@pytest.fixture
def gathered(imported: Terminal, sqlite_address: str, begin_with: BeginWith) -> Terminal:
    """Kari and Ola are registered in the room and have accepted the terms; Per is invited alone."""

    def gather() -> None:
        with_terms(imported)
        invite(imported)
        sign_up(imported, "Kari Moe", KARI)
        sign_up(imported, "Ola Dal", OLA)
        accept(sqlite_address, KARI)
        accept(sqlite_address, OLA)

    begin_with("gathered for attendance", gather)
    return imported


def test_somebody_is_checked_in_as_they_have_a_seat(gathered: Terminal) -> None:
    noted = gathered("checkin", KARI, *OF, "--json", **ON_THE_DAY)
    assert noted.json == {
        "name": "Kari Moe", "email": KARI, "day": "2027-04-15", "mode": "room", "registered": True
    }  # fmt: skip
    told = gathered("checkin", "ola dal", *OF, "--mode", "digital", **ON_THE_DAY).out
    assert told == "Ola Dal er til stede torsdag 15. april, digitalt.\n"


def test_who_is_not_registered_is_noted_and_counted_apart(gathered: Terminal) -> None:
    told = gathered("checkin", "Per Lie", *OF, **ON_THE_DAY).out
    lines = gathered("attendance", "list", *OF).out.splitlines()
    assert told == "Per Lie er til stede torsdag 15. april, i salen, uten påmelding.\n"
    assert lines[-1] == "torsdag 15. april: 1 person uten påmelding."


def test_nobody_is_there_before_the_day_or_on_another(gathered: Terminal) -> None:
    ended = [
        gathered("checkin", KARI, *OF, **EARLY),
        gathered("checkin", KARI, *OF, "--day", "2027-04-14", **ON_THE_DAY),
        gathered("attendance", "close", *OF, **EARLY),
    ]
    assert [one.code for one in ended] == [1, 1, 1]
    assert ended[0].err == "Oppmøte registreres bare de dagene samlingen varer.\n"


def test_absent_are_the_registered_who_were_not_there_once_the_list_is_closed(gathered: Terminal) -> None:
    gathered("checkin", KARI, *OF, **ON_THE_DAY)
    closed, again = (gathered("attendance", "close", *OF, "--json", **ON_THE_DAY).json for _ in range(2))
    assert ([one["name"] for one in closed["absent"]], closed["fees"], again == closed) == (["Ola Dal"], 1, True)
    owed = gathered("export", "fees", *OF, "--json").json
    assert [(one["name"], one["reason"], one["fee"]) for one in owed] == [("Ola Dal", "absent", "actual")]
    assert audited(gathered).count("attendance_closed") == 1


def test_who_turns_out_to_have_been_there_owes_nothing(gathered: Terminal) -> None:
    gathered("attendance", "close", *OF, **ON_THE_DAY)
    gathered("checkin", OLA, *OF, **ON_THE_DAY)
    assert [one["name"] for one in gathered("export", "fees", *OF, "--json").json] == ["Kari Moe"]


def test_attendance_is_listed_by_day(gathered: Terminal) -> None:
    assert gathered("attendance", "list", "--gathering", SLUG).out == "Ingen er registrert til stede.\n"
    gathered("checkin", KARI, *OF, **ON_THE_DAY)
    assert gathered("attendance", "list", *OF, "--json").json == [
        {"day": "2027-04-15", "name": "Kari Moe", "organisation": "Hitra", "mode": "room", "registered": True,
         "checked_in_at": "2027-04-15T15:00:00+02:00"}
    ]  # fmt: skip


def test_a_person_that_nobody_knows_is_refused(imported: Terminal) -> None:
    refused = imported("checkin", "Ingen Her", *OF, **ON_THE_DAY)
    told = "Jeg finner ingen som heter eller har adressen «Ingen Her». Ingenting er endret.\n"
    assert (refused.code, refused.err) == (1, told)
