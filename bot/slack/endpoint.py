"""`POST /slack/events`: events, presses, forms and commands, signed by Slack."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qsl

import aiohttp
from aiohttp import web

from bot.sdk.bounded_json import NotJson, TooLarge, parse_object, read_bytes
from bot.sdk.fields import Raw, text_of
from bot.sdk.turned_away import TurnedAway, malformed
from bot.slack.answering import Answering
from bot.slack.fields import kind_of, token_in
from bot.slack.signature import SIGNATURE, TIMESTAMP, Signed

log = logging.getLogger(__name__)

MAX_BYTES: Final = 256 * 1024
MAX_FIELDS: Final = 50
READ_TIMEOUT: Final = timedelta(seconds=2)
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Endpoint:
    """The door, and who answers behind it."""

    signed: Signed
    answering: Answering
    machine_now: Callable[[], datetime]

    async def handle(self, request: web.Request) -> web.Response:
        """200 with what acknowledges it; 4xx and 503 with no body, and nothing was begun or is kept."""
        arrived_at = self.machine_now()
        try:
            payload = await self._payload(request)
            if kind_of(payload) == "url_verification":
                return web.json_response({"challenge": token_in(payload, "challenge")})
            acknowledged = await self.answering.take(payload, arrived_at=arrived_at)
        except TurnedAway as turned_away:
            log.info("request_turned_away status=%d reason=%s", turned_away.status, turned_away.reason)
            return web.Response(status=turned_away.status)
        return web.Response() if acknowledged is None else web.json_response(acknowledged)

    async def _payload(self, request: web.Request) -> Raw:
        """What Slack says, signed. Raises TurnedAway: 400, 401, 408, 413 or 415."""
        if request.content_type not in {JSON, FORM} or (request.charset or "utf-8").lower() not in {"utf-8", "utf8"}:
            raise TurnedAway(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "neither JSON nor a form")
        body = await _body(request)
        headers = request.headers
        self.signed.check(body, timestamps=headers.getall(TIMESTAMP, []), signatures=headers.getall(SIGNATURE, []))
        try:
            return parse_object(body) if request.content_type == JSON else form_payload(body)
        except NotJson as trouble:
            raise malformed(str(trouble)) from None


def form_payload(body: bytes) -> Raw:
    """What a form says: the JSON in its `payload`, or a command's fields. Raises NotJson."""
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except ValueError as trouble:
        raise NotJson(type(trouble).__name__) from None
    fields: Mapping[str, Any] = dict(pairs)
    if len(fields) != len(pairs) or any("\0" in text for pair in pairs for text in pair):
        raise NotJson("a field twice, or a text that cannot be stored")
    return parse_object(text_of(fields, "payload").encode()) if "payload" in fields else fields


async def _body(request: web.Request) -> bytes:
    try:
        async with asyncio.timeout(READ_TIMEOUT.total_seconds()):
            return await read_bytes(request.content, max_bytes=MAX_BYTES)
    except TooLarge as trouble:
        raise TurnedAway(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, str(trouble)) from None
    except TimeoutError:
        raise TurnedAway(HTTPStatus.REQUEST_TIMEOUT, "the body did not come") from None
    except (aiohttp.ClientError, web.RequestPayloadError, ConnectionError) as trouble:
        raise malformed(type(trouble).__name__) from None
