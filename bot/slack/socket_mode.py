"""Socket Mode: Slack's events over a connection that we open, so that no public address is needed."""

from __future__ import annotations

import asyncio
import json
import logging
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.sdk.bounded_json import NotJson, parse_object
from bot.sdk.fields import text_of
from bot.sdk.turned_away import TurnedAway
from bot.slack.answering import Answering
from bot.slack.web_api import SlackRefused, WebApi
from bot.wire import SendLater

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=1), timedelta(minutes=1)
CONNECTED_WITHIN: Final = timedelta(seconds=20)
PULSE: Final = 5.0
"""Seconds between two pings, and between two looks at whether the connection stands."""
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost"})
TOLD: Final = frozenset({"events_api", "interactive", "slash_commands"})


class NotConnected(Exception):  # noqa: N818 (a sentence, as everywhere)
    """There is no address to connect to, or not one of Slack's."""


class _Client(SocketModeClient):
    """The SDK's client, which asks for its address by our own call and keeps what it reads out of every log."""

    def __init__(self, open_address: Callable[[], Any], *, tls: ssl.SSLContext | None, pulse: float) -> None:
        silent = _silent()
        web_client = AsyncWebClient(ssl=tls, logger=silent)
        super().__init__("", logger=silent, web_client=web_client, auto_reconnect_enabled=False, ping_interval=pulse)
        self._open_address = open_address
        self.closed_by_slack = asyncio.Event()
        self.on_close_listeners.append(self._closed)

    async def issue_new_wss_url(self) -> str:
        return str(await self._open_address())

    async def _closed(self, _: object) -> None:
        self.closed_by_slack.set()

    async def until_lost(self) -> None:
        """Returns when the connection is gone."""
        while not self.closed_by_slack.is_set() and await self.is_connected():
            with suppress(TimeoutError):
                async with asyncio.timeout(self.ping_interval):
                    await self.closed_by_slack.wait()


def _silent() -> logging.Logger:
    """A logger that says nothing, at any level: what the SDK logs are whole messages and addresses with a ticket."""
    made = logging.getLogger(f"{__name__}.sdk")
    made.setLevel(logging.CRITICAL + 1)
    made.propagate = False
    return made


@dataclass(frozen=True)
class SocketMode:
    """Keeps a connection to Slack for as long as it runs. Each replica may have its own."""

    api: WebApi
    app_token: str
    answering: Answering
    machine_now: Callable[[], datetime]
    tls: ssl.SSLContext | None = None
    pulse: float = PULSE

    async def run(self) -> None:
        """Connects, and again when the connection is gone, until cancelled. What has been begun goes on."""
        pause = FIRST_PAUSE
        while True:
            client = _Client(self._open_address, tls=self.tls, pulse=self.pulse)
            client.socket_mode_request_listeners.append(self._told)
            try:
                async with asyncio.timeout(CONNECTED_WITHIN.total_seconds()):
                    await client.connect_to_new_endpoint()
                log.info("slack_socket_connected")
                pause = FIRST_PAUSE
                await client.until_lost()
                log.info("slack_socket_lost")
            except Exception as trouble:  # noqa: BLE001 (whatever it was, we connect again)
                log.warning("slack_socket_failed trouble=%s", type(trouble).__name__)
            finally:
                with suppress(Exception):
                    await client.close()  # type: ignore[no-untyped-call]  # the SDK's own
            await asyncio.sleep(pause.total_seconds())
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _open_address(self) -> str:
        """Where to connect; asked anew each time, for it is good for half a minute. Raises NotConnected."""
        try:
            told = await self.api.call("apps.connections.open", {}, token=self.app_token)
        except SlackRefused as refused:
            log.error("slack_app_token_refused error=%s", refused.error)  # noqa: TRY400 (no trace is needed)
            raise NotConnected from None
        except SendLater as later:
            raise NotConnected(later.reason) from None
        address = text_of(told, "url")
        parts = urlsplit(address)
        if parts.scheme != "wss" and not (parts.scheme == "ws" and parts.hostname in LOOPBACK):
            raise NotConnected("not an address of Slack's")
        return address

    async def _told(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        """Answers one envelope. What is turned away is acknowledged too, unless it may be taken later."""
        arrived_at = self.machine_now()
        acknowledged = None
        try:
            payload = parse_object(json.dumps(request.payload).encode())
            if request.type in TOLD:
                acknowledged = await self.answering.take(payload, arrived_at=arrived_at)
        except NotJson as trouble:
            log.info("envelope_turned_away reason=%s", trouble)
        except TurnedAway as turned_away:
            log.info("envelope_turned_away status=%d reason=%s", turned_away.status, turned_away.reason)
            if turned_away.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                return
        payload_back = dict(acknowledged) if acknowledged is not None and request.accepts_response_payload else None
        try:
            await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload_back))
        except (aiohttp.ClientError, OSError) as trouble:  # Slack tells it once more, and it is taken once
            log.info("envelope_not_acknowledged trouble=%s", type(trouble).__name__)
