"""One conversation, step by step, the same on every way in, and what a way in must be able to do."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Protocol

from tests.builders import DAY_TWO, at

PATIENCE: Final = 60.0
"""Seconds until what is to be read must stand there, on a busy machine too."""
LOOKS_APART: Final = 0.02
BEFORE: Final = at("10:00", date(2027, 3, 15))
ENDED: Final = at("11:30", DAY_TWO)


class Way(Protocol):
    """Somebody on one way in to the service."""

    @property
    def unasked(self) -> Collection[str]:
        """The inputs that no card of their own asks for here: they are known, or wait on the last card of all."""

    async def say(self, text: str) -> None:
        """Writes."""

    async def fill(self, inputs: Mapping[str, str]) -> None:
        """Answers the question that was asked last."""

    async def choose(self, label: str, inputs: Mapping[str, str]) -> None:
        """Presses a choice of the last card, with its inputs filled in where a card here has them beside it."""

    async def until(self, moment: datetime) -> None:
        """It is that time now, and what came due is sent."""

    async def heard(self) -> list[str]:
        """The first line of everything that has been said to them."""


@dataclass(frozen=True, slots=True)
class Say:
    text: str


@dataclass(frozen=True, slots=True)
class Reads:
    """How the answer begins. There is one."""

    line: str


@dataclass(frozen=True, slots=True)
class Gets:
    """How that begins which is posted unasked, after whatever else was due."""

    line: str


@dataclass(frozen=True, slots=True)
class Fill:
    """The question, and what is filled in. Left out where none of it is asked."""

    question: str
    inputs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choose:
    label: str
    inputs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Until:
    """The clock is moved."""

    moment: datetime


Step = Say | Reads | Gets | Fill | Choose | Until

STEPS: Final[Sequence[Step]] = (
    Say("meld meg på"),
    Fill("Meld deg på Vårsamling", {"name": "Kari Nes", "email": "kari@post.example"}),
    Fill("Hvilken kommune eller organisasjon kommer du fra?", {"organisation": "Hitra"}),
    Fill("Kommer du i salen eller digitalt?", {"mode": "I salen"}),
    Fill("Mat og tilrettelegging", {"food": "vegetar"}),
    Fill("Blir du med på «Middag på Fjordhotellet» torsdag 15. april kl. 19.00?", {"dinner": "ja"}),
    Reads("Meld deg på Vårsamling"),
    Choose("Meld på, i salen", {"food": "vegetar", "dinner": "yes"}),
    Reads("Du er påmeldt, i salen."),
    Say("hva er neste?"),
    Reads("Neste: Velkommen til Fjordby"),
    Say("følg programmet"),
    Reads("Du følger nå programmet for Vårsamling."),
    Say("er jeg påmeldt?"),
    Reads("Du er påmeldt, i salen."),
    Until(at("08:55")),
    Gets("Om 5 minutter: Velkommen til Fjordby"),
    Until(ENDED),
    Gets("Hvor nyttig var Vårsamling?"),
    Choose("8"),
    Reads("Takk, "),  # with the number, except in what is kept of the page's conversation
)


async def go_through(way: Way, steps: Sequence[Step] = STEPS) -> None:
    """Takes every step that this way in asks for; each line that is to be read is waited for."""
    reader = Reader(way, behind=len(await way.heard()))
    for step in steps:
        match step:
            case Say(text):
                await way.say(text)
            case Reads(line):
                await reader.reads(line)
            case Gets(line):
                await reader.gets(line)
            case Fill(question, inputs):
                if not inputs.keys() <= set(way.unasked):
                    await reader.reads(question)
                    await way.fill(inputs)
            case Choose(label, inputs):
                await way.choose(label, inputs)
            case Until(moment):
                await way.until(moment)


@dataclass
class Reader:
    """Somebody who reads what is said to them. So many lines are behind them."""

    way: Way
    behind: int = 0

    async def reads(self, line: str) -> None:
        """One answer comes, and begins so."""
        new = await self.gets(line)
        assert len(new) == 1, new

    async def gets(self, line: str) -> list[str]:
        """What is new, once the last of it begins so."""
        new: list[str] = []
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    new = (await self.way.heard())[self.behind :]
                    if new and new[-1].startswith(line):
                        self.behind += len(new)
                        return new
                    await asyncio.sleep(LOOKS_APART)
        except TimeoutError:
            raise AssertionError((line, new)) from None
