"""`samband manifest teams`."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.bot.commands.conftest import Terminal

SET = {"TEAMS_APP_ID": "11111111-2222-3333-4444-555555555555", "PUBLIC_URL": "https://samband.example.org/",
       "TEAMS_APP_PASSWORD": "x"}  # fmt: skip


def test_it_writes_the_package_of_this_installation(terminal: Terminal) -> None:
    ended = terminal("manifest", "teams", "--out", "ours.zip", "--app-version", "1.2.0", "--developer", "Fjord", **SET)

    manifest = json.loads(ZipFile("ours.zip").read("manifest.json"))
    assert (ended.code, ended.out.startswith("Skrev ours.zip.")) == (0, True)
    assert (manifest["id"], manifest["version"]) == (SET["TEAMS_APP_ID"], "1.2.0")
    developer = manifest["developer"]
    assert (developer["name"], developer["websiteUrl"]) == ("Fjord", "https://samband.example.org")


def test_for_scripts_it_says_where_and_how_large(terminal: Terminal) -> None:
    ended = terminal("manifest", "teams", "--json", **SET)

    assert ended.json == {"file": "samband-teams.zip", "bytes": Path("samband-teams.zip").stat().st_size}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"TEAMS_APP_ID": "bot"}, "SAMBAND_TEAMS_APP_ID må være app-ID-en"),
        ({"PUBLIC_URL": "http://127.0.0.1:3978"}, "SAMBAND_PUBLIC_URL må være https-adressen"),
    ],
)
def test_without_an_app_or_an_address_there_is_none(terminal: Terminal, changes: dict[str, str], said: str) -> None:
    ended = terminal("manifest", "teams", **{**SET, **changes})

    assert (ended.code, ended.err.startswith(said), Path("samband-teams.zip").exists()) == (1, True, False)


@pytest.mark.parametrize(
    "wrong", [("--app-version", "1"), ("--app-version", "0.1.0"), ("--developer", " "), ("--privacy-url", "http://x")]
)
def test_what_teams_would_not_take_is_said_at_once(terminal: Terminal, wrong: tuple[str, str]) -> None:
    assert terminal("manifest", "teams", *wrong, **SET).code == 2
