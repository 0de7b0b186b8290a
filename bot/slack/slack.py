"""Slack, put together: a channel for turns and deliveries, and the ways in."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from aiohttp import web

from bot.replying import Replying
from bot.slack.answering import ACKNOWLEDGED_WITHIN, Answering
from bot.slack.credentials import PATH, SlackCredentials
from bot.slack.directory import SlackDirectory
from bot.slack.meeting import MeetInPrivate
from bot.slack.replying import Paced, Replies
from bot.slack.slack_wire import SlackWire
from bot.slack.web_api import WebApi
from bot.slack.workspaces import Workspaces
from bot.wire import Turns
from gatherings.ports import Clock


@dataclass(frozen=True)
class Slack:
    """What goes out to Slack, and what is known of its people."""

    credentials: SlackCredentials
    clock: Clock
    machine_now: Callable[[], datetime]
    wire: SlackWire
    directory: SlackDirectory

    def add_to(
        self,
        app: web.Application,
        turns: Turns,
        *,
        replying: Replying,
        meet: MeetInPrivate,
        tls: ssl.SSLContext | None,
        read_up: Callable[[], object],
        patience: timedelta = ACKNOWLEDGED_WITHIN,
    ) -> None:
        """Opens the door and the socket, as far as there are credentials for each; all of it ends with the app.

        `read_up` is what takes seconds the first time, and is done before anybody waits for three.
        """
        wire, credentials = self.wire, self.credentials
        replies = Replies(Paced(wire, self.clock), replying)
        app_id = app_of(credentials.app_token)
        ready = asyncio.Event()
        answering = Answering(wire.workspaces, self.directory, turns, replies, meet, ready, app_id, patience)
        beside: list[Callable[[], Coroutine[Any, Any, object]]] = [
            wire.workspaces.ask_until_known,
            lambda: _read_up(read_up, ready),
        ]
        if credentials.signing_secret:
            from bot.slack.endpoint import Endpoint  # noqa: PLC0415 (the SDK, for who uses this door)
            from bot.slack.signature import Signed  # noqa: PLC0415

            signed = Signed(credentials.signing_secret, machine_now=self.machine_now)
            app.router.add_post(PATH, Endpoint(signed, answering, self.machine_now).handle)
        if credentials.app_token:
            from bot.slack.socket_mode import SocketMode  # noqa: PLC0415 (as above)

            socket = SocketMode(wire.api, credentials.app_token, answering, self.machine_now, tls)
            beside.append(socket.run)

        async def working(_: web.Application) -> AsyncIterator[None]:
            running = [asyncio.create_task(work()) for work in beside]
            yield
            for task in running:
                task.cancel()
            for task in running:
                with suppress(asyncio.CancelledError):
                    await task
            await answering.close()

        app.cleanup_ctx.append(working)


def slack_of(
    credentials: SlackCredentials, *, session: aiohttp.ClientSession, clock: Clock, machine_now: Callable[[], datetime]
) -> Slack:
    """Slack, on the shared session."""
    api = WebApi(session, machine_now, credentials.api_url)
    workspaces = Workspaces(api, credentials.bot_tokens)
    wire = SlackWire(api, workspaces, credentials)
    return Slack(credentials, clock, machine_now, wire, SlackDirectory(api, workspaces))


def app_of(app_token: str | None) -> str | None:
    """The app's id, which stands in its own token (xapp-1-A0123-…); None where it does not."""
    parts = (app_token or "").split("-")
    return parts[2] if len(parts) > 3 and parts[0] == "xapp" and parts[2].startswith("A") else None  # noqa: PLR2004


async def _read_up(read: Callable[[], object], ready: asyncio.Event) -> None:
    """Off the loop, which goes on acknowledging meanwhile."""
    try:
        await asyncio.to_thread(read)
    finally:
        ready.set()
