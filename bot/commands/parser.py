"""The parser: argparse, made from the registered commands, in the language of the installation."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final, NoReturn

from bot.commands.command import Argument, Command, Misread
from dialogs.phrases import Voice

HELP_COLUMN: Final = 26
JSON: Final = Argument("--json", is_flag=True)

# What argparse says, and what we say instead; anything else is passed on as it is.
_SAYINGS: Final = (
    (re.compile(r"the following arguments are required: (?P<names>.+)"), "command.usage.missing"),
    (re.compile(r"unrecognized arguments: (?P<names>.+)"), "command.usage.unknown"),
    (re.compile(r"argument (?P<names>\S+): invalid choice: '?(?P<value>.*?)'? \(choose from (?P<known>.+)\)"),
     "command.usage.choice"),
    (re.compile(r"argument (?P<names>\S+): expected (one|at least one) argument"), "command.usage.empty"),
    (re.compile(r"argument (?P<names>\S+): not allowed with argument (?P<others>\S+)"), "command.usage.not_both"),
    (re.compile(r"one of the arguments (?P<names>.+) is required"), "command.usage.one_of"),
    (re.compile(r"argument (?P<names>\S+): (?P<reason>.+)", re.DOTALL), "command.usage.misread"),
)  # fmt: skip


class _Parser(argparse.ArgumentParser):
    """A parser that speaks through a voice."""

    def __init__(self, *, say: Voice, **more: Any) -> None:  # noqa: ANN401 (argparse's own)
        formatter = _formatter(say)
        super().__init__(formatter_class=formatter, add_help=False, allow_abbrev=False, **more)
        self.say = say

    def error(self, message: str) -> NoReturn:
        """Says what is wrong, in one sentence, and where help is to be had; ends with 2."""
        self.exit(2, f"{self.prog}: {_translated(message, self.say)} {self.say('command.usage.see', prog=self.prog)}\n")


def build_parser(commands: Sequence[Command], *, say: Voice) -> argparse.ArgumentParser:
    """The parser of all commands; the chosen one is in `command` of what it returns."""
    parser = _Parser(say=say, prog="samband", description=say("command.help"), epilog=_example(say, "samband demo"))
    options = parser.add_argument_group(say("command.usage.options"))
    _add_help(options, say)
    options.add_argument("--version", action="version", version=_version(), help=say("command.option.version"))
    top = _branches(parser, say)
    groups: dict[str, Any] = {}
    for command in commands:
        family, _, rest = command.name.partition(" ")
        if rest and family not in groups:
            groups[family] = _add_family(top, family, commands, say=say)
        _add_command(groups[family] if rest else top, rest or family, command, say=say)
    return parser


def _version() -> str:
    try:
        return f"samband {version('samband')}"
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "samband"


def _formatter(say: Voice) -> type[argparse.HelpFormatter]:
    class Formatter(argparse.RawDescriptionHelpFormatter):
        def __init__(self, prog: str, **more: Any) -> None:  # noqa: ANN401 (argparse's own)
            super().__init__(prog, **{**more, "max_help_position": HELP_COLUMN})

        def add_usage(
            self,
            usage: str | None,
            actions: Iterable[argparse.Action],
            groups: Iterable[Any],
            prefix: str | None = None,
        ) -> None:
            super().add_usage(
                usage, actions, groups, prefix if prefix is not None else say("command.usage.prefix") + " "
            )

    return Formatter


def _add_family(top: Any, family: str, commands: Sequence[Command], *, say: Voice) -> Any:  # noqa: ANN401
    told = say(f"command.{family}.help")
    example = next(command.example for command in commands if command.name.startswith(f"{family} "))
    parser = top.add_parser(family, say=say, help=told, description=told, epilog=_example(say, example))
    _add_help(parser.add_argument_group(say("command.usage.options")), say)
    return _branches(parser, say)


def _add_command(branches: Any, name: str, command: Command, *, say: Voice) -> None:  # noqa: ANN401
    told = say(command.key)
    parser = branches.add_parser(name, say=say, help=told, description=told, epilog=_example(say, command.example))
    parser.set_defaults(command=command)
    positionals = [argument for argument in command.arguments if not argument.name.startswith("--")]
    if positionals:
        group = parser.add_argument_group(say("command.usage.arguments"))
        for argument in positionals:
            _add_argument(group, argument, say=say)
    options = parser.add_argument_group(say("command.usage.options"))
    for argument in (*(a for a in command.arguments if a.name.startswith("--")), JSON):
        _add_argument(options, argument, say=say)
    _add_help(options, say)


def _add_argument(group: Any, argument: Argument, *, say: Voice) -> None:  # noqa: ANN401
    told = say(argument.key)
    if argument.is_flag:
        group.add_argument(argument.name, action="store_true", default=argparse.SUPPRESS, help=told)
        return
    more: dict[str, Any] = {"type": _reader(argument.read, say), "help": told, "default": argparse.SUPPRESS}
    if argument.choices:
        more["choices"] = argument.choices
    if argument.is_many:
        more["nargs"] = "*" if argument.is_optional else "+"
    if argument.is_repeated:
        more["action"] = "append"
    if argument.name.startswith("--"):
        shape = argument.shape or ("|".join(argument.choices) or argument.plain_name.upper())
        group.add_argument(argument.name, metavar=shape, required=argument.is_required, **more)
    else:
        group.add_argument(argument.plain_name, metavar=argument.name, **more)


def _reader(read: Callable[[str], object], say: Voice) -> Callable[[str], object]:
    def reader(text: str) -> object:
        try:
            return read(text)
        except Misread as wrong:
            raise argparse.ArgumentTypeError(say(wrong.key)) from None

    return reader


def _branches(parser: argparse.ArgumentParser, say: Voice) -> Any:  # noqa: ANN401 (argparse has no name for it)
    title = say("command.usage.commands")
    return parser.add_subparsers(title=title, metavar="COMMAND", required=True, parser_class=_Parser)


def _add_help(group: Any, say: Voice) -> None:  # noqa: ANN401
    group.add_argument("-h", "--help", action="help", help=say("command.option.help"))


def _example(say: Voice, example: str) -> str:
    return f"{say('command.usage.example')}\n  {example}"


def _translated(message: str, say: Voice) -> str:
    for pattern, key in _SAYINGS:
        found = pattern.fullmatch(message)
        if found:
            return say(key, **{name: value.replace("'", "") for name, value in found.groupdict().items()})
    return message
