"""Programmes written as text, at the terminal: what was guessed, and a document with several."""

from __future__ import annotations

from pathlib import Path

from tests.bot.commands.conftest import Terminal

ONE = """\
Fagdag om vann, 3. mai 2027

09.00 Velkommen v/ ordfører Kari Nes
09.30 – 10.15 Innlegg om bekken, Ola Vik
PAUSE
10.30 Gruppearbeid
12.00 Slutt
"""
TWO = """\
Høstsamling

14. oktober 2027

Alternativ A
09.00 Velkommen
10.00 Verksted v/ Per Lie
12.00 Lunsj

Alternativ B
10.00 Velkommen
11.00 Foredrag v/ Kari Nes
12.30 Lunsj
13.15 Slutt
"""


def write(text: str) -> str:
    Path("program.txt").write_text(text, encoding="utf-8")
    return "program.txt"


def test_each_block_says_when_its_end_was_guessed(terminal: Terminal) -> None:
    ended = terminal("import", write(ONE))
    assert ended.code == 0, ended.err
    assert ended.out.splitlines()[:7] == [
        "Fagdag om vann (fagdag-om-vann-2027-05-03)",
        "mandag 3. mai 2027",
        "  09.00–09.30  Velkommen (Kari Nes) [slutten er satt etter det som følger]",
        "  09.30–10.15  Innlegg om bekken (Ola Vik)",
        "  10.15–10.30  PAUSE [slutten er satt etter det som følger]",
        "  10.30–12.00  Gruppearbeid [slutten er satt etter det som følger]",
        "  12.00        Slutt",
    ]
    assert ended.out.splitlines()[-2:] == ["  Ingen er nevnt ved denne bolken: Gruppearbeid.", "Lagret: 5 bolker."]


def test_a_document_with_one_programme_has_the_form_that_it_always_had(terminal: Terminal) -> None:
    ended = terminal("import", write(ONE), "--json")
    assert (list(ended.json), [block["end_source"] for block in ended.json["blocks"]]) == (
        ["gathering", "blocks", "warnings"],
        ["next_start", "explicit", "next_start", "next_start", "none"],
    )


def test_of_several_programmes_none_is_saved_until_one_is_chosen(terminal: Terminal) -> None:
    ended = terminal("import", write(TWO))
    assert (ended.code, ended.err) == (
        1,
        "program.txt har 2 programmer. Velg ett med --programme og nummeret. Ingenting er lagret.\n",
    )
    assert ended.out.splitlines() == [
        "1. Høstsamling (Alternativ A), torsdag 14. oktober 2027, 3 bolker",
        "2. Høstsamling (Alternativ B), torsdag 14. oktober 2027, 4 bolker",
    ]
    assert terminal("gathering", "list", "--json").json == []


def test_the_json_of_several_has_them_all_and_the_first_as_before(terminal: Terminal) -> None:
    tried, refused = [terminal("import", write(TWO), "--json", *more) for more in (["--dry-run"], [])]
    assert (tried.code, refused.code, refused.json["programmes"][1]["number"]) == (0, 1, 2)
    told = tried.json
    assert [(one["number"], [block["start"] for block in one["blocks"]]) for one in told["programmes"]] == [
        (1, ["09:00", "10:00", "12:00"]),
        (2, ["10:00", "11:00", "12:30", "13:15"]),
    ]
    assert {name: told[name] for name in ("gathering", "blocks", "warnings")} | {"number": 1} == told["programmes"][0]


def test_the_chosen_one_is_saved_and_stands_at_the_top(terminal: Terminal) -> None:
    ended = terminal("import", write(TWO), "--programme", "2", "--json")
    shown = terminal("gathering", "show", "hostsamling-2027-10-14", "--json").json
    assert (ended.code, len(ended.json["blocks"]), shown["blocks"]) == (0, 4, 4)
    assert ended.json["blocks"] == ended.json["programmes"][1]["blocks"]


def test_a_number_that_is_not_there_is_refused(terminal: Terminal) -> None:
    ended = terminal("import", write(TWO), "--programme", "3")
    assert (ended.code, ended.err) == (1, "program.txt har ikke noe program nummer 3. Det er 2. Ingenting er lagret.\n")


def test_an_invitation_with_a_programme_gives_both(terminal: Terminal) -> None:
    text = (
        "# Invitasjon til fagdag\n\nTid: 3. mai 2027 kl. 9-15\nSted: Rådhuset, Fjordby\nPåmeldingsfrist: 20. april\n\n"
    )
    ended = terminal("import", write(f"{text}Program:\n09.00 Velkommen\n09.30-15.00 Verksted v/ Ola Vik\n"), "--json")
    told = ended.json["gathering"]
    assert (told["deadline"], told["venue"], [block["title"] for block in ended.json["blocks"]]) == (
        "2027-04-20", "Rådhuset", ["Velkommen", "Verksted"],
    )  # fmt: skip
