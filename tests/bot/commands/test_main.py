from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.commands.command import Call, Command
from tests.bot.commands.conftest import Terminal


async def break_down(call: Call) -> None:
    raise KeyError(call["json"])


async def be_interrupted(call: Call) -> None:
    raise KeyboardInterrupt


def test_what_we_had_not_foreseen_is_one_sentence_with_the_reference_of_a_log_line(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    code = main(["doctor"], commands=[Command("doctor", "samband doctor", break_down)])
    told = capsys.readouterr().err.splitlines()[-1]
    reference = told.removesuffix(".").split()[-1]
    assert (code, caplog.messages) == (1, [f"command_failed reference={reference} command=doctor error=KeyError"])


def test_an_interrupted_command_ends_without_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["doctor"], commands=[Command("doctor", "samband doctor", be_interrupted)])
    assert (code, capsys.readouterr()) == (130, ("", ""))


def test_a_reader_that_has_read_enough_ends_the_command_quietly(sqlite_address: str, tmp_path: Path) -> None:
    shell = f"{sys.executable} -m bot gathering list | true; echo ${{PIPESTATUS[0]}}"
    ended = subprocess.run(
        ["bash", "-c", shell], env={"SAMBAND_DATABASE_URL": sqlite_address}, capture_output=True, text=True, check=True
    )
    assert (ended.stdout, ended.stderr) == ("0\n", "")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nb", "SAMBAND_PORT skal være et portnummer fra 0 til 65535."),
        ("nn", "SAMBAND_PORT skal vere eit portnummer frå 0 til 65535."),
        ("en", "SAMBAND_PORT should be a port number from 0 to 65535."),
    ],
)
def test_wrong_settings_are_named_with_what_they_should_be(terminal: Terminal, language: str, told: str) -> None:
    ended = terminal("run", PORT="x", LANGUAGE=language)
    assert (ended.code, ended.out, ended.err) == (1, "", f"{told}\n")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://localhost/samband"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "samband.db"),
        ("CLOCK", "tomorrow"),
        ("CLOCK", "2027-04-15T08:50"),
    ],
)
def test_a_setting_that_only_its_user_can_judge_stops_the_service_as_well(
    terminal: Terminal, name: str, value: str
) -> None:
    ended = terminal("run", **{name: value})
    assert (ended.code, ended.err.startswith(f"SAMBAND_{name} skal være "), ended.err.count("\n")) == (1, True, 1)


def test_a_port_that_is_taken_is_said_and_nothing_is_started(terminal: Terminal) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = terminal("run", PORT=str(port))
    told = f"Porten {port} på 127.0.0.1 kan ikke åpnes; den er kanskje i bruk, "
    assert (ended.code, ended.out, ended.err.startswith(told), ended.err.count("\n")) == (1, "", True, 1)


@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"])
def test_certificates_that_are_not_there_are_named_before_the_port_opens(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "/nowhere/ca.pem")
    ended = terminal("run", PORT="0")
    assert (ended.code, ended.err) == (1, f"{variable} skal være en fil med sertifikater i PEM-form.\n")


def test_a_server_that_is_not_there_is_said(terminal: Terminal) -> None:
    ended = terminal("network", "list", DATABASE_URL="postgresql://samband:secret@127.0.0.1:9/samband")
    assert (ended.code, ended.err) == (1, "Får ikke kontakt med databasen i SAMBAND_DATABASE_URL.\n")


def test_a_file_that_is_no_database_is_said(terminal: Terminal) -> None:
    Path("text.db").write_text("Dette er ikke en database. " * 100, encoding="utf-8")
    ended = terminal("network", "list", DATABASE_URL="sqlite:///text.db")
    assert (ended.code, ended.err) == (1, "Får ikke kontakt med databasen i SAMBAND_DATABASE_URL.\n")


def test_a_database_without_our_tables_is_refused_until_it_is_migrated(terminal: Terminal) -> None:
    Path("empty.db").touch()
    empty = {"DATABASE_URL": "sqlite:///empty.db"}
    refused = terminal("network", "list", **empty)
    migrated, twice = terminal("migrate", **empty), terminal("migrate", "--json", **empty)
    assert (refused.code, refused.err) == (
        1, "Databasen har ikke tabellene til denne versjonen. Kjør «samband migrate».\n"
    )  # fmt: skip
    assert (migrated.code, twice.json.keys(), terminal("network", "list", **empty).code) == (0, {"revision"}, 0)


def test_a_file_that_is_not_there_yet_is_made(terminal: Terminal) -> None:
    ended = terminal("network", "list", "--json", DATABASE_URL="sqlite:///new/samband.db")
    assert (ended.code, ended.json, Path("new/samband.db").exists()) == (0, [], True)
