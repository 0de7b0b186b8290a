"""A whole "what's next" turn over HTTP, its token checked and its answer sent, beside a bare botbuilder echo bot, which
checks none, and beside aiohttp alone. What each costs is its own process's CPU; the cloud is in another. All ask in the
same words, as people do in a break, and these are read once (`dialogs/understanding/readings.py`); what words cost that
nobody has said is told beside it.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Final

import aiohttp

from gatherings.gathering import Network, NetworkId
from gatherings.store import Database
from gatherings.store.gatherings import save_gathering
from gatherings.store.migrate import migrate
from gatherings.store.networks import add_network
from tests.bench.cloud import Cloud, Counts, a_cloud
from tests.bench.figures import Figure, at_least, at_most, ratio
from tests.bench.processes import Server, free_port, running
from tests.bench.watched import FILE
from tests.builders import gathering

ROUNDS: Final = 5
ALONE, TOGETHER = 200, 800
"""Turns in a round: one after the other, and by `CLIENTS` clients at once."""
CLIENTS: Final = 32
PEOPLE: Final = 500  # of four tenants, each in a chat of their own
_NUMBERS: Final = count(1)


@dataclass
class Side:
    """A server with what each round of it cost: CPU-milliseconds and milliseconds of a turn, turns a second."""

    name: str
    server: Server
    headers: dict[str, str] = field(default_factory=dict)
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    rate: list[float] = field(default_factory=list)
    cpu_of_new: list[float] = field(default_factory=list)
    """Of a turn whose question nobody has asked in these words."""

    async def one_by_one(self, session: aiohttp.ClientSession, cloud: Cloud) -> None:
        seconds, cpu = await self._round(session, cloud, turns=ALONE, clients=1)
        self.cpu.append(1000 * cpu / ALONE)
        self.wall.append(1000 * seconds / ALONE)

    async def new_words(self, session: aiohttp.ClientSession, cloud: Cloud) -> None:
        _, cpu = await self._round(session, cloud, turns=ALONE, clients=1, is_new=True)
        self.cpu_of_new.append(1000 * cpu / ALONE)

    async def at_once(self, session: aiohttp.ClientSession, cloud: Cloud) -> None:
        seconds, _ = await self._round(session, cloud, turns=TOGETHER, clients=CLIENTS)
        self.rate.append(TOGETHER / seconds)

    async def _round(
        self, session: aiohttp.ClientSession, cloud: Cloud, *, turns: int, clients: int, is_new: bool = False
    ) -> tuple[float, float]:
        """The seconds, and the CPU seconds of the server."""
        before, began = self.server.cpu_seconds(), time.perf_counter()
        left = iter(range(turns))
        await asyncio.gather(*(self._client(session, cloud, left, is_new=is_new) for _ in range(clients)))
        return time.perf_counter() - began, self.server.cpu_seconds() - before

    async def _client(self, session: aiohttp.ClientSession, cloud: Cloud, left: Iterator[int], *, is_new: bool) -> None:
        url = f"http://127.0.0.1:{self.server.port}/api/messages"
        for _ in left:
            async with session.post(url, json=_message(cloud, is_new=is_new), headers=self.headers) as response:
                assert response.status in {200, 201, 202}, f"{self.name}: {response.status}"


async def measure(folder: Path) -> list[Figure]:
    """The figures of a turn, SQLite; half a minute."""
    stall = folder / "stall"
    async with AsyncExitStack() as stack:
        cloud = await stack.enter_async_context(a_cloud())
        session = await stack.enter_async_context(aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)))
        ours, echo, floor, posting = sides = [
            await _samband(stack, folder, cloud, stall),
            await _other(stack, "echo"),
            await _other(stack, "floor"),
            await _other(stack, "floor", "sends"),
        ]
        for side in sides:  # once for nothing: connections, caches
            await side._round(session, cloud, turns=2 * PEOPLE if side is ours else ALONE, clients=CLIENTS)
        await _worst_stall(ours.server, stall)
        await cloud.counts()
        for _ in range(ROUNDS):
            for side in sides:
                await side.one_by_one(session, cloud)
            await ours.new_words(session, cloud)
            for side in sides:
                await side.at_once(session, cloud)
        stalled, counts = await _worst_stall(ours.server, stall), await cloud.counts()
    return _figures(ours, echo, floor, posting, stalled, counts)


def _figures(ours: Side, echo: Side, floor: Side, posting: Side, stalled: float, counts: Counts) -> list[Figure]:
    turns = ROUNDS * (2 * ALONE + TOGETHER)
    return [
        Figure("a turn, CPU: samband", "ms", ours.cpu),
        Figure("a turn, CPU: samband, a question that nobody has asked in these words", "ms", ours.cpu_of_new),
        Figure("a turn, CPU: botbuilder echo, no token checked", "ms", echo.cpu),
        Figure("a turn, CPU: aiohttp alone, nothing sent", "ms", floor.cpu),
        Figure("a turn, CPU: aiohttp alone, an answer sent", "ms", posting.cpu),
        ratio("a turn, CPU: of the echo's", ours.cpu, echo.cpu, at_most(0.15)),
        ratio("a turn, CPU: of aiohttp's, nothing sent", ours.cpu, floor.cpu, at_most(4)),
        Figure("a turn, one after the other: samband", "ms", ours.wall),
        Figure("turns a second, 32 clients: samband", "a second", ours.rate, at_least(1000)),
        Figure("turns a second, 32 clients: echo", "a second", echo.rate),
        Figure("turns a second, 32 clients: aiohttp alone, nothing sent", "a second", floor.rate),
        Figure("turns a second, 32 clients: aiohttp alone, an answer sent", "a second", posting.rate),
        Figure("worst stall of the loop, turns", "ms", [stalled], at_most(25)),
        Figure(
            "calls for keys and logins, 1,000 turns", "", [1000 * (counts.keys + counts.logins) / turns], at_most(2)
        ),
    ]


async def _samband(stack: AsyncExitStack, folder: Path, cloud: Cloud, stall: Path) -> Side:
    port = free_port()
    settings = {
        **cloud.settings(),
        "SAMBAND_PORT": str(port),
        "SAMBAND_DATABASE_URL": await _database(folder),
        "SAMBAND_CLOCK": "2027-04-15T09:40+02:00@0",
        "SAMBAND_LOG_LEVEL": "ERROR",
        "SAMBAND_SECRET_KEY": "bench " * 8,
        "SAMBAND_TEAMS_RATE": "1000",
        FILE: str(stall),
    }
    server = await stack.enter_async_context(running("tests.bench.watched", "run", port=port, environment=settings))
    return Side("samband", server, {"Authorization": f"Bearer {cloud.token}"})


async def _other(stack: AsyncExitStack, module: str, *how: str) -> Side:
    port = free_port()
    started = running(f"tests.bench.{module}", str(port), *how, port=port, environment={})
    return Side(module, await stack.enter_async_context(started))


async def _worst_stall(server: Server, file: Path) -> float:
    """Milliseconds, since it was last asked."""
    return await asyncio.to_thread(_asked_for_stall, server, file)


def _asked_for_stall(server: Server, file: Path) -> float:
    file.unlink(missing_ok=True)
    os.kill(server.pid, signal.SIGUSR1)
    until = time.monotonic() + 10
    while not file.exists() and time.monotonic() < until:
        time.sleep(0.01)
    return float(file.read_text())


def _message(cloud: Cloud, *, is_new: bool) -> dict[str, Any]:
    number = next(_NUMBERS)
    marks = f"{number:016b}".translate({ord("0"): "?", ord("1"): "!"}) if is_new else "?"
    who, tenant = number % PEOPLE, f"t{number % 4}"
    return {
        "type": "message",
        "id": f"m{number}",
        "channelId": "msteams",
        "serviceUrl": cloud.service_url,
        "conversation": {"id": f"a:{who}", "conversationType": "personal", "tenantId": tenant},
        "from": {"id": f"29:u{who}", "name": "Ada Vik"},
        "recipient": {"id": "28:bot", "name": "Samband"},
        "text": f"hva er neste på agendaen{marks}",
        "textFormat": "plain",
        "locale": "nb-NO",
        "channelData": {"tenant": {"id": tenant}},
    }


async def _database(folder: Path) -> str:
    address = f"sqlite:///{folder / 'turns.db'}"
    database = Database.at(address)
    await migrate(database)
    async with database.write() as tx:
        await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"))
        await save_gathering(tx, gathering())
    await database.close()
    return address
