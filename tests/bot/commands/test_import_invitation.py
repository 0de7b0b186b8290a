from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from tests.bot.commands.conftest import SAMPLE, SLUG, Terminal

INVITATION = (files("gatherings.samples") / "invitasjon.txt").read_text(encoding="utf-8")
INVITED = "hostsamling-i-fjordnettverket-2027-11-18"


def write(text: str) -> str:
    Path("invitasjon.txt").write_text(text, encoding="utf-8")
    return "invitasjon.txt"


def test_the_json_of_an_invitation_has_the_fixed_form(terminal: Terminal) -> None:
    ended = terminal("import", write(INVITATION), "--json")
    assert ended.code == 0, ended.err
    shown = ended.json["gathering"]
    terms = shown.pop("terms")
    assert shown == {
        "slug": INVITED, "title": "Høstsamling i Fjordnettverket", "starts_on": "2027-11-18", "ends_on": "2027-11-18",
        "starts": "09:00", "ends": "15:00", "timezone": "Europe/Oslo", "venue": "Kulturhuset", "place": "Fjordby",
        "deadline": "2027-11-12",
    }  # fmt: skip
    titles = [block["title"] for block in ended.json["blocks"]]
    assert titles == ["Kaffe og registrering", "Velkommen", "Lunsj", "Byvandring langs bekken"]
    assert (terms[:23], ended.json["warnings"][0]["line"]) == ("Det er gratis å delta. ", 16)


def test_what_was_read_is_said_and_kept(terminal: Terminal) -> None:
    ended = terminal("import", write(INVITATION))
    shown = terminal("gathering", "show", INVITED, "--json").json
    assert ended.out.splitlines()[2:13] == [
        "  Klokken: 09.00–15.00",
        "  Lokale: Kulturhuset",
        "  Sted: Fjordby",
        "  Påmeldingsfrist: fredag 12. november 2027",
        "  Pris: gratis",
        "  Gebyr ved sen avmelding: faktisk kostnad",
        "  Gebyr ved ikke møtt: faktisk kostnad",
        "  Plasser i salen: 60",
        "  Høyst fra hver organisasjon: 4",
        "  Digital deltakelse: ja",
        "  Kontakt: Ingrid Moe, 400 00 010, ingrid.moe@fjordnettverket.example",
    ]
    assert ended.out.splitlines()[-1] == "Lagret: 4 bolker."
    assert (shown["fee_late"], shown["fee_absent"], shown["capacity"], shown["capacity_per_organisation"]) == (
        "actual", "actual", 60, 4,
    )  # fmt: skip
    assert shown["contact"]["name"] == "Ingrid Moe"


def test_an_invitation_keeps_the_programme_and_what_it_does_not_say(imported: Terminal) -> None:
    imported("gathering", "set", SLUG, "--capacity", "80", "--fee-absent", "300", "--contact", "Ola Vik, 400 00 000")
    text = "# Invitasjon til vårsamling\n\nTid: 15. april 2027\nPåmeldingsfrist: 1. april\n\nKun fysisk oppmøte.\n"
    ended = imported("import", write(text), "--gathering", SLUG)
    shown = imported("gathering", "show", SLUG, "--json").json
    assert ended.code == 0, ended.err
    assert (shown["blocks"], shown["starts"], shown["ends"], shown["deadline"]) == (15, "09:00", "17:00", "2027-04-01")
    assert (shown["capacity"], shown["fee_absent"], shown["capacity_digital"], shown["contact"]["name"]) == (
        80, 300, 0, "Ola Vik",
    )  # fmt: skip


def test_a_programme_after_the_invitation_keeps_its_terms(terminal: Terminal) -> None:
    terminal("import", write(INVITATION), "--gathering", "host")
    Path("program.txt").write_text(SAMPLE, encoding="utf-8")
    terminal("import", "program.txt", "--gathering", "host", "--date", "2027-11-18")
    shown = terminal("gathering", "show", "host", "--json").json
    assert (shown["blocks"], shown["fee_late"], shown["deadline"], shown["venue"]) == (
        15, "actual", "2027-11-12", "Kulturhuset",
    )  # fmt: skip


def test_a_dry_run_of_an_invitation_saves_nothing_and_the_second_import_changes_nothing(terminal: Terminal) -> None:
    alone = INVITATION.partition("## Programmet")[0]
    ended = [terminal("import", write(alone), *more) for more in (("--dry-run",), (), ())]
    assert [one.out.splitlines()[-1] for one in ended] == [
        "Prøvekjøring: invitasjonen er lest, ingenting er lagret.",
        "Lagret: invitasjonen.",
        "Ingenting er endret: invitasjonen, som før.",
    ]


def test_what_is_not_said_about_digital_is_asked_until_an_organiser_has_said_it(terminal: Terminal) -> None:
    text = write("# Invitasjon til samling\n\nTid: 18. november 2027\nPåmeldingsfrist: 12. november\n")
    first = terminal("import", text, "--gathering", "host", "--json").json["warnings"]
    terminal("gathering", "set", "host", "--capacity-digital", "100")
    again = terminal("import", text, "--gathering", "host", "--json").json["warnings"]
    assert ([one["line"] for one in first], again) == ([None], [])


def test_the_year_is_that_of_the_rehearsal_where_the_weekday_fits(terminal: Terminal) -> None:
    text = write("# Invitasjon til samling\n\nTid: torsdag 18. november kl. 9\nPåmeldingsfrist: 12. november\n")
    ended = terminal("import", text, "--json", CLOCK="2027-09-01T08:00+02:00@0")
    refused = terminal("import", text, CLOCK="2026-09-01T08:00+02:00@0")
    assert ended.json["gathering"]["starts_on"] == "2027-11-18"
    assert (refused.code, refused.err.startswith("invitasjon.txt, linje 3: «torsdag 18. november»")) == (1, True)


def test_a_deadline_after_the_gathering_is_refused_in_one_sentence(terminal: Terminal) -> None:
    ended = terminal("import", write("# Invitasjon\n\nTid: 18. november 2027\nPåmeldingsfrist: 20. november\n"))
    assert (ended.code, ended.err) == (
        1,
        "invitasjon.txt, linje 4: fristen «20. november» er etter samlingen, som er 2027-11-18. Ingenting er lagret.\n",
    )
