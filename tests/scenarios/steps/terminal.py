"""The terminal: the command `samband chat` with jobs of its own, with a pipe to write in and the clock of a rehearsal."""

from __future__ import annotations

import asyncio
import io
import json
import os
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TextIO

import pytest

from bot.commands.chat import chat
from bot.commands.clocks import wait_until_claimed
from bot.commands.command import Call
from dialogs.phrases import voice
from gatherings.gathering import NB
from gatherings.store.clocks import find_rehearsal
from tests.scenarios.clocks import RehearsedClock
from tests.scenarios.scene import Scene, a_scene
from tests.scenarios.steps.conversation import BEFORE, Reader
from tests.scenarios.steps.ground import Ground


@dataclass
class Terminal:
    """Somebody who can only write: what a card asks, they answer in words."""

    scene: Scene
    keyboard: TextIO
    screen: io.StringIO
    unasked: Collection[str] = ()

    async def say(self, text: str) -> None:
        print(text, file=self.keyboard, flush=True)

    async def fill(self, inputs: Mapping[str, str]) -> None:
        await self.say(" ".join(inputs.values()))

    async def choose(self, label: str, inputs: Mapping[str, str]) -> None:
        """What stands in the inputs was told in words before."""
        del inputs
        await self.say(label)

    async def until(self, moment: datetime) -> None:
        """The chat has jobs of its own, and sends what comes due itself."""
        await self.scene.clock.put(moment)
        async with self.scene.database.read() as tx:
            moved = await find_rehearsal(tx)
        assert moved is not None
        await wait_until_claimed(self.scene.database, moved)

    async def heard(self) -> list[str]:
        shown = [json.loads(line) for line in self.screen.getvalue().splitlines()]
        return [str(one["text"]).split("\n")[0] for one in shown]


@asynccontextmanager
async def in_the_terminal(ground: Ground) -> AsyncIterator[Terminal]:
    reading, writing = os.pipe()
    with pytest.MonkeyPatch.context() as environment, os.fdopen(reading) as source:
        environment.setenv("SAMBAND_DATABASE_URL", ground.address)
        environment.setenv("SAMBAND_CLOCK", f"{BEFORE.isoformat()}@0")
        async with (
            a_scene(ground.database, at=BEFORE, clock=RehearsedClock(ground.database, BEFORE)) as scene,
            asyncio.TaskGroup() as tasks,
        ):
            screen = io.StringIO()
            tasks.create_task(chat(Call({"json": True}, voice(NB), source, screen)))
            with os.fdopen(writing, "w") as keyboard:  # the talk ends when it is closed
                terminal = Terminal(scene, keyboard, screen)
                await Reader(terminal).reads("Velkommen!")
                yield terminal
