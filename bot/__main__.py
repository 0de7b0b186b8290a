"""The command line: `samband`, which is `python -m bot`. Ends with 0 done, 1 refused, 2 not called rightly."""

from __future__ import annotations

import asyncio
import io
import logging
import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from functools import cache
from typing import Final, TextIO
from uuid import uuid4

from bot import log_lines
from bot.clock import ClockNotUnderstood
from bot.commands.command import Call, Command
from bot.commands.finding import FoundWrong, problem_lines
from bot.commands.parser import build_parser
from bot.commands.running import COMMANDS as SERVICE
from config.settings import Settings, SettingsWrong, problem, read_language
from dialogs.phrases import Voice, voice
from dialogs.places import with_page
from gatherings.errors import Refusal
from gatherings.gathering import Language

log = logging.getLogger(__name__)

DONE, REFUSED, STOPPED = 0, 1, 130
SERVICES: Final = frozenset({"run"})


def main(
    arguments: Sequence[str] | None = None,
    *,
    commands: Sequence[Command] | None = None,
    source: TextIO | None = None,
) -> int:
    """Runs one command; how it ended. `source` stands for standard input."""
    _forgive_what_cannot_be_written()
    say = voice(Language(read_language()))
    typed = sys.argv[1:] if arguments is None else arguments
    known = _known(typed) if commands is None else commands
    given = vars(_parser(tuple(known), say.language).parse_args(typed))
    command: Command = given.pop("command")
    call = Call({name.replace("_", "-"): value for name, value in given.items()}, say, source or sys.stdin, sys.stdout)
    _set_up_log(command, call)
    try:
        code = _run(command, call)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read our output has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return STOPPED
    return code


def _known(typed: Sequence[str]) -> Sequence[Command]:
    """Every command; for a service its own, since the others load half of the house again."""
    if typed[:1] == ["run"]:
        return SERVICE
    from bot.commands.registered import COMMANDS  # noqa: PLC0415 (see above)

    return COMMANDS


@cache
def _parser(commands: tuple[Command, ...], language: Language) -> ArgumentParser:
    """The parser, made once a process: sixty commands with all their words."""
    return build_parser(commands, say=voice(language))


def _run(command: Command, call: Call) -> int:
    try:
        asyncio.run(command.do(call))
    except Refusal as refused:
        return _refuse(sentence(refused, call.say))
    except SettingsWrong as wrong:
        return _refuse(*problem_lines(wrong, call.say))
    except ClockNotUnderstood:
        return _refuse(*problem_lines(SettingsWrong(problem("clock")), call.say))
    except FoundWrong:
        return REFUSED
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except Exception as error:  # noqa: BLE001 (whatever it is, nobody is shown a traceback)
        return _refuse(_unexpected(command, error, call.say))
    return DONE


def sentence(refused: Refusal, say: Voice) -> str:
    """A refusal in words, on one line."""
    key = refused.key if say.has(refused.key) else f"{refused.key}.text"
    return " ".join(say(key, **with_page(refused.args_of_sentence, say)).split())


def _unexpected(command: Command, error: Exception, say: Voice) -> str:
    reference = uuid4().hex[:4]
    is_debugging = log.isEnabledFor(logging.DEBUG)
    told = type(error).__name__
    log.error("command_failed reference=%s command=%s error=%s", reference, command.name, told, exc_info=is_debugging)
    return say("command.broke", reference=reference)


def _refuse(*sentences: str) -> int:
    for told in sentences:
        print(told, file=sys.stderr)
    return REFUSED


def _set_up_log(command: Command, call: Call) -> None:
    """A service logs at the level of its settings; a command only what went wrong, unless everything is asked for."""
    try:
        settings = call.settings
    except SettingsWrong:
        settings = Settings(log_level="WARNING")
    level = settings.log_level
    is_quiet = command.name not in SERVICES and level == "INFO"
    log_lines.set_up(level="WARNING" if is_quiet else level, form=settings.log_format, stream=sys.stderr)


def _forgive_what_cannot_be_written() -> None:
    """A letter that the terminal does not have becomes a question mark, never a failure."""
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
