"""The neutral card: what is shown, in no channel's format. Drawn by `draw_*`, dressed by `bot.channels`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MAX_CHOICES = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. It opens `url`, or it does `do` (an intent) with `args` (its slots, or opaque ids)."""

    label: str
    do: str | None = None
    args: Mapping[str, str | int] = field(default_factory=dict)
    url: str | None = None


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
class Card:
    """A title, then lines (paragraphs), rows, facts, at most five choices. All of it is text, never markup."""

    title: str = ""
    lines: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    facts: tuple[Fact, ...] = ()
    choices: tuple[Choice, ...] = ()
    footer: str = ""
    """Small print: why this came and how to stop it."""

    def __post_init__(self) -> None:
        assert len(self.choices) <= MAX_CHOICES, "a card has at most five actions"
