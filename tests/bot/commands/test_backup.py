"""A copy of the database while the service runs: whole, or not at all."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.bot.commands.conftest import SLUG, Terminal


def test_a_copy_has_what_the_database_has(imported: Terminal) -> None:
    ended = imported("backup", "kopi.db")
    shown = imported("gathering", "show", SLUG, "--json", DATABASE_URL=f"sqlite:///{Path('kopi.db').resolve()}").json
    assert (ended.code, ended.out.startswith("Skrev kopi.db.")) == (0, True)
    assert shown == imported("gathering", "show", SLUG, "--json").json
    assert sqlite3.connect("kopi.db").execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_file_that_is_there_is_not_written_over(imported: Terminal) -> None:
    Path("kopi.db").write_text("viktig")
    refused = imported("backup", "kopi.db")
    assert (refused.code, refused.err) == (1, "Filen «kopi.db» finnes fra før. Ingenting er skrevet.\n")
    assert Path("kopi.db").read_text() == "viktig"


def test_a_folder_that_is_not_there_is_said(imported: Terminal) -> None:
    refused = imported("backup", "ingen/slik/kopi.db")
    assert (refused.code, refused.err) == (1, "Filen «ingen/slik/kopi.db» kan ikke skrives.\n")


def test_a_restore_brings_the_same_lists_back(imported: Terminal) -> None:
    """On a machine with nothing on it, by the one command."""
    assert imported("backup", "kopi.db").code == 0
    new = f"sqlite:///{Path('annet/sted/samband.db').resolve()}"
    restored = imported("restore", "kopi.db", DATABASE_URL=new)
    exports = [
        ("export", "programme", "--gathering", SLUG, "--format", form, "--output", "-") for form in ("csv", "md")
    ]
    assert restored.out.startswith("Gjenopprettet "), restored.err
    assert [imported(*one, DATABASE_URL=new).out for one in exports] == [imported(*one).out for one in exports]


def test_what_cannot_be_restored_is_said_in_one_sentence(imported: Terminal) -> None:
    assert imported("backup", "kopi.db").code == 0
    Path("brev.txt").write_text("Kjære alle")
    new = f"sqlite:///{Path('ny.db').resolve()}"
    refused = [
        imported("restore", "kopi.db"),
        imported("restore", "brev.txt", DATABASE_URL=new),
        imported("restore", "ingen.db", DATABASE_URL=new),
    ]
    assert [(one.code, one.err.split(". ")[0]) for one in refused] == [
        (1, "Det står noe i databasen fra før, og en sikkerhetskopi blandes ikke med det"),
        (1, "Filen «brev.txt» er ikke skrevet av «samband backup»"),
        (1, "Filen «ingen.db» finnes ikke"),
    ]
    assert not Path("ny.db").exists()
