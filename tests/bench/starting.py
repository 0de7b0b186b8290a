"""How soon `samband run` answers, what memory it takes, and how much more after twenty thousand turns.

Beside it what the five libraries that it is built with take alone, imported and at rest (`python -m tests.bench.frame`).
As in the image: what we have written is compiled beforehand, and the libraries are compiled where they were installed.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from itertools import count
from pathlib import Path
from typing import Any, Final

import aiohttp
import psutil

from gatherings.actions import save_and_plan
from gatherings.agenda import Agenda
from gatherings.gathering import Network, NetworkId
from gatherings.postings.plan import plan
from gatherings.store import Database
from gatherings.store.migrate import migrate
from gatherings.store.networks import add_network
from tests.bench.figures import Figure, at_most
from tests.bench.filled import multiply
from tests.bench.many import abreast
from tests.bench.processes import Server, free_port, running
from tests.builders import at, gathering

ROUNDS, PLANS = 5, 100_000
WARM_UP, TURNS, ABREAST = 1_000, 20_000, 32
START_S, IDLE_MB, GROWTH_MB = 1.5, 90, 5
BEFORE: Final = at("09:40") - timedelta(days=60)
MB: Final = 1024 * 1024
NUMBERS: Final = count(1)
SETTLES: Final = timedelta(seconds=2)
"""The clock rings once a second: after so long it has."""


async def measure(folder: Path) -> list[Figure]:
    """The start and the idle memory of five processes, and the growth of one more where one gathering is on."""
    connector, port = free_port(), free_port()
    environment = {**_compiled_at(folder / "compiled"), **_settings(await _database(folder, plans=PLANS), port)}
    small = {**environment, **_settings(await _database(folder, plans=1), port)}
    async with running("tests.bench.connector", str(connector), port=connector, environment={}):
        async with running("bot", "run", port=port, environment=environment):
            pass  # compiles
        starts, doors, idle, frame = list[float](), list[float](), list[float](), list[float]()
        for _ in range(ROUNDS):
            began = time.perf_counter()
            async with running("bot", "run", port=port, environment=environment) as samband:
                starts.append(time.perf_counter() - began)
                await _knock(samband)
                doors.append(time.perf_counter() - began)
                await asyncio.sleep(SETTLES.total_seconds())
                idle.append(_rss_mb(samband))
            async with running("tests.bench.frame", str(port), port=port, environment=environment) as libraries:
                frame.append(_rss_mb(libraries))
        async with running("bot", "run", port=port, environment=small) as samband:
            growth = await _growth(samband, connector)
    return [
        Figure(f"start with {PLANS:,} plans, until /healthz answers", "s", starts, at_most(START_S)),
        Figure(f"start with {PLANS:,} plans, until Teams is answered", "s", doors),
        Figure("idle memory (RSS), Teams and the page on", "MB", idle, at_most(IDLE_MB)),
        Figure("idle memory (RSS), the five libraries that it is built with, and nothing else", "MB", frame),
        Figure(f"growth over {TURNS:,} turns, {ABREAST} at once", "MB", growth, at_most(GROWTH_MB)),
    ]


async def _knock(samband: Server) -> None:
    """Returns when the SDK, which is loaded beside everything else, is there: what comes before that waits for it."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"http://127.0.0.1:{samband.port}/api/messages", json={}) as response,
    ):
        assert response.status == HTTPStatus.BAD_REQUEST, await response.text()


async def _growth(samband: Server, connector: int) -> list[float]:
    """Megabytes more after so many turns than after the first."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def take(_: int) -> None:
            body = _message(connector)
            async with session.post(f"http://127.0.0.1:{samband.port}/api/messages", json=body) as response:
                assert response.status < 400, await response.text()

        await abreast(range(WARM_UP), take, by=ABREAST)
        before = _rss_mb(samband)
        await abreast(range(TURNS), take, by=ABREAST)
    return [_rss_mb(samband) - before]


def _rss_mb(server: Server) -> float:
    return float(psutil.Process(server.pid).memory_info().rss) / MB


def _message(connector: int) -> dict[str, Any]:
    """What is next? Asked by one of as many people as ask at once."""
    number = next(NUMBERS)
    person = number % ABREAST
    return {
        "type": "message",
        "id": f"m{number}",
        "channelId": "msteams",
        "serviceUrl": f"http://127.0.0.1:{connector}",
        "conversation": {"id": f"a:{person}", "conversationType": "personal", "tenantId": "t1"},
        "from": {"id": f"29:u{person}", "name": "Ada Vik"},
        "recipient": {"id": "28:bot", "name": "Samband"},
        "text": "hva er neste på agendaen?",
        "textFormat": "plain",
        "locale": "nb-NO",
        "channelData": {"tenant": {"id": "t1"}},
    }


def _settings(address: str, port: int) -> Mapping[str, str]:
    return {
        "SAMBAND_DEV": "1",
        "SAMBAND_PORT": str(port),
        "SAMBAND_DATABASE_URL": address,
        "SAMBAND_CLOCK": f"{BEFORE.isoformat()}@0",
        "SAMBAND_LOG_LEVEL": "WARNING",
    }


def _compiled_at(folder: Path) -> Mapping[str, str]:
    """Where a process keeps what it has compiled, so that the next need not."""
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder)}


async def _database(folder: Path, *, plans: int) -> str:
    """The address of a database with at least so many postings that are not due yet, and so one gathering or many."""
    address, made = f"sqlite:///{folder / f'starting{plans}.db'}", gathering(version=0)
    database = Database.at(address)
    await migrate(database)
    async with database.write() as tx:
        await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"))
        await save_and_plan(tx, made, now=BEFORE)
        await multiply(tx, made.id, by=-(-plans // len(plan(Agenda(made)))))
    await database.close()
    return address
