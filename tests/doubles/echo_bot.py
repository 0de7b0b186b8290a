"""A bot that says back what it got: the real endpoint and wire over HTTP, with turns of a few lines."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import aiohttp
from aiohttp import web

from bot.sdk.credentials import TeamsCredentials
from bot.sdk.endpoint import messages_handler
from bot.sdk.teams_wire import TeamsWire, wire_for
from bot.wire import Happening, Incoming, Outgoing, Receipt
from tests.doubles.clocks import HandClock

NEVER = timedelta(hours=1)
"""A busy machine may take longer to answer than a person waits for a sign."""


@dataclass
class EchoTurns:
    """Answers each incoming once. `replies` are the next turn's; without any it says back what it got."""

    wire: TeamsWire
    taken: list[Incoming] = field(default_factory=list)
    replies: list[Outgoing] = field(default_factory=list)
    trouble: Exception | None = None
    held: asyncio.Event | None = None
    """Where there is one, no answer is ready before it is set."""

    async def take(self, incoming: Incoming) -> Sequence[Outgoing]:
        key = (incoming.address.conversation, incoming.id)
        if key in {(earlier.address.conversation, earlier.id) for earlier in self.taken}:
            return []
        self.taken.append(incoming)
        if self.trouble:
            raise self.trouble
        if self.held is not None:
            await self.held.wait()
        said = incoming.text or f"{incoming.what} {dict(incoming.pressed)}"
        return self.replies or [Outgoing({"type": "message", "text": said})]

    async def arrived(self, outgoing: Outgoing, receipt: Receipt) -> None:
        """Nothing is kept."""

    async def answer(self, incoming: Incoming) -> None:
        replies = await self.take(incoming)
        if incoming.what is Happening.DEPARTURE:
            return
        for reply in replies:
            await self.wire.send(incoming.address, reply)


@dataclass(frozen=True)
class EchoBot:
    """A running bot."""

    url: str
    turns: EchoTurns
    wire: TeamsWire
    session: aiohttp.ClientSession


@asynccontextmanager
async def echo_bot(
    credentials: TeamsCredentials | None, clock: HandClock, *, typing_after: timedelta = NEVER
) -> AsyncIterator[EchoBot]:
    """The bot on a port of its own, and `/live`, which answers while the loop is free."""
    async with aiohttp.ClientSession() as session:
        wire = wire_for(credentials, session=session, machine_now=clock)
        turns = EchoTurns(wire)
        app = web.Application()
        handler = messages_handler(
            credentials=credentials,
            turns=turns,
            session=session,
            machine_now=clock,
            wire=wire,
            typing_after=typing_after,
        )
        app.router.add_post("/api/messages", handler)
        app.router.add_get("/live", _live)
        runner = web.AppRunner(app, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        port = runner.addresses[0][1]
        try:
            yield EchoBot(f"http://127.0.0.1:{port}/api/messages", turns, wire, session)
        finally:
            await runner.cleanup()


async def _live(_: web.Request) -> web.Response:
    return web.Response(text="ok")
