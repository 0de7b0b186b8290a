"""Slack: our own stand-in, and an emulator that is not ours, which Kari writes on with slack-sdk."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

import aiohttp

from bot.clock import machine_now
from tests.doubles.slack import FakeSlack
from tests.doubles.slack_client import SlackClient
from tests.scenarios.scene import Scene, a_scene
from tests.scenarios.slack_story import OwnStandIn, Somebody, settings_of
from tests.scenarios.steps.conversation import BEFORE
from tests.scenarios.steps.ground import WHO, WISHES, Ground, put_clock
from tests.scenarios.test_slack_emulator import emulator_packages, emulator_settings, on_the_emulator


@dataclass
class Slack:
    """Somebody in their direct messages. What is to be filled in opens in a form."""

    scene: Scene
    who: Somebody
    unasked: Collection[str] = WHO | WISHES

    async def say(self, text: str) -> None:
        await self.who.say(text)

    async def fill(self, inputs: Mapping[str, str]) -> None:
        await self.choose("Fyll ut", inputs)

    async def choose(self, label: str, inputs: Mapping[str, str]) -> None:
        await self.who.press(label)
        if self.who.form is not None:
            await self.who.send_form(**inputs)

    async def until(self, moment: datetime) -> None:
        await put_clock(self.scene, moment)

    async def heard(self) -> list[str]:
        return [said.split("\n")[0] for said in await self.who.all_said()]


@asynccontextmanager
async def in_slack(ground: Ground) -> AsyncIterator[Slack]:
    async with (
        FakeSlack(machine_now, keeps_limits=False) as slack,
        a_scene(ground.database, at=BEFORE, slack=settings_of(slack)) as scene,
        aiohttp.ClientSession() as session,
    ):
        slack.add_user("U0KARI", "Kari Nes", email="kari@post.example")
        client = SlackClient(slack, session, f"{scene.url}/slack/events")
        yield Slack(scene, Somebody(OwnStandIn(slack), client))


@asynccontextmanager
async def on_an_emulator(ground: Ground) -> AsyncIterator[Slack]:
    packages = emulator_packages()
    async with (
        a_scene(ground.database, at=BEFORE, slack=emulator_settings(ground.port)) as scene,
        on_the_emulator(scene, packages, port=ground.port) as kari,
    ):
        yield Slack(scene, kari)
