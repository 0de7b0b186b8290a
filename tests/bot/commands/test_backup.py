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
