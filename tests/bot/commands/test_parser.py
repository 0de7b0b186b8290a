from __future__ import annotations

import pytest

from bot.commands.command import Command
from bot.commands.documentation import page
from bot.commands.registered import COMMANDS
from bot.commands.values import LONGEST_LEAD
from dialogs.phrases import voice
from gatherings.gathering import EN, LANGUAGES, Language
from tests.bot.commands.conftest import Terminal

FIXED = (
    "demo run migrate backup restore chat doctor manifest import ask understand network gathering organiser stream people registration "
    "checkin attendance evaluation export report postings deliveries audit clock simulate"
)


def test_the_names_that_people_and_scripts_build_on_are_there() -> None:
    assert {command.name.split()[0] for command in COMMANDS} == set(FIXED.split())


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_help_of_every_command_tells_what_it_does_and_gives_an_example(
    terminal: Terminal, command: Command
) -> None:
    ended = terminal(*command.name.split(), "--help", LANGUAGE="en", COLUMNS="500")
    told = " ".join(ended.out.split())
    assert (ended.code, voice(EN)(command.key) in told, f"Example: {command.example}" in told) == (0, True, True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_and_option_has_words_in_every_language(language: Language) -> None:
    keys = {key for command in COMMANDS for key in (command.key, *(argument.key for argument in command.arguments))}
    assert [key for key in sorted(keys) if not voice(language).has(key)] == []


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("import", "samband import: Mangler FILE. Se «samband import --help»."),
        ("gathering", "samband gathering: Mangler COMMAND. Se «samband gathering --help»."),
        ("ask hei --lang de",
         "samband ask: --lang kan ikke være «de»; velg mellom nb, nn, en. Se «samband ask --help»."),
        ("ask hei --at", "samband ask: --at trenger en verdi. Se «samband ask --help»."),
        ("clock set soon",
         "samband clock set: ISO-TIME skal være en ISO-tid, for eksempel 2027-04-15T12:20. Se «samband clock set --help»."),
        ("network list --all", "samband: Kjenner ikke --all. Se «samband --help»."),
    ],
)  # fmt: skip
def test_a_wrong_call_ends_with_two_and_says_why(terminal: Terminal, typed: str, told: str) -> None:
    ended = terminal(*typed.split())
    assert (ended.code, ended.out, ended.err) == (2, "", f"{told}\n")


def test_options_are_not_guessed_from_their_beginnings(terminal: Terminal) -> None:
    assert terminal("network", "list", "--js").code == 2


@pytest.mark.parametrize(
    ("option", "values"),
    [
        ("--deadline", ("2027-02-30", "yesterday")),
        ("--timezone", ("Norway/Fjordby", "../etc/passwd", "")),
        ("--lead-minutes", ("-1", "five", str(LONGEST_LEAD + 1))),
        ("--contact", ("ola@example.org", "Ola, 1, 2", "Ola, a@example.org, b@example.org")),
    ],
)
def test_a_value_that_cannot_be_read_is_a_wrong_call(terminal: Terminal, option: str, values: tuple[str, ...]) -> None:
    assert [terminal("gathering", "set", "x", f"{option}={value}").code for value in values] == [2] * len(values)


def test_the_page_of_commands_is_that_of_the_program(pytestconfig: pytest.Config) -> None:
    written = (pytestconfig.rootpath / "docs" / "commands.md").read_text(encoding="utf-8")
    assert written == page(COMMANDS)
