"""What a command is, and what it is given when it is called."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TextIO

from config.settings import Settings, read_settings
from dialogs.phrases import Voice
from gatherings.errors import Refusal


class Refused(Refusal):
    """A command that does not do what was asked. `key` names the sentence."""

    def __init__(self, key: str, /, **args: str | int) -> None:
        self.key = key
        super().__init__(**args)


class Misread(ValueError):  # noqa: N818 (a sentence, as everywhere)
    """A value that cannot be read; `key` names the phrase that says what it should be."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class Argument:
    """An option (`--at`) or a positional (`FILE`). Its words are the phrase `command.option.NAME`, or of another name
    where `words` says one: the same word may ask for different things.

    One that `is_many` takes several values, none at all only where it `is_optional`; one that `is_repeated` may be
    given again and again. `read` makes the value and raises Misread. One that is not given is not there.
    """

    name: str
    shape: str = ""
    read: Callable[[str], object] = str
    choices: tuple[str, ...] = ()
    is_flag: bool = False
    is_required: bool = False
    is_many: bool = False
    is_optional: bool = False
    is_repeated: bool = False
    words: str = ""

    @property
    def key(self) -> str:
        return f"command.option.{self.words or self.plain_name}"

    @property
    def plain_name(self) -> str:
        return self.name.removeprefix("--").lower()


@dataclass(frozen=True)
class Call:
    """One call of a command: what was given, whose language it speaks, and where it reads and writes."""

    given: Mapping[str, Any]
    say: Voice
    source: TextIO
    out: TextIO

    @cached_property
    def settings(self) -> Settings:
        """The operator's settings. Raises SettingsWrong."""
        return read_settings()

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 (as its argument read it)
        """What was given for an argument, None where nothing was."""
        return self.given.get(name)

    def write(self, text: str = "") -> None:
        print(text, file=self.out, flush=True)

    def show(self, value: object, lines: Iterable[str]) -> None:
        """The value as one line of JSON where that was asked for, else the lines."""
        if self["json"]:
            self.write(as_json(value))
        else:
            for line in lines:
                self.write(line)


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Command:
    """A command by its whole name ("gathering add"). Its words are the phrase `command.NAME.help`."""

    name: str
    example: str
    do: Callable[[Call], Coroutine[Any, Any, None]]
    arguments: tuple[Argument, ...] = field(default=())

    @property
    def key(self) -> str:
        return f"command.{self.name.replace(' ', '.')}.help"
