"""Sends a second through the courier, against a loop that only posts with the same pooled client."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

import aiohttp
from sqlalchemy import text

from bot.carriers import carrier_of
from bot.channels.teams import dress
from bot.clock import SystemClock, machine_now
from bot.courier import IN_FLIGHT, Courier
from bot.sdk.teams_wire import wire_for
from bot.wire import Address, Channel, Outgoing
from gatherings.agenda import Agenda
from gatherings.gathering import NB, Network, NetworkId
from gatherings.people import Conversation, ConversationId, ConversationKind, PersonId
from gatherings.postings.block import plan_block
from gatherings.postings.recipient import Recipient
from gatherings.store import Database
from gatherings.store.agendas import Agendas
from gatherings.store.follows import add_follow
from gatherings.store.gatherings import save_gathering
from gatherings.store.migrate import migrate
from gatherings.store.networks import add_network
from gatherings.store.people import meet
from gatherings.store.postings import add_postings, claim_due, fire
from tests.bench.processes import free_port, running
from tests.builders import at, gathering

CONVERSATIONS, ROUNDS = 1000, 3


class Standing:
    """Gathering time stands still; machine time is real."""

    async def refresh(self) -> None:
        """Nothing to fetch."""

    def now(self) -> datetime:
        return at("09:10")

    def machine_now(self) -> datetime:
        return machine_now()

    async def sleep_until(self, machine_at: datetime) -> None:
        await SystemClock().sleep_until(machine_at)


async def measure_sends(folder: Path) -> list[str]:
    """Lines to print: for a Connector that answers as platforms do, and for one that costs us only CPU."""
    return [line for after in (50, 0) for line in await _measure(folder, answers_after_ms=after)]


async def _measure(folder: Path, *, answers_after_ms: int) -> list[str]:
    database = Database.at(f"sqlite:///{folder / f'sends{answers_after_ms}.db'}")
    await migrate(database)
    port = free_port()
    connector = aiohttp.TCPConnector(limit=IN_FLIGHT * 2)
    async with (
        running("tests.bench.connector", str(port), str(answers_after_ms), port=port, environment={}),
        aiohttp.ClientSession(connector=connector) as session,
    ):
        addresses = await _prepare(database, port)
        channel = Channel(dress, wire_for(None, session=session, machine_now=machine_now))
        carrier = carrier_of(channel)
        courier = Courier(database, Standing(), {"teams": carrier}, Agendas())
        agenda = Agenda(gathering())
        body = carrier.render(plan_block(agenda)[1], agenda, Recipient(), NB, at("09:10"))
        await _loop(session, addresses, body)
        loops, couriers = [], []
        for number in range(ROUNDS):
            loops.append(await _loop(session, addresses, body))
            couriers.append(await _courier(database, courier, number))
        taken = await (await session.get(f"http://127.0.0.1:{port}/healthz")).json()
    await database.close()
    expected = CONVERSATIONS * (2 * ROUNDS + 1)
    assert taken["taken"] == expected, f"{taken['taken']} of {expected} arrived"
    a, b = CONVERSATIONS / median(couriers), CONVERSATIONS / median(loops)
    return [
        f"sends     courier {a:6.0f} a second   answers after {answers_after_ms} ms; {CONVERSATIONS} deliveries, SQLite",
        f"          loop    {b:6.0f} a second   pooled aiohttp, {IN_FLIGHT} at once, nothing kept",
        f"          ratio   {a / b:6.2f} (aim: at least 0.85)",
    ]


async def _loop(session: aiohttp.ClientSession, addresses: Sequence[Address], body: Mapping[str, object]) -> float:
    """Seconds for one POST to each address, the wire's own call and nothing else."""
    wire = wire_for(None, session=session, machine_now=machine_now)
    waiting = iter(addresses)

    async def worker() -> None:
        for address in waiting:
            await wire.send(address, Outgoing(body))

    began = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(IN_FLIGHT)))
    return time.perf_counter() - began


async def _courier(database: Database, courier: Courier, number: int) -> float:
    """Seconds from the claim of the first delivery to the mark of the last."""
    agenda = Agenda(gathering())
    posting = plan_block(agenda)[number]
    async with database.write() as tx:
        await add_postings(tx, [posting])
        for posting_id, kept in await claim_due(tx, now=at("23:00")):
            await fire(tx, posting_id, kept.posting, now=at("09:10"), machine_now=machine_now())
    began = time.perf_counter()
    await courier.carry_all()
    seconds = time.perf_counter() - began
    async with database.read() as tx:
        left = (await tx.execute(text("select count(*) from delivery where state <> 'sent'"))).scalar_one()
    assert left == 0, f"{left} deliveries were not sent"
    return seconds


async def _prepare(database: Database, port: int) -> list[Address]:
    made = []
    async with database.write() as tx:
        await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"))
        await save_gathering(tx, gathering())
        for number in range(CONVERSATIONS):
            data = {"conversation": f"c{number}", "serviceUrl": f"http://127.0.0.1:{port}", "tenantId": "t1"}
            kind = ConversationKind.PERSONAL
            met = Conversation(ConversationId(f"c{number}"), "teams", "t1", kind, data)
            await meet(tx, met=met, user=f"u{number}", name=None, new_person=PersonId(f"p{number}"))
            await add_follow(tx, gathering().id, met.id, at=at("08:00") - timedelta(days=1))
            made.append(Address("teams", "t1", f"c{number}", kind, data))
    return made
