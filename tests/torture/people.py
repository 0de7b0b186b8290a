"""The people of a round: what each does, and the ledger of what they were told is so."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any, Final

import aiohttp

from tests.doubles.teams import Talk, TeamsClient
from tests.scenarios.scene import button, place, words
from tests.torture.platform import Platform

REGISTERED, LEFT, ASKED, BROKE = (
    "Du er påmeldt, i salen.",
    "Du er meldt av.",
    "Hvor nyttig var Vårsamling?",
    "Det gikk ikke",
)
TOO_MUCH: Final = "Det kom mange meldinger på en gang"
PRESSES_ANEW_AFTER: Final = 0.2
ONE_GATHERING: Final = {"gathering": "g1"}
THANKED: Final = "Takk, du svarte"
TRIES: Final = 50
REPLY_WITHIN: Final = aiohttp.ClientTimeout(total=20)


@dataclass
class Ledger:
    """What was acknowledged: who registered, who left, since when somebody follows, and what they answered."""

    registered: set[str] = field(default_factory=set)
    leaving: set[str] = field(default_factory=set)
    """Who has left, or has pressed and was not answered yet."""
    left: set[str] = field(default_factory=set)
    follows: dict[str, datetime] = field(default_factory=dict)
    answered: dict[str, int] = field(default_factory=dict)
    said: dict[str, list[str]] = field(default_factory=dict)
    """What the platform had brought to each by the time that their sign-up was taken."""
    presses: dict[str, int] = field(default_factory=dict)
    """How often somebody pressed anew what has consequences, because they were told that it broke."""

    @property
    def is_in(self) -> set[str]:
        """Whose registration must be there."""
        return self.registered - self.left


@dataclass
class Round:
    """What a person needs of the round that they live in.

    `alive` returns when a service answers, with its client; `heard` is called when it has answered somebody; `waits_for`
    is the card that a dialog of somebody's waits for, as the database has it.
    """

    platform: Platform
    ledger: Ledger
    alive: Callable[[], Awaitable[TeamsClient]]
    heard: Callable[[], None]
    now: Callable[[], datetime]
    waits_for: Callable[[str, str], Awaitable[str | None]]


class Person:
    """Somebody in Teams, who does not give up: what was not answered is told again, as the platform does it."""

    def __init__(self, name: str, among: Round, talk: Talk) -> None:
        self.name, self._round, self._talk = name, among, talk
        self._place = place(talk)
        self.is_following, self.is_done = False, False
        among.platform.members[f"29:{name}"] = f"{name}@hitra.kommune.no"

    async def comes(self, chance: Random, *, follows: bool) -> None:
        """Follows, signs up, and one in four leaves again."""
        self.is_following = follows
        if follows:
            await self._press({"do": "follow.start"})
            self._round.ledger.follows[self.name] = self._round.now()
        await self._signs_up()
        if chance.random() < 0.25:
            await self._leaves()
        self.is_done = True

    async def rates(self, value: int) -> None:
        """Answers the evaluation that they were asked for: presses until they are thanked. Silence is no thanks."""
        cells = _cells(self._sent(ASKED))
        for _ in range(TRIES):
            before = len(self._round.platform.sent_to(self._place))
            await self._press(cells[value])
            said = self._round.platform.sent_to(self._place)[before:]
            if any(words(one).startswith(THANKED) for one in said):
                self._round.ledger.answered[self.name] = value
                return
        told = [words(one)[:60] for one in self._round.platform.sent_to(self._place)][-8:]
        raise AssertionError(f"{self.name} was never thanked, but told {told}")

    @property
    def is_asked(self) -> bool:
        """Whether the scale has reached them."""
        return ASKED in self._round.platform.titles(self._place)

    async def _signs_up(self) -> None:
        start = {"do": "signup.start", **ONE_GATHERING}
        self._round.ledger.said[self.name] = await self._does("signup", start, "Meld på, i salen", told=REGISTERED)
        self._round.ledger.registered.add(self.name)

    async def _leaves(self) -> None:
        self._round.ledger.leaving.add(self.name)
        start = {"do": "signup.cancel", **ONE_GATHERING}
        await self._does("leaving", start, "Meld av", title="Vil du melde deg av", told=LEFT)
        self._round.ledger.left.add(self.name)

    async def _does(
        self, dialog: str, start: Mapping[str, Any], wanted: str, *, title: str = "", told: str
    ) -> list[str]:
        """What is said when they press what `start` shows them.

        It must be so then, though nobody told them: the process may have died after its 200. The one excuse is that they
        pressed a card that came late from a process that was killed, while the dialog waits for a newer one: then
        nothing was changed, and they begin again.
        """
        for _ in range(TRIES):
            pressed = await self._shown(start, wanted, title=title)
            said = await self._press(pressed)
            if any(one.startswith(told) for one in said):
                return said
            if await self._round.waits_for(self.name, dialog) in {None, pressed["id"]}:
                return said
        raise AssertionError(f"{self.name} only ever pressed old cards of {dialog}, and was told {said}")

    async def _shown(self, pressed: Mapping[str, Any], wanted: str, *, title: str = "") -> dict[str, Any]:
        """What the button carries that a press brings up; where its answer was lost they press anew."""
        while True:
            before = len(self._round.platform.sent_to(self._place))
            await self._press(pressed)
            for sent in reversed(self._round.platform.sent_to(self._place)[before:]):
                if words(sent).startswith(title) and f"[{wanted}]" in words(sent):
                    return button(sent, wanted)
            await asyncio.sleep(PRESSES_ANEW_AFTER)

    async def _press(self, pressed: Mapping[str, Any]) -> list[str]:
        """What is said to a press: they press until it is answered with 200, and not with that it broke or was too much.

        Not at once: whoever presses a hundred times while the database is gone is not heard any more.
        """
        while True:
            before = len(self._round.platform.sent_to(self._place))
            await self._told(self._talk.submit(dict(pressed)))
            said = [words(one) for one in self._round.platform.sent_to(self._place)[before:]]
            if not any(one.startswith((BROKE, TOO_MUCH)) for one in said):
                return said
            self._round.ledger.presses[self.name] = self._round.ledger.presses.get(self.name, 0) + 1
            await asyncio.sleep(PRESSES_ANEW_AFTER)

    async def _told(self, activity: Mapping[str, Any]) -> None:
        """Posts one activity until it is answered with 200: the platform tells it again after a restart."""
        while True:
            teams = await self._round.alive()
            try:
                async with asyncio.timeout(REPLY_WITHIN.total):
                    reply = await teams.post(activity)
            except (aiohttp.ClientError, OSError, TimeoutError):
                continue
            if reply.status == 200:
                self._round.heard()
                return

    def _sent(self, title: str) -> Mapping[str, Any]:
        sent = self._round.platform.sent_to(self._place)
        return next(one for one in reversed(sent) if words(one).startswith(title))


def _cells(activity: Mapping[str, Any]) -> dict[int, dict[str, Any]]:
    """What each number of a scale presses."""
    body = activity["attachments"][0]["content"]["body"]
    columns = [column for row in body if row["type"] == "ColumnSet" for column in row["columns"]]
    pressed = [column["selectAction"]["data"] for column in columns if "selectAction" in column]
    return {int(data["value"]): dict(data) for data in pressed}
