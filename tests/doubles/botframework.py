"""A Bot Framework cloud on loopback: signing keys, login, and a Connector that keeps the platform's limits.

async with BotFramework(now) as cloud:
    cloud.credentials()             what a bot needs to be this cloud's app
    cloud.mint(...)                 a signed token, as the cloud sends with an activity
    cloud.sent, cloud.sent_to(id)   what the bot has posted
    cloud.fault(429, retry_after="3"), cloud.keys_do("hang"), cloud.login_does("500"), cloud.rotate_keys()
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import count
from typing import Any, Self

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

from bot.sdk.credentials import TeamsCredentials
from tests.doubles.platform_limits import PlatformLimits

APP_ID, APP_PASSWORD, TENANT = "5a3b0000-app", "not a secret", "7e4a0000-tenant"
ISSUER = "https://issuer.example.org"
ENDORSED = ("msteams", "emulator", "webchat", "directline")
MAX_BYTES = 28 * 1024


@cache
def private_key(name: str) -> rsa.RSAPrivateKey:
    """A key of that name, made once a process."""
    return rsa.generate_private_key(65537, 2048)


@dataclass(frozen=True)
class Sent:
    """What the bot posted: `conversation` without its thread, and the id that it was given (or replaces)."""

    conversation: str
    thread: str | None
    activity: dict[str, Any]
    id: str
    method: str
    path: str
    tenant: str


@dataclass(frozen=True)
class Fault:
    """What the Connector does instead, so many times. Without a status it takes the post and never answers."""

    status: int | None
    times: int
    retry_after: str | None
    conversation: str | None


class BotFramework:
    """The cloud; a real HTTP server on a port of its own. `now` is machine time, for tokens and limits."""

    def __init__(self, now: Callable[[], datetime], *, asks_for_token: bool = True, keeps_limits: bool = True) -> None:
        self._now, self.asks_for_token, self.keeps_limits = now, asks_for_token, keeps_limits
        self.sent: list[Sent] = []
        self.posts, self.token_requests, self.key_requests = 0, 0, 0
        self.key_ids = ["k1"]
        self.password, self.token_name = APP_PASSWORD, "token"
        self.members: dict[str, str] = {}
        """The e-mail addresses of users, as the member API tells them; 404 for whom it does not know."""
        self.member_requests = 0
        self.endorsements: tuple[str, ...] | None = ENDORSED
        self.token_length = timedelta(hours=1)
        self.limits = PlatformLimits(now)
        self._tokens: set[str] = set()
        self._faults: list[Fault] = []
        self._doing = {"keys": "well", "login": "well"}
        self._ids = count(1)
        self._released = asyncio.Event()
        self._answered, self._answer = 0, asyncio.Event()
        self.hanging = asyncio.Event()
        """Set once somebody waits for keys or a login that hangs."""

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/v1/.well-known/openidconfiguration", self._metadata)
        app.router.add_get("/v1/keys", self._keys)
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._login)
        app.router.add_route("*", "/teams/v3/conversations/{conversation}/activities", self._activities)
        app.router.add_route("*", "/teams/v3/conversations/{conversation}/activities/{activity}", self._activities)
        app.router.add_get("/teams/v3/conversations/{conversation}/members/{member}", self._member)
        app.router.add_get("/teams/v3/conversations/{conversation}/pagedmembers", self._members)
        self._runner = web.AppRunner(app, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.base_url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._released.set()
        await self._runner.cleanup()

    @property
    def service_url(self) -> str:
        return f"{self.base_url}/teams/"

    def credentials(self, **changes: Any) -> TeamsCredentials:
        """An app of this cloud."""
        known = TeamsCredentials(
            APP_ID,
            APP_PASSWORD,
            keys_url=f"{self.base_url}/v1/.well-known/openidconfiguration",
            issuer=ISSUER,
            login_url=f"{self.base_url}/{{tenant}}",
            service_hosts=frozenset({"127.0.0.1"}),
        )
        return replace(known, **changes)

    def mint(
        self, *, key: str | None = None, kid: str | None = None, alg: str = "RS256", secret: Any = None, **changes: Any
    ) -> str:
        """A token as it comes with an activity. A claim given as None is left out, and so is an empty `kid`."""
        now, key = int(self._now().timestamp()), key or self.key_ids[-1]
        known = {"iss": ISSUER, "aud": APP_ID, "serviceurl": self.service_url, "nbf": now - 60, "exp": now + 3600}
        claims = {name: value for name, value in {**known, **changes}.items() if value is not None}
        headers = {"kid": key if kid is None else kid} if kid != "" else {}
        return jwt.encode(claims, private_key(key) if secret is None else secret, algorithm=alg, headers=headers)

    def rotate_keys(self, key_id: str = "k2") -> None:
        """Signs with a new key from now on, and no longer knows the old ones."""
        self.key_ids = [key_id]

    def keys_do(self, what: str) -> None:
        """`well`, `hang`, `500`, or `nonsense`."""
        self._doing["keys"] = what

    def login_does(self, what: str) -> None:
        """`well`, `hang`, `500`, `401`, or `nonsense`."""
        self._doing["login"] = what

    def revoke_tokens(self) -> None:
        self._tokens.clear()

    def release(self) -> None:
        """Lets everything go on that hangs."""
        self._released.set()

    def fault(
        self, status: int | None, *, times: int = 1, retry_after: str | None = None, conversation: str | None = None
    ) -> None:
        """The next posts (to the conversation) fail so; without a status they are taken and never answered."""
        self._faults.append(Fault(status, times, retry_after, conversation))

    def sent_to(self, conversation: str) -> list[dict[str, Any]]:
        """The messages that a conversation got, threads and all, in order, as they first were."""
        return [sent.activity for sent in self._messages_in(conversation) if sent.method == "POST"]

    def seen_in(self, conversation: str) -> list[dict[str, Any]]:
        """The messages of a conversation in order, as they are now: each as what last took its place."""
        return list({sent.id: sent.activity for sent in self._messages_in(conversation)}.values())

    def _messages_in(self, conversation: str) -> list[Sent]:
        """Without the sign that we are writing, which comes or not by how busy the machine is."""
        return [sent for sent in self.sent if sent.conversation == conversation and sent.activity["type"] != "typing"]

    async def _member(self, request: web.Request) -> web.Response:
        self.member_requests += 1
        user = request.match_info["member"]
        if user not in self.members:
            return web.json_response({"error": {"code": "MemberNotFoundInConversation"}}, status=404)
        return web.json_response({"id": user, "email": self.members[user], "tenantId": TENANT})

    async def _members(self, request: web.Request) -> web.Response:
        """A page of them; a continuation token where there are more."""
        self.member_requests += 1
        if self.asks_for_token and request.headers.get("Authorization", "").removeprefix("Bearer ") not in self._tokens:
            return _error(401, "Unauthorized")
        size, start = int(request.query["pageSize"]), int(request.query.get("continuationToken", "0"))
        if not 50 <= size <= 500:
            return _error(400, "BadArgument")
        page = list(self.members.items())[start : start + size]
        more = {"continuationToken": str(start + size)} if start + size < len(self.members) else {}
        return web.json_response({"members": [{"id": u, "name": u[3:].title(), "email": e} for u, e in page], **more})

    async def _metadata(self, _: web.Request) -> web.Response:
        self.key_requests += 1
        return await self._done("keys") or web.json_response({"issuer": ISSUER, "jwks_uri": f"{self.base_url}/v1/keys"})

    async def _keys(self, _: web.Request) -> web.Response:
        keys = [jwt.algorithms.RSAAlgorithm.to_jwk(private_key(k).public_key(), as_dict=True) for k in self.key_ids]
        endorsed = {} if self.endorsements is None else {"endorsements": self.endorsements}
        return web.json_response(
            {"keys": [{**k, "kid": i, **endorsed} for k, i in zip(keys, self.key_ids, strict=True)]}
        )

    async def _login(self, request: web.Request) -> web.Response:
        self.token_requests += 1
        number, form = self.token_requests, await request.post()
        trouble = await self._done("login")
        if trouble is not None:
            return trouble
        if (form.get("client_id"), form.get("client_secret")) != (APP_ID, self.password):
            return web.json_response({"error": "invalid_client"}, status=401)
        self._tokens.add(f"{self.token_name}-{number}")
        return web.json_response(
            {"access_token": f"{self.token_name}-{number}", "expires_in": self.token_length.total_seconds()}
        )

    async def _done(self, part: str) -> web.Response | None:
        doing = self._doing[part]
        if doing == "hang":
            self.hanging.set()
            await self._released.wait()
        if doing == "nonsense":
            return web.Response(text="<html>", content_type="text/html")
        return web.Response(status=int(doing)) if doing.isdigit() else None

    async def answered(self, count: int) -> None:
        """Returns when so many posts have been answered, well or not."""
        while self._answered < count:
            self._answer.clear()
            await self._answer.wait()

    async def _activities(self, request: web.Request) -> web.Response:
        self.posts += 1
        try:
            return await self._answer_to(request)
        finally:
            self._answered += 1
            self._answer.set()

    async def _answer_to(self, request: web.Request) -> web.Response:
        bearer = request.headers.get("Authorization", "")
        if self.asks_for_token and bearer.removeprefix("Bearer ") not in self._tokens:
            return _error(401, "Unauthorized")
        body = await request.read()
        sent = self._read(request, body)
        if sent is None or request.method not in {"POST", "PUT"}:
            return _error(400, "BadSyntax")
        if len(body) > MAX_BYTES:
            return _error(413, "MessageSizeTooBig")
        return await self._faulty(sent) or self._taken(sent)

    def _read(self, request: web.Request, body: bytes) -> Sent | None:
        plain, _, thread = request.match_info["conversation"].partition(";messageid=")
        try:
            activity = json.loads(body)
            tenant = activity["conversation"].get("tenantId") or ""
        except (ValueError, KeyError, TypeError, AttributeError):
            return None
        replaced = request.match_info.get("activity", "") if request.method == "PUT" else ""
        made = replaced or f"sent-{next(self._ids)}"
        return Sent(plain, thread or None, activity, made, request.method, request.path, tenant)

    async def _faulty(self, sent: Sent) -> web.Response | None:
        for fault in self._faults:
            if fault.conversation in {None, sent.conversation}:
                self._faults.remove(fault)
                if fault.times > 1:
                    self._faults.insert(0, replace(fault, times=fault.times - 1))
                return await self._failed(fault, sent)
        return None

    async def _failed(self, fault: Fault, sent: Sent) -> web.Response:
        if fault.status is None:
            self.sent.append(sent)
            await self._released.wait()
            return _error(500, "TooLate")
        return _error(fault.status, "AsAsked", retry_after=fault.retry_after)

    def _taken(self, sent: Sent) -> web.Response:
        if sent.method == "PUT" and sent.id not in {earlier.id for earlier in self.sent}:
            return _error(404, "ActivityNotFound")
        wait = self.limits.take(conversation=sent.conversation, tenant=sent.tenant) if self.keeps_limits else None
        if wait is not None:
            return _error(429, "TooManyRequests", retry_after=str(wait))
        self.sent.append(sent)
        return web.json_response({"id": sent.id}, status=200 if sent.method == "PUT" else 201)


def _error(status: int, code: str, *, retry_after: str | None = None) -> web.Response:
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    if 300 <= status < 400:
        headers["Location"] = "/elsewhere"
    return web.json_response({"error": {"code": code, "message": code}}, status=status, headers=headers)
