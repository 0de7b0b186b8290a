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
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Self
from urllib.parse import parse_qsl

from aiohttp import WSMsgType, web

from bot.slack.credentials import SlackCredentials

TEAM, OTHER_TEAM, APP_ID, BOT = "T0FJORD", "T0STRAND", "A0SAMBAND", "U0BOT"
BOT_TOKEN, OTHER_TOKEN, APP_TOKEN = "xoxb-fjord", "xoxb-strand", "xapp-1-A0SAMBAND-1-abc"
SIGNING_SECRET = "not a secret"
SCOPES = "app_mentions:read,channels:history,channels:read,chat:write,commands,groups:history,groups:read,im:history,im:write,mpim:history,mpim:write,users:read,users:read.email"
GENERAL = "C0GENERAL"
TRIGGER_LENGTH = timedelta(seconds=3)
LONGEST_TEXT = 40_000
MOST_BLOCKS = {"modal": 100, "home": 100, "message": 50}


@dataclass(frozen=True)
class Call:
    """One call of a method, with the token that it bore and what it said."""

    method: str
    token: str
    body: dict[str, Any]


@dataclass(frozen=True)
class Posted:
    """A message as it stands now; `only_for` is the user who alone sees it."""

    channel: str
    ts: str
    body: dict[str, Any]
    only_for: str | None = None
    thread: str | None = None


@dataclass(frozen=True)
class Fault:
    method: str
    error: str | None
    status: int
    retry_after: str | None
    times: int


@dataclass
class Team:
    """A workspace: our user in it, its people and their direct messages with us."""

    id: str
    bot_user: str = BOT
    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    doors: dict[str, str] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=lambda: {GENERAL: "open"})


class FakeSlack:
    """The platform; a real HTTP server on a port of its own. `now` is machine time, for limits, triggers, signatures."""

    def __init__(self, now: Callable[[], datetime], *, keeps_limits: bool = True) -> None:
        self._now, self.keeps_limits = now, keeps_limits
        self.teams = {BOT_TOKEN: Team(TEAM), OTHER_TOKEN: Team(OTHER_TEAM, "U0BOT2")}
        self.scopes = SCOPES
        """What our tokens may do."""
        self.calls: list[Call] = []
        self.posted: list[Posted] = []
        self.answers: list[dict[str, Any]] = []
        """What came to response addresses."""
        self.views: dict[str, dict[str, Any]] = {}
        self.homes: dict[str, dict[str, Any]] = {}
        self.sockets: list[web.WebSocketResponse] = []
        self.socket_opened = asyncio.Event()
        self.arrived = asyncio.Event()
        self.tickets: set[str] = set()
        self._acknowledged: dict[str, asyncio.Future[Any]] = {}
        self._faults: list[Fault] = []
        self._doing: dict[str, str] = {}
        self._released = asyncio.Event()
        self._last_post: dict[str, datetime] = {}
        self._triggers: dict[str, datetime] = {}
        self._numbers = count(1)

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

    def add_user(self, user: str, name: str, *, email: str = "", team: str = TEAM, **more: Any) -> None:
        profile = {"real_name": name, **({"email": email} if email else {})}
        self._team(team).users[user] = {"id": user, "team_id": team, "locale": "nb-NO", "profile": profile, **more}

    def door(self, user: str, *, team: str = TEAM) -> str:
        """The direct-message channel of somebody with the bot."""
        return self._team(team).doors.setdefault(user, f"D{user[1:]}")

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

    def trigger(self) -> str:
        """What opens a form, for three seconds."""
        made = f"{next(self._numbers)}.{TEAM}.{next(self._numbers)}"
        self._triggers[made] = self._now()
        return made

    def stamp(self) -> str:
        """The id of a message."""
        return f"1700000000.{next(self._numbers):06d}"

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

    def _team(self, team: str) -> Team:
        return next(one for one in self.teams.values() if one.id == team)

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
            return _no("invalid_auth" if token else "not_authed")
        does: Callable[[Team, dict[str, Any]], web.Response] | None = getattr(
            self, f"_{method.replace('.', '_')}", None
        )
        return _no("unknown_method") if does is None else does(team, body)

    def _next_fault(self, method: str) -> Fault | None:
        found = next((fault for fault in self._faults if fault.method == method), None)
        if found is not None:
            self._faults.remove(found)
            if found.times > 1:
                self._faults.insert(0, replace(found, times=found.times - 1))
        return found

    def _auth_test(self, team: Team, _: dict[str, Any]) -> web.Response:
        told = {"ok": True, "team_id": team.id, "user_id": team.bot_user, "bot_id": "B0BOT", "team": "Fjord"}
        return web.json_response(told, headers={"X-OAuth-Scopes": self.scopes})

    def _bots_info(self, _: Team, body: dict[str, Any]) -> web.Response:
        return web.json_response({"ok": True, "bot": {"id": body["bot"], "app_id": APP_ID}})

    def _users_info(self, team: Team, body: dict[str, Any]) -> web.Response:
        user = team.users.get(body.get("user", ""))
        return _no("user_not_found") if user is None else web.json_response({"ok": True, "user": user})

    def _conversations_open(self, team: Team, body: dict[str, Any]) -> web.Response:
        user = body.get("users", "")
        if user not in team.users:
            return _no("user_not_found")
        return web.json_response({"ok": True, "channel": {"id": self.door(user, team=team.id)}})

    def _chat_postMessage(self, team: Team, body: dict[str, Any]) -> web.Response:  # noqa: N802 (Slack's name)
        if (refusal := self._refusal(team, body)) is not None:
            return refusal
        return self._stands(body, only_for=None)

    def _chat_postEphemeral(self, team: Team, body: dict[str, Any]) -> web.Response:  # noqa: N802 (Slack's name)
        if body.get("user") not in team.users:
            return _no("user_not_in_channel")
        return self._refusal(team, body) or self._stands(body, only_for=str(body["user"]))

    def _chat_update(self, team: Team, body: dict[str, Any]) -> web.Response:
        for number, one in enumerate(self.posted):
            if (one.channel, one.ts) == (body.get("channel"), body.get("ts")):
                self.posted[number] = replace(one, body=body)
                return web.json_response({"ok": True, "ts": one.ts, "channel": one.channel})
        return _no("message_not_found")

    def _refusal(self, team: Team, body: dict[str, Any]) -> web.Response | None:
        channel = body.get("channel", "")
        standing = "open" if channel in team.doors.values() else team.channels.get(channel)
        if standing is None:
            return _no("channel_not_found")
        if standing != "open":
            return _no(standing)
        if not body.get("text"):
            return _no("no_text")
        if len(body["text"]) > LONGEST_TEXT:
            return _no("msg_too_long")
        if len(body.get("blocks", [])) > MOST_BLOCKS["message"]:
            return _no("invalid_blocks")
        return self._limited(channel)

    def _limited(self, channel: str) -> web.Response | None:
        now, last = self._now(), self._last_post.get(channel)
        if self.keeps_limits and last is not None and now - last < timedelta(seconds=1):
            answer = {"ok": False, "error": "ratelimited"}
            return web.json_response(answer, status=429, headers={"Retry-After": "1"})
        self._last_post[channel] = now
        return None

    def _stands(self, body: dict[str, Any], *, only_for: str | None) -> web.Response:
        made = Posted(body["channel"], self.stamp(), body, only_for, body.get("thread_ts"))
        self.posted.append(made)
        self.arrived.set()
        named = "ts" if only_for is None else "message_ts"
        return web.json_response({"ok": True, named: made.ts, "channel": made.channel})

    def _views_open(self, _: Team, body: dict[str, Any]) -> web.Response:
        made_at = self._triggers.pop(body.get("trigger_id", ""), None)
        if made_at is None:
            return _no("invalid_trigger_id")
        if self._now() - made_at > TRIGGER_LENGTH:
            return _no("expired_trigger_id")
        return self._shown(f"V{next(self._numbers)}", body["view"])

    def _views_update(self, _: Team, body: dict[str, Any]) -> web.Response:
        return self._shown(body["view_id"], body["view"]) if body.get("view_id") in self.views else _no("not_found")

    def _views_publish(self, _: Team, body: dict[str, Any]) -> web.Response:
        if len(body["view"]["blocks"]) > MOST_BLOCKS["home"]:
            return _no("invalid_arguments")
        self.homes[body["user_id"]] = body["view"]
        return web.json_response({"ok": True, "view": body["view"]})

    def _shown(self, named: str, view: dict[str, Any]) -> web.Response:
        title = view.get("title", {}).get("text", "")
        if not title or len(title) > 24 or len(view["blocks"]) > MOST_BLOCKS["modal"]:
            return _no("invalid_arguments")
        self.views[named] = {**view, "id": named}
        return web.json_response({"ok": True, "view": self.views[named]})

    async def _answered(self, request: web.Request) -> web.Response:
        self.answers.append(await request.json())
        self.arrived.set()
        return web.Response(text="ok")

    def _connection(self, token: str) -> web.Response:
        if token != APP_TOKEN:
            return _no("invalid_auth")
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


def _no(error: str) -> web.Response:
    return web.json_response({"ok": False, "error": error})
