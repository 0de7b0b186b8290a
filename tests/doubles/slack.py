"""Slack on loopback: the Web API with the platform's rules, signed events, and Socket Mode.

async with FakeSlack(now) as slack:
    slack.credentials()              what a bot needs to be this app in these workspaces
    slack.calls, slack.sent_to(id)   what the bot has called, and the messages that stand in a channel
    slack.fault("chat.postMessage", error="is_archived"), slack.does("auth.test", "hang")
    slack.signed(body), slack.trigger(), await slack.tell("events_api", payload)
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self
from urllib.parse import parse_qsl

from aiohttp import WSMsgType, web

from bot.slack.credentials import SlackCredentials
from tests.doubles.slack_methods import (
    APP_ID,
    BOT,
    BOT_TOKEN,
    GENERAL,
    OTHER_TEAM,
    OTHER_TOKEN,
    TEAM,
    SlackMethods,
    Team,
    no,
)

__all__ = ["APP_ID", "BOT", "BOT_TOKEN", "GENERAL", "OTHER_TEAM", "OTHER_TOKEN", "TEAM", "FakeSlack", "Team"]

APP_TOKEN = "xapp-1-A0SAMBAND-1-abc"
SIGNING_SECRET = "not a secret"


@dataclass(frozen=True)
class Call:
    """One call of a method, with the token that it bore and what it said."""

    method: str
    token: str
    body: dict[str, Any]


@dataclass(frozen=True)
class Fault:
    method: str
    error: str | None
    status: int
    retry_after: str | None
    times: int


class FakeSlack(SlackMethods):
    """The platform; a real HTTP server on a port of its own. `now` is machine time, for limits, triggers, signatures."""

    def __init__(self, now: Callable[[], datetime], *, keeps_limits: bool = True) -> None:
        super().__init__(now, keeps_limits=keeps_limits)
        self.calls: list[Call] = []
        self.answers: list[dict[str, Any]] = []
        """What came to response addresses."""
        self.sockets: list[web.WebSocketResponse] = []
        self.socket_opened = asyncio.Event()
        self.tickets: set[str] = set()
        self._acknowledged: dict[str, asyncio.Future[Any]] = {}
        self._faults: list[Fault] = []
        self._doing: dict[str, str] = {}
        self._released = asyncio.Event()

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/api/{method}", self._called)
        app.router.add_post("/commands/{answer}", self._answered)
        app.router.add_get("/socket/{ticket}", self._socket)
        self._runner = web.AppRunner(app, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.base_url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._released.set()
        for socket in self.sockets:
            await socket.close()
        await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        return f"{self.base_url}/api"

    def credentials(self, **changes: Any) -> SlackCredentials:
        """An app of this platform, by signed requests."""
        known = SlackCredentials((BOT_TOKEN,), signing_secret=SIGNING_SECRET, api_url=self.api_url)
        return replace(known, **changes)

    def sent_to(self, place: str) -> list[dict[str, Any]]:
        """The messages that stand in a channel, or in the direct messages of a user; those for one alone as well."""
        channels = {place, *(team.doors.get(place) for team in self.teams.values())}
        return [one.body for one in self.posted if one.channel in channels]

    def count(self, method: str) -> int:
        return sum(call.method == method for call in self.calls)

    def fault(
        self,
        method: str,
        *,
        error: str | None = None,
        status: int = 200,
        retry_after: str | None = None,
        times: int = 1,
    ) -> None:
        """The next calls of a method fail so."""
        self._faults.append(Fault(method, error, status, retry_after, times))

    def does(self, method: str, what: str) -> None:
        """`well`; `hang`: it is taken, and answered when it is released; `lose`: it is neither, as if it had not come."""
        self._doing[method] = what

    def release(self) -> None:
        """Lets everything go on that hangs."""
        self._doing.clear()
        self._released.set()

    def number(self) -> str:
        return f"{next(self._numbers):06d}"

    def signed(self, body: bytes, *, secret: str = SIGNING_SECRET, age: float = 0) -> dict[str, str]:
        """The headers that say that Slack has sent it, so many seconds ago."""
        at = str(int(self._now().timestamp() - age))
        made = hmac.new(secret.encode(), f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={made}"}

    async def tell(self, kind: str, payload: Mapping[str, Any], *, envelope: str | None = None) -> Any:
        """Tells the last socket that was opened, and waits for its acknowledgement: what that says."""
        named = envelope or f"envelope-{next(self._numbers)}"
        told = {"type": kind, "envelope_id": named, "payload": payload, "accepts_response_payload": True}
        waited_for = self._acknowledged[named] = asyncio.get_running_loop().create_future()
        await self.sockets[-1].send_json(told)
        return await asyncio.wait_for(waited_for, 10)

    async def until_called(self, method: str, times: int = 1) -> None:
        """Returns when a method has been called so often."""
        while self.count(method) < times:
            self.arrived.clear()
            await asyncio.wait_for(self.arrived.wait(), 60)

    async def until_answered(self) -> dict[str, Any]:
        """What came first to a response address, once something has."""
        while not self.answers:
            self.arrived.clear()
            await asyncio.wait_for(self.arrived.wait(), 60)
        return self.answers[0]

    async def _called(self, request: web.Request) -> web.Response:
        method, token = request.match_info["method"], request.headers.get("Authorization", "").removeprefix("Bearer ")
        body = await _fields(request)
        self.calls.append(Call(method, token, body))
        self.arrived.set()
        doing = self._doing.get(method, "well")
        if doing != "well":
            await self._released.wait()
        if doing == "lose":
            return web.Response(status=503)
        if (fault := self._next_fault(method)) is not None:
            headers = {"Retry-After": fault.retry_after} if fault.retry_after else {}
            if 300 <= fault.status < 400:
                headers["Location"] = f"{self.base_url}/elsewhere"
            answer = {"ok": False, "error": fault.error} if fault.error else {"ok": fault.status == 200}
            return web.json_response(answer, status=fault.status, headers=headers)
        if method == "apps.connections.open":
            return self._connection(token)
        team = self.teams.get(token)
        if team is None:
            return no("invalid_auth" if token else "not_authed")
        does = self.method(method)
        return no("unknown_method") if does is None else does(team, body)

    def _next_fault(self, method: str) -> Fault | None:
        found = next((fault for fault in self._faults if fault.method == method), None)
        if found is not None:
            self._faults.remove(found)
            if found.times > 1:
                self._faults.insert(0, replace(found, times=found.times - 1))
        return found

    async def _answered(self, request: web.Request) -> web.Response:
        self.answers.append(await request.json())
        self.arrived.set()
        return web.Response(text="ok")

    def _connection(self, token: str) -> web.Response:
        if token != APP_TOKEN:
            return no("invalid_auth")
        ticket = f"ticket-{next(self._numbers)}"
        self.tickets.add(ticket)
        return web.json_response({"ok": True, "url": f"{self.base_url.replace('http', 'ws', 1)}/socket/{ticket}"})

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        if request.match_info["ticket"] not in self.tickets:
            raise web.HTTPNotFound
        self.tickets.remove(request.match_info["ticket"])  # good once
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": APP_ID}})
        self.sockets.append(socket)
        self.socket_opened.set()
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                self._acknowledge(json.loads(message.data))
        return socket

    def _acknowledge(self, told: Mapping[str, Any]) -> None:
        waited_for = self._acknowledged.get(told["envelope_id"])
        if waited_for is not None and not waited_for.done():
            waited_for.set_result(told.get("payload"))


async def _fields(request: web.Request) -> dict[str, Any]:
    """What a call says, as JSON or as a form."""
    body = await request.read()
    if request.content_type == "application/json":
        return dict(json.loads(body or b"{}"))
    return dict(parse_qsl(body.decode()))
