from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot.commands.conftest import SLUG, Terminal
from tests.bot.commands.signup import OF

LONG = "Mer enn to og en halv time uten pause: 14:15–17:00."
ENDINGS = {"ics": "ics", "frab": "xml", "csv": "csv", "md": "md"}


@pytest.mark.parametrize(("form", "ending"), ENDINGS.items())
def test_the_programme_is_a_file_named_after_the_gathering(imported: Terminal, form: str, ending: str) -> None:
    ended = imported("export", "programme", *OF, "--format", form)
    assert (ended.code, ended.out.startswith(f"Skrev {SLUG}-programme.{ending}, ")) == (0, True)


@pytest.mark.parametrize(("form", "ending"), [item for item in ENDINGS.items() if item[0] != "csv"])
def test_imported_back_it_changes_nothing(imported: Terminal, form: str, ending: str) -> None:
    before = imported("export", "programme", *OF, "--json", "--with-notes").json
    imported("export", "programme", *OF, "--format", form)
    ended = imported("import", f"{SLUG}-programme.{ending}")
    after = imported("export", "programme", *OF, "--json", "--with-notes").json
    assert (after == before, any(block["notes"] for block in after)) == (True, True)
    assert ended.out.splitlines()[-1].startswith("Ingenting er endret"), ended.out
    warnings = imported("import", f"{SLUG}-programme.{ending}", "--json", "--dry-run").json["warnings"]
    assert [one["text"] for one in warnings] == [LONG], (
        "nothing about the reading; one thing about the programme itself"
    )


def test_notes_are_told_only_where_they_are_asked_for(imported: Terminal) -> None:
    plain, noted = (
        imported("export", "programme", *OF, "--output", "-", *more).out for more in ((), ("--with-notes",))
    )
    notes = [
        block["notes"]
        for block in imported("export", "programme", *OF, "--json", "--with-notes").json
        if block["notes"]
    ]
    assert ([note for note in notes if note in plain], bool(notes), notes[0].split("\n")[0] in noted) == (
        [],
        True,
        True,
    )
    assert all("notes" not in block for block in imported("export", "programme", *OF, "--json").json)


@pytest.mark.parametrize(
    "wrong",
    [
        ("participants", "--format", "ics"),
        ("programme", "--format", "xlsx"),
        ("programme", "--format", "ics", "--with-notes"),
        ("fees", "--with-notes"),
    ],
)
def test_a_form_that_the_list_does_not_have_is_refused(imported: Terminal, wrong: tuple[str, ...]) -> None:
    ended = imported("export", *wrong, *OF)
    assert (ended.code, ended.err.startswith("«")) == (1, True)
    assert list(Path.cwd().glob(f"{SLUG}-*")) == []


def test_a_new_gathering_is_in_the_zone_of_its_file(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "p.ics"
    event = "BEGIN:VEVENT\nUID:1\nSUMMARY:Slutt\nDTSTART;TZID=Europe/Helsinki:20270415T090000\nEND:VEVENT"
    file.write_text(
        f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nX-WR-CALNAME:Samling\n{event}\nEND:VCALENDAR\n", encoding="utf-8"
    )
    made = terminal("import", str(file), "--json").json
    assert (made["gathering"]["timezone"], made["blocks"][0]["start"]) == ("Europe/Helsinki", "09:00")


def test_a_gathering_keeps_its_zone_and_is_told_that_the_files_is_another(imported: Terminal) -> None:
    imported("export", "programme", *OF, "--format", "ics")
    file = Path(f"{SLUG}-programme.ics")
    file.write_text(file.read_text(encoding="utf-8").replace("Europe/Oslo", "Europe/Helsinki"), encoding="utf-8")
    ended = imported("import", str(file), "--json").json
    told = [one["text"] for one in ended["warnings"] if "Europe/Helsinki" in one["text"]]
    assert (ended["gathering"]["timezone"], len(told)) == ("Europe/Oslo", 1)
