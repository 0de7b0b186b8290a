"""People who ask what is next, now of one service and now of another, and how long they wait for the answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import count, cycle
from typing import Final

import aiohttp

from tests.bench.followers import TENANT
from tests.doubles.botframework import BotFramework
from tests.doubles.teams import Talk, TeamsClient

PEOPLE: Final = 40
EVERY: Final = 0.25
QUESTION: Final = "hva er neste?"


@dataclass
class Asking:
    """Each question is a request as the platform makes it, and is answered when the answer has been sent."""

    clients: list[TeamsClient]
    talks: Sequence[Talk]
    token: str
    waited: list[float] = field(default_factory=list)

    async def warm_up(self) -> None:
        """Everybody asks once, of each service."""
        for client in self.clients:
            for talk in self.talks:
                await self._ask(client, talk)

    @asynccontextmanager
    async def going_on(self) -> AsyncIterator[None]:
        """For as long as the context lasts."""
        self.waited.clear()
        task = asyncio.create_task(self._ask_on())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    def leave(self, url: str) -> None:
        """This service is not asked any more."""
        self.clients = [client for client in self.clients if not client.url.startswith(url)]

    def p99(self) -> float:
        """Milliseconds."""
        waited = sorted(self.waited)
        return 1000 * waited[len(waited) * 99 // 100]

    async def _ask_on(self) -> None:
        talks = cycle(self.talks)
        for number in count():
            began = time.perf_counter()
            with suppress(aiohttp.ClientError):  # the one that was asked has just been killed
                await self._ask(self.clients[number % len(self.clients)], next(talks))
                self.waited.append(time.perf_counter() - began)
            await asyncio.sleep(EVERY)

    async def _ask(self, client: TeamsClient, talk: Talk) -> None:
        reply = await client.post(talk.message(QUESTION), token=self.token)
        assert reply.status < 300, reply


def asking(cloud: BotFramework, session: aiohttp.ClientSession, urls: Sequence[str], service: str) -> Asking:
    """People in private, whose answers go to a Connector at `service`."""
    talks = [
        Talk(
            service,
            {"id": f"a:{number}", "conversationType": "personal", "tenantId": TENANT},
            {"id": f"29:a{number}", "name": f"Person {number}", "aadObjectId": f"aad-{number}"},
            tenant=TENANT,
        )
        for number in range(PEOPLE)
    ]
    clients = [TeamsClient(cloud, session, f"{url.rstrip('/')}/api/messages") for url in urls]
    return Asking(clients, talks, cloud.mint(serviceurl=service))
