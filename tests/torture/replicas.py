"""Several services on one database, each a process of its own, in front of one platform."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import aiohttp

from gatherings.actions import save_and_plan
from gatherings.gathering import Gathering, Network, NetworkId
from gatherings.store import Database
from gatherings.store.networks import add_network
from gatherings.terms import Terms
from tests.bench.processes import free_port
from tests.builders import DAY_ONE, gathering
from tests.doubles.teams import Reply, Talk, TeamsClient
from tests.scenarios.scene import button, place
from tests.torture.births import Life, Nursery
from tests.torture.morning import BEGINS, morning, settings_for
from tests.torture.platform import Platform
from tests.torture.stores import PostgresStore

SOON: Final = 30.0
LOOKS_EVERY: Final = 0.02


@dataclass
class Replicas:
    """`lives` are the processes, `clients` post to them, in the same order."""

    store: PostgresStore
    nursery: Nursery
    platform: Platform
    session: aiohttp.ClientSession
    lives: list[Life] = field(default_factory=list)
    clients: list[TeamsClient] = field(default_factory=list)

    async def add(self, *, keeps_jobs: bool = True) -> None:
        """One more, that answers."""
        port = free_port()
        settings: dict[str, Any] = {**settings_for(self.platform, self.store), "port": port}
        life = await self.nursery.serve(settings, keeps_jobs=keeps_jobs)
        assert await life.until_started(), f"see {self.nursery.log}"
        self.lives.append(life)
        self.clients.append(TeamsClient(self.platform, self.session, f"http://127.0.0.1:{port}/api/messages"))

    def talk(self, name: str) -> Talk:
        """Somebody whose address the platform vouches for, in private."""
        self.platform.members[f"29:{name}"] = f"{name}@hitra.kommune.no"
        return self.clients[0].personal(name, f"Person {name}")

    async def press(self, talk: Talk, data: dict[str, Any], *, at: int = 0) -> Reply:
        return await self.clients[at % len(self.clients)].post(talk.submit(data))

    def pressable(self, talk: Talk, title: str) -> dict[str, Any]:
        """What a button of the last card carries."""
        return button(self.platform.sent_to(place(talk))[-1], title)

    def count(self, title: str) -> int:
        """How often something with that first line was sent to anybody."""
        return sum(one.title == title for one in self.platform.taken)


async def until(is_so: Callable[[], bool], *, within: float = SOON) -> None:
    """Waits until it is so. Raises TimeoutError."""
    async with asyncio.timeout(within):
        while not is_so():  # noqa: ASYNC110 (it is so in another process)
            await asyncio.sleep(LOOKS_EVERY)


@asynccontextmanager
async def replicas_of(store: PostgresStore, folder: Path, *, capacity: int | None = None) -> AsyncIterator[Replicas]:
    """None yet, on a database with a gathering of a morning."""
    made = gathering(
        version=0, programme=morning(), ends_on=DAY_ONE, streams=(), terms=Terms(deadline=DAY_ONE, capacity=capacity)
    )
    async with (
        Nursery(folder, store.address) as nursery,
        Platform() as platform,
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session,
    ):
        store.make_anew()  # the nursery has warmed itself in it
        await _save(store, made)
        nursery.clock.put(BEGINS)
        opened = Replicas(store, nursery, platform, session)
        try:
            yield opened
        finally:
            for life in opened.lives:
                life.kill()


async def _save(store: PostgresStore, made: Gathering) -> None:
    database = Database.at(store.address)
    async with database.write() as tx:
        await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"))
        await save_and_plan(tx, replace(made, version=0), now=BEGINS)
    await database.close()
