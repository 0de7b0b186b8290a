"""A broadcast where the Connector is sick for some: everybody has it or a reason, and the healthy do not wait.

Over real HTTP to a Connector in a process of its own. `make test` takes 300 recipients, `make e2e` 10,000.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.carriers import carrier_of
from bot.channels.teams import dress
from bot.clock import machine_now
from bot.courier import Courier
from bot.crew import IN_FLIGHT
from bot.pace import teams_limits
from bot.sdk.teams_wire import TeamsWire, wire_for
from bot.wire import Channel
from gatherings.gathering import Network, NetworkId
from gatherings.postings.block import plan_block
from gatherings.store import Database
from gatherings.store.agendas import Agendas
from gatherings.store.gatherings import save_gathering
from gatherings.store.networks import add_network
from gatherings.store.postings import add_postings, claim_due, fire
from tests.bench.processes import free_port, running
from tests.bench.sends import Standing
from tests.builders import agenda, at, gathering
from tests.faults.connector import ailment_of

STALL = 0.05
"""Seconds of work at most between two looks of the loop, in CPU: how busy the machine is otherwise does not count."""
LONGEST = 300
TWICE_AT_MOST = {"reset", "hang"}


@dataclass(frozen=True)
class Broadcast:
    """What the Connector counted, how each delivery ended, and the longest that the loop did nothing else."""

    counted: dict[str, Any]
    states: Counter[tuple[str, str]]
    stall: float


async def prepare(database: Database, port: int, recipients: int) -> None:
    """So many conversations that follow, written at one go."""
    async with database.write() as tx:
        await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"))
        await save_gathering(tx, gathering())
        await tx.exec_driver_sql("INSERT INTO person (id, language_chosen) VALUES ('p', false)")
        address = f'{{"conversation": "c%d", "serviceUrl": "http://127.0.0.1:{port}", "tenantId": "t1"}}'
        for number in range(recipients):
            row = f"'c{number}', 'teams', 't1', 'c{number}', 'personal', '{address % number}'"
            await tx.exec_driver_sql(
                f"INSERT INTO conversation (id, channel, tenant, external, kind, address) VALUES ({row})"
            )
        await tx.exec_driver_sql(
            "INSERT INTO follow (gathering_id, conversation_id, since)"
            " SELECT 'g1', id, '2027-01-01 00:00:00' FROM conversation"
        )


@asynccontextmanager
async def watching() -> AsyncIterator[list[float]]:
    """The CPU seconds between any two looks of the loop."""
    found: list[float] = []

    async def look() -> None:
        while True:
            before = time.thread_time()
            await asyncio.sleep(0)
            found.append(time.thread_time() - before)
            await asyncio.sleep(0.002)

    task = asyncio.create_task(look())
    yield found
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def broadcast(database: Database, wire: TeamsWire, url: str, number: int, *, how: str, rate: float) -> Broadcast:
    """One block, to everybody."""
    await wire.session.post(f"{url}/begin/{how}")
    carrier = carrier_of(Channel(dress, wire), limits=teams_limits(rate))
    courier = Courier(database, Standing(), {"teams": carrier}, Agendas())
    async with database.write() as tx:
        await add_postings(tx, [plan_block(agenda())[number]])
        for posting_id, kept in await claim_due(tx, now=at("23:00")):
            await fire(tx, posting_id, kept.posting, now=at("09:10"), machine_now=machine_now())
    async with watching() as stalls:
        running_courier = asyncio.create_task(courier.run())
        async with asyncio.timeout(LONGEST):
            while await _waiting(database):  # noqa: ASYNC110 (the table is what tells)
                await asyncio.sleep(0.2)
        running_courier.cancel()
        with suppress(asyncio.CancelledError):
            await running_courier
    counted = await (await wire.session.get(f"{url}/healthz")).json()
    async with database.read() as tx:
        rows = await tx.exec_driver_sql(
            f"SELECT conversation_id, delivery.state FROM delivery JOIN posting ON posting.id = posting_id"
            f" WHERE key = '{plan_block(agenda())[number].key}'"
        )
        states = Counter((ailment_of(int(row["conversation_id"][1:])), row["state"]) for row in rows.mappings())
    return Broadcast(counted, states, max(stalls))


async def _waiting(database: Database) -> int:
    async with database.read() as tx:
        return int((await tx.exec_driver_sql("SELECT count(*) FROM delivery WHERE state = 'waiting'")).scalar_one())


@pytest.mark.parametrize(
    ("recipients", "rate", "patience"),
    [(300, 300, 2), pytest.param(10_000, 300, 15, marks=pytest.mark.e2e)],
    ids=["300", "10000"],
)
async def test_everybody_has_it_or_a_reason_and_the_healthy_do_not_wait_for_the_sick(
    database: Database, recipients: int, rate: float, patience: float
) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    await prepare(database, port, recipients)
    async with (
        running("tests.faults.connector", str(port), port=port, environment={}),
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=IN_FLIGHT * 2)) as session,
    ):
        wire = replace(wire_for(None, session=session, machine_now=machine_now), timeout=timedelta(seconds=patience))
        well = await broadcast(database, wire, url, 0, how="well", rate=rate)
        sick = await broadcast(database, wire, url, 1, how="sick", rate=rate)
    ailments = Counter(ailment_of(number) for number in range(recipients))
    assert sick.states == Counter(
        {(what, "unreachable" if what == "403" else "sent"): many for what, many in ailments.items()}
    )
    taken = {int(number): many for number, many in sick.counted["taken"].items()}
    assert all(many == 1 or ailment_of(number) in TWICE_AT_MOST for number, many in taken.items())
    assert max(taken.values()) <= 2
    assert (sick.counted["early"], sick.counted["over"]) == ([], [])
    assert max(well.counted["most_a_second"], sick.counted["most_a_second"]) <= rate
    assert sick.counted["healthy_p99"] < 2 * well.counted["healthy_p99"]
    assert sick.stall < STALL  # the first of the two loads phrases and compiles its statements
    print(
        f"p99={well.counted['healthy_p99']:.2f}s sick={sick.counted['healthy_p99']:.2f}s stall={sick.stall * 1e3:.0f}ms first={well.stall * 1e3:.0f}ms"
    )
    print(f"most_a_second={sick.counted['most_a_second']} of {rate}, states={dict(sick.states)}")
