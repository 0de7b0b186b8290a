"""The addresses under /directline."""

from __future__ import annotations

import asyncio
import functools
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final

import aiohttp
from aiohttp import web

from bot.directline.directline import DirectLine
from bot.directline.hub import TooManyListeners
from bot.directline.limits import MAX_BODY_BYTES, neighbourhood
from bot.directline.posted import read_locale
from bot.directline.refused import (
    Refused,
    bad_argument,
    expired,
    from_elsewhere,
    malformed,
    nobody,
    not_there,
    not_yours,
    stranger,
    too_large,
    too_many,
)
from bot.directline.stream import carry, packed
from bot.directline.tokens import LIFETIME, Bearer, Purpose, TokenExpired, TokenNotValid, bearer_of, new_user
from bot.origins import is_from_elsewhere
from bot.sdk.bounded_json import NotJson, TooLarge, parse_object, read_bytes

PREFIX: Final = "/directline"
BODY_WITHIN_SECONDS: Final = 15
WATERMARK: Final = re.compile(r"[0-9]{1,18}")
NO_WATERMARK: Final = frozenset({"", "null", "undefined"})

WAIT_FOR_A_SOCKET: Final = timedelta(seconds=30)

Handler = Callable[["Routes", web.Request], Awaitable[web.StreamResponse]]


def answering(handler: Handler) -> Handler:
    """The handler, with what it refuses answered as Direct Line does, and nothing of it kept in a cache."""

    @functools.wraps(handler)
    async def answered(self: Routes, request: web.Request) -> web.StreamResponse:
        try:
            self.check_origin(request)
            response = await handler(self, request)
        except Refused as refused:
            response = refused.response()
        if not response.prepared:
            response.headers["Cache-Control"] = "no-store"
        return response

    return answered


class Routes:
    """Reads requests for a DirectLine and writes its answers. `address_of` says whom a request comes from."""

    def __init__(
        self,
        line: DirectLine,
        *,
        is_secure: bool,
        address_of: Callable[[web.Request], str | None] = lambda request: request.remote,
    ) -> None:
        self._line, self._address_of = line, address_of
        self._is_secure, self._scheme = is_secure, "wss" if is_secure else "ws"

    def add_to(self, app: web.Application) -> None:
        """The application has these addresses, and a hub that looks for as long as it runs."""
        app.add_routes(self._all())
        app.cleanup_ctx.append(self._hub_running)
        app.on_shutdown.append(self._close_sockets)

    def check_origin(self, request: web.Request) -> None:
        """Raises Refused where a browser says that another page asks, by a form, a script or a socket."""
        if is_from_elsewhere(request, is_secure=self._is_secure):
            raise from_elsewhere()

    async def _hub_running(self, _: web.Application) -> AsyncIterator[None]:
        async with self._line.hub.running():
            yield

    async def _close_sockets(self, _: web.Application) -> None:
        self._line.hub.close()

    def _all(self) -> Sequence[web.RouteDef]:
        one = f"{PREFIX}/conversations/{{conversation}}"
        return [
            web.post(f"{PREFIX}/tokens/generate", self.generate),
            web.post(f"{PREFIX}/tokens/refresh", self.refresh),
            web.post(f"{PREFIX}/conversations", self.open),
            web.get(one, self.reconnect, allow_head=False),
            web.get(f"{one}/activities", self.read, allow_head=False),
            web.post(f"{one}/activities", self.post),
            web.get(f"{one}/stream", self.stream, allow_head=False),
            web.route("*", f"{PREFIX}/{{tail:.*}}", self.unknown),
        ]

    @answering
    async def generate(self, request: web.Request) -> web.Response:
        """A token for somebody new. Whom the client would like to be is not asked."""
        await _body(request)
        return web.json_response(self._granted(bearer_of(new_user())))

    @answering
    async def refresh(self, request: web.Request) -> web.Response:
        """A new token for the same bearer."""
        return web.json_response(self._granted(self._bearer(request)))

    @answering
    async def open(self, request: web.Request) -> web.Response:
        """The bearer's conversation: 201 where it is new, 200 where it was there."""
        bearer, body = self._bearer(request), await _body(request)
        who = neighbourhood(self._address_of(request))
        is_new = await self._line.open(bearer, locale=read_locale(body), neighbourhood=who)
        status = HTTPStatus.CREATED if is_new else HTTPStatus.OK
        return web.json_response(self._connected(request, bearer, None), status=status)

    @answering
    async def reconnect(self, request: web.Request) -> web.Response:
        """The conversation again, with an address whose stream begins after the watermark."""
        bearer, watermark = self._owner(request), _watermark(request)
        await self._line.check_open(bearer)
        return web.json_response(self._connected(request, bearer, watermark))

    @answering
    async def read(self, request: web.Request) -> web.Response:
        """What was said after the watermark."""
        bearer, watermark = self._owner(request), _watermark(request)
        await self._line.check_open(bearer)
        return web.json_response(packed(await self._line.read(bearer, watermark), watermark))

    @answering
    async def post(self, request: web.Request) -> web.Response:
        """Takes an activity."""
        bearer = self._owner(request)
        return web.json_response({"id": await self._line.post(bearer, await _body(request, is_needed=True))})

    @answering
    async def stream(self, request: web.Request) -> web.StreamResponse:
        """The socket over which everything said after the watermark comes."""
        bearer, watermark = self._owner(request, Purpose.STREAM), _watermark(request)
        if not web.WebSocketResponse().can_prepare(request).ok:
            raise bad_argument("This is the address of a websocket.")
        await self._line.check_open(bearer)
        try:
            return await carry(request, self._line, bearer=bearer, watermark=watermark)
        except TooManyListeners:
            raise too_many(WAIT_FOR_A_SOCKET) from None

    @answering
    async def unknown(self, _: web.Request) -> web.Response:
        """Everything else."""
        raise not_there()

    def _granted(self, bearer: Bearer) -> dict[str, object]:
        return {
            "conversationId": bearer.conversation,
            "token": self._line.tokens.issue(bearer),
            "expires_in": int(LIFETIME.total_seconds()),
        }

    def _connected(self, request: web.Request, bearer: Bearer, watermark: int | None) -> dict[str, object]:
        ticket = self._line.tokens.issue(bearer, Purpose.STREAM)
        after = "" if watermark is None else watermark
        address = f"{self._scheme}://{request.host}{PREFIX}/conversations/{bearer.conversation}/stream"
        return {**self._granted(bearer), "streamUrl": f"{address}?watermark={after}&t={ticket}"}

    def _bearer(self, request: web.Request, purpose: Purpose = Purpose.CONVERSATION) -> Bearer:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if purpose is Purpose.STREAM:
            scheme, token = "bearer", request.query.get("t", "")
        if scheme.lower() != "bearer" or not token:
            raise nobody()
        try:
            return self._line.tokens.read(token.strip(), purpose)
        except TokenExpired:
            raise expired() from None
        except TokenNotValid:
            raise stranger() from None

    def _owner(self, request: web.Request, purpose: Purpose = Purpose.CONVERSATION) -> Bearer:
        bearer = self._bearer(request, purpose)
        if bearer.conversation != request.match_info["conversation"]:
            raise not_yours()
        return bearer


async def _body(request: web.Request, *, is_needed: bool = False) -> dict[str, Any]:
    """The JSON object of the request; an empty one where it has no body and none is needed."""
    try:
        async with asyncio.timeout(BODY_WITHIN_SECONDS):
            raw = await read_bytes(request.content, max_bytes=MAX_BODY_BYTES)
        return parse_object(raw) if raw or is_needed else {}
    except TooLarge:
        raise too_large() from None
    except (NotJson, TimeoutError, aiohttp.ClientError, web.RequestPayloadError, ConnectionError):
        raise malformed() from None


def _watermark(request: web.Request) -> int | None:
    """The number after which to begin; None where the client has seen nothing."""
    given = request.query.get("watermark", "")
    if given in NO_WATERMARK:
        return None
    if not WATERMARK.fullmatch(given):
        raise bad_argument("The watermark must be one that we gave.")
    return int(given)
