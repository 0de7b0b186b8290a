"""Sends a second over TLS: the courier whole (claim, send, mark; SQLite), a loop that only posts, and the SDK's client."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import aiohttp
from botbuilder.schema import Activity
from botframework.connector.aio import ConnectorClient
from botframework.connector.auth import MicrosoftAppCredentials
from sqlalchemy import func, select

from bot.carriers import carrier_of
from bot.channels.teams import dress
from bot.clock import SystemClock, machine_now
from bot.courier import Courier
from bot.crew import IN_FLIGHT
from bot.sdk.teams_wire import wire_for
from bot.serving import spare_the_collector
from bot.wire import Channel
from gatherings.agenda import Agenda
from gatherings.gathering import NB
from gatherings.people import Conversation
from gatherings.postings.recipient import Recipient
from gatherings.store import Database
from gatherings.store.agendas import Agendas
from gatherings.store.migrate import migrate
from gatherings.store.posting_tables import delivery
from gatherings.store.postings import claim_due, fire
from tests.bench.authority import HOST, Authority, authority_in
from tests.bench.figures import Figure, at_least, ratio
from tests.bench.followers import a_block, conversations, fill, plan_anew
from tests.bench.processes import free_port, running
from tests.builders import at, gathering

CONVERSATIONS: Final = 1000
SENT_BY_THE_SDK: Final = 100
ROUNDS: Final = 7
ENOUGH: Final = at_least(0.85)


class Standing:
    """Gathering time stands still; machine time is real."""

    at = at("09:10")

    async def refresh(self) -> None:
        """Nothing to fetch."""

    def now(self) -> datetime:
        return self.at

    def machine_now(self) -> datetime:
        return machine_now()

    async def sleep_until(self, machine_at: datetime) -> None:
        await SystemClock().sleep_until(machine_at)


@dataclass
class Pace:
    """Of each round the sends a second, and the milliseconds of this process's CPU for one."""

    a_second: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)

    async def note(self, count: int, act: Awaitable[None]) -> None:
        """Measures what makes so many sends."""
        began, used = time.perf_counter(), time.process_time()
        await act
        self.cpu_ms.append(1000 * (time.process_time() - used) / count)
        self.a_second.append(count / (time.perf_counter() - began))

    def figures(self, who: str, after_ms: int) -> list[Figure]:
        what = f"over TLS, the platform answers after {after_ms} ms"
        return [
            Figure(f"sends, {who}, {what}", "a second", self.a_second),
            Figure(f"CPU of a send, {who}, {what}", "ms", self.cpu_ms),
        ]


async def measure(folder: Path) -> list[Figure]:
    """For a platform that answers as platforms do, and for one that costs us only CPU."""
    return [figure for after in (50, 0) for figure in await measure_against(folder, answers_after_ms=after)]


async def measure_against(folder: Path, *, answers_after_ms: int, rounds: int = ROUNDS) -> list[Figure]:
    courier, loop, sdk = Pace(), Pace(), Pace()
    async with _bench(folder, answers_after_ms) as bench:
        spare_the_collector()  # as the service does when it begins
        for number in range(rounds + 1):
            for pace, count, act in (
                (loop, CONVERSATIONS, bench.post_all),
                (courier, CONVERSATIONS, bench.carry_all),
                (sdk, SENT_BY_THE_SDK, bench.send_by_the_sdk),
            ):
                await bench.make_ready()
                await (pace if number else Pace()).note(count, act())  # the first opens connections
                await bench.check(count, is_kept=pace is courier)
    return [
        ratio(
            f"sends a second, courier to a loop that only posts, answers after {answers_after_ms} ms",
            courier.a_second,
            loop.a_second,
            ENOUGH,
        ),
        *courier.figures("courier", answers_after_ms),
        *loop.figures("bare loop", answers_after_ms),
        *sdk.figures("the SDK's client", answers_after_ms),
    ]


@dataclass
class Bench:
    """`body` is what the loop and the SDK send, as the courier would have drawn it."""

    database: Database
    session: aiohttp.ClientSession
    authority: Authority
    service: str
    control: str
    courier: Courier
    to: Sequence[Conversation]
    body: Mapping[str, Any]

    async def make_ready(self) -> None:
        """A delivery for each conversation waits, and the Connector has taken nothing."""
        await plan_anew(self.database, a_block())
        async with self.database.write() as tx:
            for posting_id, kept in await claim_due(tx, now=at("23:00")):
                await fire(tx, posting_id, kept.posting, now=at("09:10"), machine_now=machine_now())
        await self.session.post(f"{self.control}/forget")

    async def check(self, count: int, *, is_kept: bool) -> None:
        """So many have arrived, each once; and stand as sent."""
        async with self.session.get(f"{self.control}/healthz") as response:
            assert await response.json() == {"taken": count, "most": 1, "early": 0}
        async with self.database.read() as tx:
            sent = select(func.count()).select_from(delivery).where(delivery.c.state == "sent")
            assert (await tx.execute(sent)).scalar_one() == (count if is_kept else 0)

    async def carry_all(self) -> None:
        """From the claim of the first delivery to the mark of the last."""
        await self.courier.carry_all()

    async def post_all(self) -> None:
        """One POST to each conversation, its receipt read, and nothing else: as aiohttp's documentation has it."""

        async def post(one: Conversation) -> None:
            url = f"{self.service}/v3/conversations/{one.id}/activities"
            activity = {"type": "message", **self.body, "conversation": {"id": one.id, "tenantId": one.tenant}}
            async with self.session.post(url, json=activity) as response:
                response.raise_for_status()
                assert (await response.json())["id"]

        await _by_workers(self.to, post)

    async def send_by_the_sdk(self) -> None:
        """As its documentation has it; without credentials, so that it asks for no token."""
        client = ConnectorClient(MicrosoftAppCredentials("", ""), base_url=self.service)
        client.config.connection.verify = str(self.authority.trusted)
        activity = Activity.deserialize({"type": "message", **self.body})

        async def send(one: Conversation) -> None:
            assert (await client.conversations.send_to_conversation(one.id, activity)).id

        await _by_workers(self.to[:SENT_BY_THE_SDK], send)


async def _by_workers(to: Sequence[Conversation], send: Callable[[Conversation], Awaitable[None]]) -> None:
    waiting = iter(to)

    async def worker() -> None:
        for one in waiting:
            await send(one)

    await asyncio.gather(*(worker() for _ in range(IN_FLIGHT)))


@asynccontextmanager
async def _bench(folder: Path, answers_after_ms: int) -> AsyncIterator[Bench]:
    database = Database.at(f"sqlite:///{folder / f'sends{answers_after_ms}.db'}")
    await migrate(database)
    authority, port, tls = authority_in(folder), free_port(), free_port()
    asked = (str(port), str(answers_after_ms), "--tls", str(tls), "--shown", str(authority.shown))
    connector = aiohttp.TCPConnector(limit=IN_FLIGHT * 2, ssl=authority.client())
    async with (
        running("tests.bench.connector", *asked, port=port, environment={}),
        aiohttp.ClientSession(connector=connector) as session,
    ):
        service = f"https://{HOST}:{tls}"
        to = conversations(CONVERSATIONS, service)
        await fill(database, to)
        carrier = carrier_of(Channel(dress, wire_for(None, session=session, machine_now=machine_now)))
        body = carrier.render(a_block(), Agenda(gathering()), Recipient(), NB, at("09:10"))
        courier = Courier(database, Standing(), {"teams": carrier}, Agendas())
        yield Bench(database, session, authority, service, f"http://{HOST}:{port}", courier, to, body)
    await database.close()
