from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from openpyxl import Workbook

from config.settings import DEFAULT_PORT
from tests.bot.commands.conftest import SLUG, Terminal
from tests.bot.commands.signup import EARLY, LIST, OF, audited, invite, sign_up


def people(terminal: Terminal) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = terminal("people", "list", *OF, "--json").json
    return found


def test_a_list_is_invited_once_and_says_where_each_can_be_reached(imported: Terminal) -> None:
    first, again = (invite(imported, "--json").json for _ in range(2))
    reached = {"teams": 0, "slack": 0, "web": 0, "email": 3, "none": 1}
    assert [(one["new"], one["known"], one["left_out"], one["reached_by"]) for one in (first, again)] == [
        (4, 0, 0, reached), (0, 4, 0, reached)
    ]  # fmt: skip
    assert len(people(imported)) == 4


def test_the_organisation_is_the_one_that_is_written_or_that_the_address_says(imported: Terminal) -> None:
    invite(imported)
    assert {one["name"]: one["organisation"] for one in people(imported)} == {
        "Kari Moe": "Hitra", "Per Lie": "Fjordvarme AS", "Ukjent Gjest": "Hitra", "Åse Berg": None
    }  # fmt: skip


def test_what_is_doubtful_is_told_with_its_line(imported: Terminal) -> None:
    assert invite(imported, "--json").json["warnings"] == [
        {"line": 3, "text": "Fjordvarme AS er ikke en av nettverkets organisasjoner. Den er lagt til, og er ikke medlem."},
        {"line": 4, "text": "«Herøy» kan være flere: Herøy (Møre og Romsdal) / Herøy (Nordland). Organisasjonen står åpen."},
        {"line": 5, "text": "«Ukjent Gjest» har ingen e-postadresse."},
    ]  # fmt: skip
    assert [one["line"] for one in invite(imported, "--json").json["warnings"]] == [4, 5]


def test_lines_that_are_no_address_or_come_twice_are_left_out_with_their_number(imported: Terminal) -> None:
    more = "Ane Aas;ikke en adresse;Hitra\nKari Moe;KARI.MOE@hitra.kommune.no;Hitra\n"
    told = invite(imported, "--json", text=LIST + more).json
    assert (told["new"], told["left_out"]) == (4, 2)
    assert {6, 7} <= {one["line"] for one in told["warnings"]}


def test_a_file_that_is_no_list_is_refused(imported: Terminal) -> None:
    refused = invite(imported, text="Hei, her er programmet.\n")
    assert (refused.code, refused.err.count("\n"), people(imported)) == (1, 1, [])


def test_a_workbook_is_read_as_well(imported: Terminal) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (("Navn", "E-post", "Kommune"), ("Kari Moe", "kari@example.org", "Hitra")):
        sheet.append(row)
    book.save("inviterte.xlsx")
    ended = imported("people", "invite", "inviterte.xlsx", *OF, "--json", **EARLY)
    assert (ended.json["new"], people(imported)[0]["organisation"]) == (1, "Hitra")


def test_a_dry_run_says_the_same_and_keeps_nothing(imported: Terminal) -> None:
    tried = invite(imported, "--dry-run", "--json").json
    members = imported("network", "members", "nettverk", "--json").json
    assert (people(imported), len(members), audited(imported)) == ([], 357, [])
    assert tried == invite(imported, "--json").json


def test_an_organisation_that_is_no_member_is_not_among_the_members(imported: Terminal) -> None:
    invite(imported)
    names = {one["name"] for one in imported("network", "members", "nettverk", "--json").json}
    assert (len(names), "Fjordvarme AS" in names) == (355, False)  # two names are borne by two


def test_people_are_listed_with_what_they_have_answered_and_where_they_stand(imported: Terminal) -> None:
    invite(imported)
    sign_up(imported, "Kari Moe", "kari.moe@hitra.kommune.no")
    sign_up(imported, "Ola Dal", "ola.dal@example.org", mode="digital")
    rows = people(imported)
    assert [(one["name"], one["invited"], one["answer"], one["state"], one["reached_by"]) for one in rows] == [
        ("Kari Moe", True, None, "registered", ["email"]),
        ("Ola Dal", False, None, "registered", ["email"]),
        ("Per Lie", True, None, None, ["email"]),
        ("Ukjent Gjest", True, None, None, []),
        ("Åse Berg", True, None, None, ["email"]),
    ]
    assert imported("people", "list", *OF).out.splitlines()[1].split("  ")[0] == "Kari Moe"


def test_a_personal_link_is_the_same_until_it_is_taken_away(imported: Terminal) -> None:
    invite(imported)
    link = ("people", "link", "kari.moe@hitra.kommune.no", *OF)
    first, again = (imported(*link, **EARLY).out for _ in range(2))
    revoked = imported(*link, "--revoke", "--json", **EARLY).json["revoked"]
    then = imported(*link, **EARLY).out
    assert (first == again, revoked, then != first) == (True, 1, True)
    assert (urlsplit(first).netloc, urlsplit(first).path.startswith("/p/")) == (f"127.0.0.1:{DEFAULT_PORT}", True)
    assert audited(imported)[-4:] == ["link_shown", "link_shown", "link_revoked", "link_shown"]


def test_the_link_has_the_public_address_and_is_signed_with_the_operators_secret(imported: Terminal) -> None:
    invite(imported)
    settings = {"PUBLIC_URL": "https://samband.example.org", **EARLY}
    secrets: tuple[dict[str, str], ...] = ({}, {"SECRET_KEY": "k" * 40})
    own, given = (imported("people", "link", "Kari Moe", *OF, **settings, **more).out for more in secrets)
    assert own.startswith("https://samband.example.org/p/")
    assert (own.split(".")[-2] == given.split(".")[-2], own == given) == (True, False)


def test_without_a_known_address_no_link_is_made(imported: Terminal) -> None:
    invite(imported)
    for settings in ({"PORT": "0"}, {"HOST": "0.0.0.0"}):
        refused = imported("people", "link", "Kari Moe", *OF, **settings)
        assert (refused.code, refused.err.endswith("Sett SAMBAND_PUBLIC_URL.\n")) == (1, True)


def test_somebody_is_taken_off_the_list_once(imported: Terminal) -> None:
    invite(imported)
    removed = imported("people", "remove", "per.lie@example.org", *OF)
    again = imported("people", "remove", "per.lie@example.org", *OF)
    assert removed.out == "Per Lie er ikke lenger invitert til Vårsamling. En påmelding blir stående.\n"
    told = "Jeg finner ingen som heter eller har adressen «per.lie@example.org». Ingenting er endret.\n"
    assert (again.code, again.err, len(people(imported))) == (1, told, 3)


def test_who_was_never_invited_cannot_be_taken_off_the_list(imported: Terminal) -> None:
    sign_up(imported, "Ola Dal", "ola.dal@example.org")
    refused = imported("people", "remove", "ola.dal@example.org", *OF)
    told = "«ola.dal@example.org» står ikke på listen over de inviterte. Ingenting er endret.\n"
    assert (refused.code, refused.err) == (1, told)


def test_a_name_that_two_have_is_refused_with_their_addresses(imported: Terminal) -> None:
    invite(imported, text=LIST + "Kari Moe;kari@example.org;Hitra\n")
    refused = imported("people", "link", "kari moe", *OF)
    told = "«kari moe» kan være flere: kari.moe@hitra.kommune.no, kari@example.org. Skriv e-postadressen. Ingenting er endret.\n"
    assert (refused.code, sorted(refused.err), len(refused.err)) == (1, sorted(told), len(told))


def test_a_list_that_is_not_there_is_said(imported: Terminal) -> None:
    refused = imported("people", "invite", "mangler.csv", "--gathering", SLUG)
    assert (refused.code, refused.err) == (1, "Filen «mangler.csv» finnes ikke. Ingenting er lagret.\n")
