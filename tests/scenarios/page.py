"""Somebody with only a browser: the pages without scripts, and the conversation over Direct Line."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.scenarios.scene import button, words
from tests.web.plain_house import SAME_ORIGIN, hidden_fields
from tests.web.read_page import Readable


@dataclass(frozen=True, slots=True)
class Shown(Readable):
    """What came back: the path that it was at in the end, and the page."""

    status: int
    path: str
    text: str
    headers: Mapping[str, str]


@dataclass
class Visitor:
    """A browser: it keeps cookies and follows redirects."""

    url: str
    session: aiohttp.ClientSession
    seen: list[dict[str, Any]] = field(default_factory=list)
    _conversation: str = ""
    _token: str = ""

    async def get(self, path: str) -> Shown:
        async with self.session.get(self._address(path), headers={"Accept-Language": "nb"}) as got:
            return Shown(got.status, got.url.path, await got.text(), got.headers)

    async def post(self, path: str, **fields: str) -> Shown:
        headers = {"Accept-Language": "nb", **SAME_ORIGIN}
        async with self.session.post(self._address(path), data=fields, headers=headers) as got:
            return Shown(got.status, got.url.path, await got.text(), got.headers)

    async def press(self, path: str, choice: str = "", **fields: str) -> Shown:
        """Opens the page, fills in its form and presses a button."""
        filled = hidden_fields((await self.get(path)).text) | ({"choice": choice} if choice else {})
        return await self.post(path, **filled | fields)

    def _address(self, path: str) -> str:
        return path if path.startswith("http") else f"{self.url}{path}"

    async def open(self) -> list[str]:
        """The conversation of this browser, as the page opens it; what stands in it."""
        async with self.session.post(f"{self.url}/page/token", headers=SAME_ORIGIN) as granted:
            self._token = (await granted.json(content_type=None))["token"]
        opened = await self._direct("POST", "conversations")
        self._conversation, self.seen = opened["conversationId"], []
        return await self.read()

    async def read(self) -> list[str]:
        """What Samband has said since the last look, as the words of its cards."""
        found = await self._direct("GET", f"conversations/{self._conversation}/activities?watermark={self._mark}")
        self._mark = found["watermark"]
        said = [one for one in found["activities"] if one["from"]["id"] == "samband"]
        self.seen += said
        return [words(one) for one in said]

    _mark: str = ""

    async def say(self, text: str) -> list[str]:
        await self.post_activity({"type": "message", "text": text, "locale": "nb-NO"})
        return await self.read()

    async def choose(self, title: str, **inputs: str) -> list[str]:
        """The press of a button of the last card, with its inputs filled in."""
        await self.press_only(title, **inputs)
        return await self.read()

    async def press_only(self, title: str, **inputs: str) -> None:
        """The same, without a look at what is answered."""
        value = {**button(self.seen[-1], title), **inputs}
        await self.post_activity({"type": "message", "value": value, "locale": "nb-NO"})

    async def post_activity(self, activity: Mapping[str, Any]) -> None:
        """Anything that a client may post."""
        await self._direct("POST", f"conversations/{self._conversation}/activities", activity)

    async def _direct(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        bearer = {"Authorization": f"Bearer {self._token}"}
        async with self.session.request(method, f"{self.url}/directline/{path}", headers=bearer, json=body) as got:
            text = await got.text()
            assert got.status < 300, (got.status, text)
            return dict(json.loads(text))

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
        """The socket of the page, with everything that was said before it already read."""
        opened = await self._direct("GET", f"conversations/{self._conversation}?watermark={self._mark}")
        async with self.session.ws_connect(opened["streamUrl"]) as socket:
            yield socket


@asynccontextmanager
async def a_visitor(url: str) -> AsyncIterator[Visitor]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        yield Visitor(url, session)
