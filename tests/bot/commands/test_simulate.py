from __future__ import annotations

from typing import Any

from bot.commands.simulating import invent
from tests.bot.commands.conftest import SLUG, Terminal
from tests.bot.commands.signup import EARLY, OF, with_terms


def listed(terminal: Terminal) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = terminal("registration", "list", *OF, "--json").json
    return found


def test_invented_people_sign_up_through_the_same_dialogs_and_no_seat_is_oversold(imported: Terminal) -> None:
    with_terms(imported)
    told = imported("simulate", "people", "12", *OF, "--seed", "7", "--json", **EARLY).json
    rows = listed(imported)
    assert (told["people"], len(rows), told["registered_room"]) == (12, 12, 2)
    assert told["registered"] == sum(1 for one in rows if one["state"] == "registered")
    assert {one["email"].rpartition("@")[2] for one in rows} == {"example.org"}


def test_the_same_seed_gives_the_same_people_who_are_there_once(imported: Terminal) -> None:
    simulate = ("simulate", "people", "4", *OF, "--seed", "3", "--json")
    first, again = imported(*simulate, **EARLY).json, imported(*simulate, **EARLY).json
    assert (first["registered"], len(listed(imported))) == (again["registered"], 4)
    assert invent(3, 1, ["a", "b"]) == invent(3, 1, ["a", "b"]) != invent(4, 1, ["a", "b"])


def test_nobody_is_invented_outside_a_rehearsal(imported: Terminal) -> None:
    refused = imported("simulate", "people", "4", "--gathering", SLUG)
    assert (refused.code, refused.err.startswith("Oppdiktede mennesker finnes bare i en generalprøve.")) == (1, True)
    assert imported("simulate", "people", "0", *OF, **EARLY).code == 2


def test_what_their_terminals_no_longer_take_holds_no_clock_up(imported: Terminal) -> None:
    imported("simulate", "people", "4", *OF, **EARLY)
    assert imported("deliveries", "--state", "waiting", "--json").json == []
