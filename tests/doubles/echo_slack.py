"""A bot in Slack that says back what it got: the real door, socket and wire, with turns of a few lines."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import aiohttp
from aiohttp import web

from bot.cards.card import Card
from bot.replying import Replying
from bot.slack.credentials import SlackCredentials
from bot.slack.dressed import dress
from bot.slack.slack import Slack, slack_of
from bot.wire import Happening, Incoming, Outgoing, Receipt
from gatherings.gathering import NB
from gatherings.store import Database
from tests.doubles.clocks import StoppedClock


@dataclass
class EchoTurns:
    """Answers each incoming once. `replies` are the next turn's; without any it says back what it got."""

    taken: list[Incoming] = field(default_factory=list)
    replies: list[Card] = field(default_factory=list)
    received: list[str] = field(default_factory=list)
    trouble: Exception | None = None
    hold: asyncio.Event | None = None

    async def take(self, incoming: Incoming) -> Sequence[Outgoing]:
        if self.hold is not None:
            await self.hold.wait()
        key = (incoming.address.conversation, incoming.id)
        if key in {(earlier.address.conversation, earlier.id) for earlier in self.taken}:
            return []
        self.taken.append(incoming)
        if self.trouble:
            raise self.trouble
        if incoming.what is Happening.DEPARTURE:
            return []
        said = incoming.text or f"{incoming.what} {dict(incoming.pressed)}"
        return [Outgoing(dress(card, language=NB)) for card in self.replies or [Card(lines=(said,))]]

    async def arrived(self, outgoing: Outgoing, receipt: Receipt) -> None:
        self.received.append(receipt.id)

    async def answer(self, incoming: Incoming) -> None:
        raise AssertionError("Slack's answers go where they are shown")


@dataclass
class EchoBot:
    """A running bot. `met` are those who were made known in private."""

    url: str
    turns: EchoTurns
    slack: Slack
    session: aiohttp.ClientSession
    met: list[str]
    app: web.Application


@asynccontextmanager
async def echo_slack(
    credentials: SlackCredentials,
    clock: StoppedClock,
    *,
    patience: timedelta | None = None,
    read_up: Callable[[], object] = bool,
) -> AsyncIterator[EchoBot]:
    """The bot on a port of its own. `patience`: so long it works before it acknowledges."""
    met: list[str] = []

    async def meet(incoming: Incoming) -> bool:
        is_new = incoming.sender.user not in met
        met.append(incoming.sender.user)
        return is_new

    async with aiohttp.ClientSession() as session:
        turns, slack = EchoTurns(), slack_of(credentials, session=session, clock=clock, machine_now=clock.machine_now)
        app = web.Application()
        slack.add_to(
            app,
            turns,
            replying=Replying(Database.at("sqlite:////dev/null"), clock),  # nothing that it says is kept
            meet=meet,
            tls=None,
            read_up=read_up,
            **({} if patience is None else {"patience": patience}),
        )
        runner = web.AppRunner(app, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
            yield EchoBot(url, turns, slack, session, met, app)
        finally:
            await runner.cleanup()
