"""A Direct Line client of a few lines, for what Microsoft's own does not let a test do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.web.house import House


@dataclass
class Answer:
    """What came back: its status, its JSON, its headers."""

    status: int
    body: dict[str, Any]
    headers: Mapping[str, str]

    @property
    def code(self) -> tuple[int, str]:
        return self.status, self.body["error"]["code"]


@dataclass
class Client:
    """One user, with the token of one conversation."""

    house: House
    session: aiohttp.ClientSession
    token: str = ""
    conversation: str = ""
    stream_url: str = ""

    async def start(self) -> Client:
        granted = await self.ask("POST", "/tokens/generate")
        self.token, self.conversation = granted.body["token"], granted.body["conversationId"]
        await self.open()
        return self

    async def open(self) -> Answer:
        opened = await self.ask("POST", "/conversations", json={"locale": "nn-NO"})
        self.stream_url = opened.body.get("streamUrl", "")
        return opened

    async def say(self, text: str, *, told: str | None = None, **more: object) -> Answer:
        channel_data = {} if told is None else {"channelData": {"clientActivityID": told}}
        return await self.post({"type": "message", "text": text, "from": {"id": "r_somebody"}, **channel_data, **more})

    async def post(self, activity: object) -> Answer:
        return await self.ask("POST", f"/conversations/{self.conversation}/activities", json=activity)

    async def read(self, watermark: str = "") -> Answer:
        return await self.ask("GET", f"/conversations/{self.conversation}/activities?watermark={watermark}")

    async def texts(self, watermark: str = "") -> list[str]:
        return words((await self.read(watermark)).body)

    async def reconnect(self, watermark: str) -> Answer:
        again = await self.ask("GET", f"/conversations/{self.conversation}?watermark={watermark}")
        self.stream_url = again.body["streamUrl"]
        return again

    @asynccontextmanager
    async def stream(self) -> AsyncIterator[Stream]:
        async with self.session.ws_connect(self.stream_url) as socket:
            yield Stream(socket)

    async def ask(self, method: str, path: str, **more: Any) -> Answer:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        async with self.session.request(method, f"{self.house.directline}{path}", headers=headers, **more) as answer:
            return Answer(answer.status, await answer.json(), answer.headers)


@dataclass
class Stream:
    """An open socket."""

    socket: aiohttp.ClientWebSocketResponse

    async def next(self) -> dict[str, Any]:
        """The next activity set, soon."""
        async with asyncio.timeout(5):
            received: dict[str, Any] = await self.socket.receive_json()
            return received

    async def until(self, text: str) -> list[str]:
        """All texts up to and with this one."""
        seen: list[str] = []
        while text not in seen:
            seen += words(await self.next())
        return seen


async def eventually(is_so: Callable[[], bool]) -> None:
    """Returns as soon as it is so; fails when it never is."""
    async with asyncio.timeout(5):
        while True:
            if is_so():
                return
            await asyncio.sleep(0)


def words(body: Mapping[str, Any]) -> list[str]:
    """The texts of an activity set; of a card, its words."""
    return [activity.get("text") or activity.get("summary", "") for activity in body["activities"]]
