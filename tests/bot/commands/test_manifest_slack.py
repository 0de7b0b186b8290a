"""`samband manifest slack`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.bot.commands.conftest import Terminal


def test_it_writes_the_manifest_of_this_installation(terminal: Terminal) -> None:
    ended = terminal("manifest", "slack", "--name", "Fjordboten", PUBLIC_URL="https://samband.example.org/")
    made = json.loads(Path("samband-slack.json").read_text(encoding="utf-8"))
    assert (ended.code, ended.out.startswith("Skrev samband-slack.json.")) == (0, True)
    assert made["display_information"]["name"] == "Fjordboten"
    assert made["settings"]["interactivity"]["request_url"] == "https://samband.example.org/slack/events"


def test_over_a_socket_no_address_is_needed(terminal: Terminal) -> None:
    ended = terminal("manifest", "slack", "--socket-mode", "--out", "ours.json")
    made = json.loads(Path("ours.json").read_text(encoding="utf-8"))
    assert (ended.code, made["settings"]["socket_mode_enabled"]) == (0, True)


def test_without_an_address_there_is_none(terminal: Terminal) -> None:
    ended = terminal("manifest", "slack", PUBLIC_URL="http://127.0.0.1:3978")
    assert (ended.code, ended.err.startswith("Slack må vite hvor"), Path("samband-slack.json").exists()) == (
        1, True, False
    )  # fmt: skip


def test_a_name_that_slack_would_not_take_is_said_at_once(terminal: Terminal) -> None:
    assert terminal("manifest", "slack", "--socket-mode", "--name", "x" * 36).code == 2
