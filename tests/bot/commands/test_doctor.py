from __future__ import annotations

from pathlib import Path

from bot.commands.doctor import BUNDLE
from tests.bot.commands.conftest import Ended, Terminal


def states(ended: Ended) -> dict[str, str]:
    """How each thing was found; the page's bundle is fetched on some machines and not on others."""
    return {found["check"]: found["state"] for found in ended.json if found["check"] != "page"}


def test_a_fresh_installation_has_notes_and_nothing_wrong(terminal: Terminal) -> None:
    ended = terminal("doctor", "--json")
    assert states(ended) == {
        "python": "ok", "timezones": "ok", "settings": "ok", "teams": "note", "slack": "note", "email": "note", "clock": "ok",
        "folder": "ok", "disk": "ok", "database": "ok", "service": "note", "backup": "note", "due": "ok", "undelivered": "ok",
    }  # fmt: skip
    assert ended.code == (0 if BUNDLE.is_file() else 1)


def test_what_is_due_and_not_sent_is_noted(imported: Terminal) -> None:
    found = states(imported("doctor", "--json", CLOCK="2027-04-15T12:20+02:00@0"))
    assert (found["clock"], found["due"]) == ("note", "note")


def test_wrong_settings_are_one_finding_with_a_sentence_each(terminal: Terminal) -> None:
    ended = terminal("doctor", PORT="x", DEV="1", LANGUAGE="en")
    assert (ended.code, ended.err) == (1, "")
    assert ended.out.splitlines()[-1] == "Wrong: SAMBAND_PORT should be a port number from 0 to 65535."


def test_a_clock_that_is_not_understood_is_found(terminal: Terminal) -> None:
    found = terminal("doctor", "--json", CLOCK="soon")
    assert (found.code, found.json[-1]["text"].startswith("SAMBAND_CLOCK skal være")) == (1, True)


def test_a_database_that_cannot_be_used_is_wrong(terminal: Terminal) -> None:
    Path("empty.db").touch()
    found = [
        terminal("doctor", "--json", DATABASE_URL=url) for url in ("sqlite:///empty.db", "postgresql://127.0.0.1:9/x")
    ]
    assert [(one.code, states(one)["database"]) for one in found] == [(1, "wrong")] * 2


def test_looking_makes_nothing(terminal: Terminal) -> None:
    found = terminal("doctor", "--json", DATABASE_URL="sqlite:///none/samband.db")
    assert (states(found)["database"], Path("none").exists()) == ("note", False)


def test_the_last_backup_and_its_age_are_told(imported: Terminal) -> None:
    assert imported("backup", "kopi.db", CLOCK="2027-04-01T12:00+02:00@0").code == 0
    found = [imported("doctor", "--json", CLOCK=f"2027-04-0{day}T11:00+02:00@0") for day in (2, 4)]
    assert [states(one)["backup"] for one in found] == ["ok", "note"]
