"""A whole "what's next" turn over HTTP, against a bare botbuilder echo bot on the same machine in the same run."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import aiohttp

from gatherings.gathering import Network, NetworkId
from gatherings.store import Database
from gatherings.store.gatherings import save_gathering
from gatherings.store.migrate import migrate
from gatherings.store.networks import add_network
from tests.bench.processes import Server, free_port, running
from tests.builders import gathering

ROUNDS, TURNS = 6, 100


@dataclass
class Measured:
    """CPU seconds of the server and wall seconds seen by the client, for so many turns."""

    turns: int = 0
    cpu: float = 0
    walls: list[float] = field(default_factory=list)

    @property
    def cpu_ms(self) -> float:
        return 1000 * self.cpu / self.turns

    @property
    def wall_ms(self) -> float:
        return 1000 * median(self.walls)


async def measure_turns(folder: Path) -> list[str]:
    """Lines to print."""
    address = await _database(folder)
    ports = [free_port() for _ in range(3)]
    ours = {
        "SAMBAND_DEV": "1",
        "SAMBAND_PORT": str(ports[1]),
        "SAMBAND_DATABASE_URL": address,
        "SAMBAND_CLOCK": "2027-04-15T09:40+02:00@0",
        "SAMBAND_LOG_LEVEL": "WARNING",
    }
    async with (
        running("tests.bench.connector", str(ports[0]), port=ports[0], environment={}),
        running("bot", "run", port=ports[1], environment=ours) as samband,
        running("tests.bench.echo", str(ports[2]), port=ports[2], environment={}) as echo,
        aiohttp.ClientSession() as session,
    ):
        measured = {samband.port: Measured(), echo.port: Measured()}
        for server in (samband, echo):
            await _round(session, server, Measured(), ports[0])
        for _ in range(ROUNDS):
            for server in (samband, echo):
                await _round(session, server, measured[server.port], ports[0])
    a, b = measured[samband.port], measured[echo.port]
    return [
        f"turn      samband {a.cpu_ms:6.2f} ms CPU {a.wall_ms:6.2f} ms wall (median)   'what is next', SQLite",
        f"          echo    {b.cpu_ms:6.2f} ms CPU {b.wall_ms:6.2f} ms wall (median)   bare botbuilder echo bot",
        f"          ratio   {a.cpu_ms / b.cpu_ms:6.2f} of its CPU (aim: under 0.25)",
    ]


async def _round(session: aiohttp.ClientSession, server: Server, measured: Measured, connector: int) -> None:
    before = server.cpu_seconds()
    for _ in range(TURNS):
        began = time.perf_counter()
        async with session.post(f"http://127.0.0.1:{server.port}/api/messages", json=_message(connector)) as response:
            assert response.status in {200, 201, 202}, await response.text()
        measured.walls.append(time.perf_counter() - began)
    measured.cpu += server.cpu_seconds() - before
    measured.turns += TURNS


def _message(connector: int) -> dict[str, object]:
    return {
        "type": "message",
        "id": f"m{time.perf_counter_ns()}",
        "channelId": "msteams",
        "serviceUrl": f"http://127.0.0.1:{connector}",
        "conversation": {"id": "a:1", "conversationType": "personal", "tenantId": "t1"},
        "from": {"id": "29:u1", "name": "Ada Vik"},
        "recipient": {"id": "28:bot", "name": "Samband"},
        "text": "hva er neste på agendaen?",
        "textFormat": "plain",
        "locale": "nb-NO",
        "channelData": {"tenant": {"id": "t1"}},
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
