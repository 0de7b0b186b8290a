from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.bot.commands.conftest import Terminal

MEMBERS = "navn;fylke;organisasjonsnummer;domener\nHitra;;;\nHerøy;Nordland;;\nFjordvarme AS;;;fjordvarme.example.org\n"


@pytest.fixture
def fjord(terminal: Terminal) -> Terminal:
    """A terminal on a database with a network of three members."""
    Path("medlemmer.csv").write_text(MEMBERS, encoding="utf-8")
    ended = terminal("network", "add", "fjord", "--title", "Fjordnettverket", "--members", "medlemmer.csv")
    assert ended.code == 0, ended.err
    return terminal


def members(terminal: Terminal) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = terminal("network", "members", "fjord", "--json").json
    return found


def test_a_network_has_the_members_of_its_list(fjord: Terminal) -> None:
    assert [(one["name"], one["county"], one["number"]) for one in members(fjord)] == [
        ("Fjordvarme AS", None, None), ("Herøy", "Nordland", "1818"), ("Hitra", "Trøndelag", "5056")
    ]  # fmt: skip


def test_without_a_list_all_municipalities_are_members(terminal: Terminal) -> None:
    terminal("network", "add", "fjord", "--title", "Fjordnettverket")
    assert len(members(terminal)) == 357


def test_a_new_list_takes_the_place_of_the_old(fjord: Terminal) -> None:
    Path("nye.csv").write_text("Hitra\nFrøya\n", encoding="utf-8")
    ended = fjord("network", "set", "fjord", "--members", "nye.csv", "--json")
    assert (ended.json, [one["name"] for one in members(fjord)]) == (
        {"slug": "fjord", "title": "Fjordnettverket", "members": 2}, ["Frøya", "Hitra"]
    )  # fmt: skip


def test_a_list_with_a_wrong_line_changes_nothing(fjord: Terminal) -> None:
    Path("nye.csv").write_text("Hitra\nHerøy\n", encoding="utf-8")
    refused = fjord("network", "set", "fjord", "--members", "nye.csv")
    assert (refused.code, refused.err.startswith("nye.csv, linje 2: flere kommuner heter Herøy.")) == (1, True)
    assert len(members(fjord)) == 3


def test_what_an_invoice_must_carry_is_set_for_the_organisation_as_people_write_it(fjord: Terminal) -> None:
    first = fjord("network", "invoice", "fjord", "hitra kommune", "--number", "974 760 673", "--json")
    then = fjord("network", "invoice", "fjord", "5056", "--reference", "Plan 4200", "--json")
    assert [(one.json["organisation_number"], one.json["invoice_reference"]) for one in (first, then)] == [
        ("974760673", None), ("974760673", "Plan 4200")
    ]  # fmt: skip
    assert fjord("network", "invoice", "fjord", "Hitra", "--number", "", "--json").json["organisation_number"] is None


def test_an_organisation_that_can_be_several_is_refused_with_those_it_can_be(terminal: Terminal) -> None:
    terminal("network", "add", "fjord", "--title", "Fjordnettverket")
    told = [
        terminal("network", "invoice", "fjord", name, "--reference", "4200") for name in ("Herøy", "Hitrra", "Qwrtzx")
    ]
    assert [one.code for one in told] == [1, 1, 1]
    assert told[0].err.startswith("«Herøy» kan være flere: Herøy (Møre og Romsdal), Herøy (Nordland).")
    assert told[1].err.startswith("Jeg finner ingen organisasjon som heter «Hitrra». Mener du Hitra")
    assert told[2].err == "Jeg finner ingen organisasjon som heter «Qwrtzx». Ingenting er lagret.\n"


def test_an_invoice_is_given_a_right_number_or_a_reference(fjord: Terminal) -> None:
    wrong = fjord("network", "invoice", "fjord", "Hitra", "--number", "123456789")
    nothing = fjord("network", "invoice", "fjord", "Hitra")
    assert (wrong.code, nothing.code, "--number eller --reference" in nothing.err) == (2, 1, True)


def test_changes_of_a_network_are_in_the_audit_log(fjord: Terminal) -> None:
    fjord("network", "set", "fjord", "--members", "medlemmer.csv")
    fjord("network", "invoice", "fjord", "Hitra", "--reference", "4200")
    kinds = [line["kind"] for line in fjord("audit", "--json").json]
    assert kinds == ["invoicing_set", "members_replaced", "network_added"]
