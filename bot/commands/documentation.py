"""The page `docs/commands.md`, made from the registered commands: `python -m bot.commands.documentation`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from bot.commands.command import Argument, Command
from bot.commands.parser import JSON
from bot.commands.registered import COMMANDS
from config.settings import PREFIX, Settings
from dialogs.phrases import Voice, voice
from gatherings.gathering import EN

HEAD = """\
# The command `samband`

`samband` and `python -m bot` are the same. A command ends with 0 when it is done, with 1 and one sentence on standard
error when it is refused, and with 2 when it was not called rightly. It speaks the language of `SAMBAND_LANGUAGE`; the
JSON of `--json` is the same in all of them.

This page is made by `python -m bot.commands.documentation > docs/commands.md`, and a test holds it to the program.
"""


def page(commands: Sequence[Command]) -> str:
    """The whole page."""
    say = voice(EN)
    table = ["| command | what it does |", "|---|---|"]
    table += [f"| [`samband {command.name}`](#{_anchor(command)}) | {say(command.key)} |" for command in commands]
    parts = [HEAD, "\n".join(table), *(_section(command, say) for command in commands), _settings(say)]
    return "\n".join(f"{part.strip()}\n" for part in parts)


def _section(command: Command, say: Voice) -> str:
    rows = [f"| `{_shape(one)}` | {say(one.key)} |" for one in (*command.arguments, JSON)]
    told = [f"## samband {command.name}", "", say(command.key), "", f"    {command.example}", "", "| | |", "|---|---|"]
    return "\n".join([*told, *rows])


def _shape(argument: Argument) -> str:
    if not argument.name.startswith("--") or argument.is_flag:
        return argument.name
    shape = argument.shape or "\\|".join(argument.choices) or argument.plain_name.upper()
    return f"{argument.name} {shape}"


def _anchor(command: Command) -> str:
    return f"samband-{command.name.replace(' ', '-')}"


def _settings(say: Voice) -> str:
    rows = [
        f"| `{PREFIX}{name.upper()}` | {say(f'settings.should_be.{name}')} | {_default(field.default)} |"
        for name, field in Settings.model_fields.items()
    ]
    head = "Settings come from the environment, and from the file `.env` where the environment is silent."
    return "\n".join(["## Settings", "", head, "", "| variable | should be | if not set |", "|---|---|---|", *rows])


def _default(value: object) -> str:
    return "" if value in (None, ()) else f"`{int(value) if isinstance(value, bool) else value}`"


if __name__ == "__main__":
    sys.stdout.write(page(COMMANDS))
