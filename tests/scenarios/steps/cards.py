"""The ways in on which Adaptive Cards travel: Teams, and Direct Line by plain HTTP and by Microsoft's own client."""

from __future__ import annotations

import asyncio
import json
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from tests.doubles.teams import Talk
from tests.scenarios.page import Visitor, a_visitor
from tests.scenarios.scene import Scene, a_scene, place, words
from tests.scenarios.steps.conversation import BEFORE
from tests.scenarios.steps.ground import WHO, WISHES, Ground, put_clock
from tests.web.test_directlinejs import MicrosoftsClient, fetched_packages, microsofts_client

Activity = Mapping[str, Any]


class Line(Protocol):
    """Where activities go and come."""

    async def write(self, text: str) -> None:
        """Posts what somebody writes."""

    async def press(self, data: Activity) -> None:
        """Posts what a button carries, and what was filled in beside it."""

    async def sent(self) -> Sequence[Activity]:
        """All that has come from the service."""


@dataclass
class Carded:
    """Somebody before Adaptive Cards."""

    scene: Scene
    line: Line
    unasked: Collection[str] = WISHES

    async def say(self, text: str) -> None:
        await self.line.write(text)

    async def fill(self, inputs: Mapping[str, str]) -> None:
        await self.choose("Neste", inputs)

    async def choose(self, label: str, inputs: Mapping[str, str]) -> None:
        await self.line.press({**pressed_by((await self.line.sent())[-1], label), **inputs})

    async def until(self, moment: datetime) -> None:
        await put_clock(self.scene, moment)

    async def heard(self) -> list[str]:
        return [words(one).split("\n")[0] for one in await self.line.sent()]


def pressed_by(activity: Activity, label: str) -> Activity:
    """What a button of the card carries, or the cell with these words."""
    card = activity["attachments"][0]["content"]
    cells = [column for row in card["body"] if row["type"] == "ColumnSet" for column in row["columns"]]
    on_cells = {cell["items"][0]["text"]: cell["selectAction"] for cell in cells if "selectAction" in cell}
    buttons = {action["title"]: action for action in card.get("actions", ())}
    data: Activity = (on_cells | buttons)[label]["data"]
    return data


@dataclass(frozen=True)
class Teams:
    """The fake Bot Framework: every activity has a signed token."""

    scene: Scene
    talk: Talk

    async def write(self, text: str) -> None:
        await self._post(self.talk.message(text))

    async def press(self, data: Activity) -> None:
        await self._post(self.talk.submit(dict(data)))

    async def sent(self) -> Sequence[Activity]:
        return self.scene.cloud.sent_to(place(self.talk))

    async def _post(self, activity: Activity) -> None:
        reply = await self.scene.teams.post(activity)
        assert reply.status == 200, reply


@dataclass(frozen=True)
class PlainHttp:
    """Direct Line as anybody may speak it."""

    visitor: Visitor

    async def write(self, text: str) -> None:
        await self.visitor.say(text)

    async def press(self, data: Activity) -> None:
        await self.visitor.post_activity({"type": "message", "value": data, "locale": "nb-NO"})

    async def sent(self) -> Sequence[Activity]:
        await self.visitor.read()
        return self.visitor.seen


@dataclass(frozen=True)
class DirectLineJs:
    """Direct Line as Microsoft's client speaks it."""

    client: MicrosoftsClient
    told: list[Any]

    async def write(self, text: str) -> None:
        await self.client.say(text=text, locale="nb-NO")

    async def press(self, data: Activity) -> None:
        await self.client.say(value=data, locale="nb-NO", channelData={"postBack": True})

    async def sent(self) -> Sequence[Activity]:
        told = [one["activity"] for one in self.told if "activity" in one]
        return [one for one in told if one["from"]["id"] == "samband" and one["type"] == "message"]


@asynccontextmanager
async def in_teams(ground: Ground) -> AsyncIterator[Carded]:
    async with a_scene(ground.database, at=BEFORE) as scene:
        scene.cloud.members["29:kari"] = "kari@post.example"
        yield Carded(scene, Teams(scene, scene.teams.personal()), unasked=WHO | WISHES)


@asynccontextmanager
async def over_http(ground: Ground) -> AsyncIterator[Carded]:
    async with a_scene(ground.database, at=BEFORE) as scene, a_visitor(scene.url) as visitor:
        await visitor.open()
        yield Carded(scene, PlainHttp(visitor))


@asynccontextmanager
async def through_directlinejs(ground: Ground) -> AsyncIterator[Carded]:
    async with (
        a_scene(ground.database, at=BEFORE) as scene,
        microsofts_client(f"{scene.url}/directline", fetched_packages(), "socket") as client,
    ):
        await client.activity("Velkommen!")
        async with lines_of(client.process) as told:
            yield Carded(scene, DirectLineJs(client, told))


@asynccontextmanager
async def lines_of(process: Process) -> AsyncIterator[list[Any]]:
    """What a process tells, a line of JSON each, as it comes."""
    told: list[Any] = []

    async def read() -> None:
        assert process.stdout is not None
        while line := await process.stdout.readline():
            told.append(json.loads(line))

    reading = asyncio.create_task(read())
    try:
        yield told
    finally:
        reading.cancel()
        with suppress(asyncio.CancelledError):
            await reading
