"""The neutral card: what is shown, in no channel's format. Drawn by `draw_*`, dressed by `bot.channels`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

MAX_CHOICES = 5
LONGEST_INPUT = 500
"""Letters: a turn takes no longer value from a card."""


class InputKind(StrEnum):
    """How something is asked for on a card."""

    TEXT = "text"
    EMAIL = "email"
    LONG_TEXT = "long_text"
    ONE_OF = "one_of"
    SEVERAL_OF = "several_of"  # its value is a comma list of what was chosen


@dataclass(frozen=True, slots=True)
class Option:
    """What may be chosen: its value, and its words."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Input:
    """Something to fill in. Its value comes back as `id` beside what the pressed button carries.

    `value` stands in it from the start (a comma list of several). `error` is said where it is required and empty.
    What is left empty comes back as "" or not at all: Web Chat leaves it out.
    """

    id: str
    label: str
    kind: InputKind = InputKind.TEXT
    options: tuple[Option, ...] = ()
    value: str = ""
    placeholder: str = ""
    is_required: bool = False
    error: str = ""
    longest: int = 200

    def __post_init__(self) -> None:
        assert self.error or not self.is_required, "what is required says so where it is empty"
        assert self.longest <= LONGEST_INPUT, "a turn would not take it"
        assert not any("," in option.value for option in self.options), "a comma stands between values"

    @property
    def chosen(self) -> tuple[Option, ...]:
        """The options that stand in it from the start."""
        values = self.value.split(",")
        return tuple(option for option in self.options if option.value in values)


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. It opens `url`, or it does `do` (an intent) with `args` (its slots, or opaque ids).

    Where `takes_inputs` is False it works though nothing is filled in ("Avbryt", "Tilbake"). `is_main`: it is what the
    card is for, and looks so where a channel can show it; order and words say the same.
    """

    label: str
    do: str | None = None
    args: Mapping[str, str | int] = field(default_factory=dict)
    url: str | None = None
    takes_inputs: bool = True
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and a value side by side."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a programme: "12.45–13.15", its title, and what else is good to know ("Ved Ida Moe · Strømmes")."""

    when: str
    title: str
    detail: str = ""
    is_on: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of a scale, to be tapped: it does `do` with `args`. `name` is what a screen reader says ("8 av 10")."""

    label: str
    name: str
    do: str
    args: Mapping[str, str | int] = field(default_factory=dict)
    is_on: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture at an address that people can reach; `alternative` says in words all that it shows."""

    url: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Card:
    """A title, then lines (paragraphs), cells, rows, facts, a picture, inputs, at most five choices. All of it is text,
    never markup.

    `says` are words that one may say next, as they stand, for a channel that can offer them beside the box to write in.
    `looks_up` is what shows the same thing as it is by then, for a channel whose cards can ask for it.
    """

    title: str = ""
    lines: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    facts: tuple[Fact, ...] = ()
    cells: tuple[Cell, ...] = ()
    picture: Picture | None = None
    inputs: tuple[Input, ...] = ()
    choices: tuple[Choice, ...] = ()
    footer: str = ""
    """Small print: why this came and how to stop it."""
    says: tuple[str, ...] = ()
    looks_up: Choice | None = None

    def __post_init__(self) -> None:
        assert len(self.choices) <= MAX_CHOICES, "a card has at most five actions"
