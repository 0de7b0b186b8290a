"""`POST /api/messages`: what the Bot Framework sends us, through the gate and the SDK, to a turn."""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Final
from uuid import uuid4

import aiohttp
from aiohttp import web

from bot.sdk.adapter import Adapter
from bot.sdk.bounded_json import NotJson, TooLarge, read_object
from bot.sdk.credentials import TeamsCredentials
from bot.sdk.fields import check_fields
from bot.sdk.gate import Gate, OpenGate, SignedGate
from bot.sdk.opening import Handler
from bot.sdk.signatures import Claims
from bot.sdk.signing_keys import SigningKeys
from bot.sdk.teams_wire import wire_for
from bot.sdk.turned_away import TurnedAway, malformed
from bot.sdk.typing_sign import TYPING_AFTER
from bot.sdk.visit import Visit
from bot.wire import NotSendable, NotTaken, SendLater, TooMuch, Turns, Unreachable, Wire

log = logging.getLogger(__name__)

MAX_BYTES: Final = 256 * 1024
READ_TIMEOUT: Final = timedelta(seconds=10)


def messages_handler(
    *,
    credentials: TeamsCredentials | None,
    turns: Turns,
    session: aiohttp.ClientSession,
    machine_now: Callable[[], datetime],
    wire: Wire | None = None,
    typing_after: timedelta = TYPING_AFTER,
) -> Handler:
    """The handler. Without credentials it is that of development: nobody is asked who they are.

    `wire` sends what does not fit into the answer to a button; without it one is made that shares the session.
    """
    gate: Gate = OpenGate()
    if credentials is not None:
        gate = SignedGate(credentials, SigningKeys(session, credentials.keys_url, machine_now=machine_now), machine_now)
    wire = wire or wire_for(credentials, session=session, machine_now=machine_now)
    return Endpoint(gate, turns, wire, machine_now, typing_after=typing_after).handle


@dataclass(frozen=True)
class Endpoint:
    """The door with what stands behind it."""

    gate: Gate
    turns: Turns
    wire: Wire
    machine_now: Callable[[], datetime]
    adapter: Adapter = field(default_factory=Adapter)
    typing_after: timedelta = TYPING_AFTER

    async def handle(self, request: web.Request) -> web.Response:
        """200 when the turn is taken; 4xx and 503 as the gate says, with no body and no turn; 429 from a tenant that
        sends too much; 503 where the turn broke and the person was not told, for then nothing of it is kept.
        """
        arrived_at = self.machine_now()
        try:
            raw = await read_activity(request)
            claims = await self.gate.admit(raw, authorization=request.headers.getall("Authorization", []))
        except TurnedAway as turned_away:
            log.info("request_turned_away status=%d reason=%s", turned_away.status, turned_away.reason)
            return _turned_away(turned_away)
        visit = Visit(raw, arrived_at, self.turns, self.wire, self.typing_after)
        return await self._answered(visit, claims)

    async def _answered(self, visit: Visit, claims: Claims) -> web.Response:
        try:
            answer = await self.adapter.run(visit, visit.raw, claims=claims)
        except (SendLater, Unreachable, NotSendable) as trouble:
            log.warning("reply_not_sent reason=%s", trouble)
            return web.Response()
        except NotTaken as trouble:
            log.warning("turn_not_taken reason=%s", trouble)
            return _sent_back(HTTPStatus.SERVICE_UNAVAILABLE, trouble.after)
        except TooMuch as refused:
            return _sent_back(HTTPStatus.TOO_MANY_REQUESTS, refused.after)
        except Exception:
            log.exception("turn_failed reference=%s", uuid4().hex[:4])
            return _sent_back(HTTPStatus.SERVICE_UNAVAILABLE)
        if answer is None or answer.body is None:
            return web.Response(status=HTTPStatus.OK if answer is None else answer.status)
        return web.json_response(answer.body, status=answer.status)


async def read_activity(request: web.Request) -> dict[str, Any]:
    """The activity's raw fields, checked. Raises TurnedAway: 400, 408, 413 or 415."""
    if request.content_type != "application/json" or (request.charset or "utf-8").lower() not in {"utf-8", "utf8"}:
        raise TurnedAway(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "not JSON in UTF-8")
    try:
        is_there = request.content.is_eof()  # as nearly always, and nobody need look at a clock
        async with nullcontext() if is_there else asyncio.timeout(READ_TIMEOUT.total_seconds()):
            raw = await read_object(request.content, max_bytes=MAX_BYTES)
    except TooLarge as trouble:
        raise TurnedAway(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, str(trouble)) from None
    except TimeoutError:
        raise TurnedAway(HTTPStatus.REQUEST_TIMEOUT, "the body did not come") from None
    except NotJson as trouble:
        raise malformed(str(trouble)) from None
    except (aiohttp.ClientError, web.RequestPayloadError, ConnectionError) as trouble:
        raise malformed(type(trouble).__name__) from None
    check_fields(raw)
    return raw


def _sent_back(status: HTTPStatus, after: timedelta | None = None) -> web.Response:
    """It may come again, where a time is told not before that."""
    headers = None if after is None else {"Retry-After": str(math.ceil(after.total_seconds()))}
    return web.Response(status=status, headers=headers)


def _turned_away(turned_away: TurnedAway) -> web.Response:
    headers = {"WWW-Authenticate": "Bearer"} if turned_away.status == HTTPStatus.UNAUTHORIZED else None
    return web.Response(status=turned_away.status, headers=headers)
