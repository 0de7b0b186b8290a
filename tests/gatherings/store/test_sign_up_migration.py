"""From 0001 to 0002, with something in every table that there was."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import text

from gatherings.store import Database
from gatherings.store.gatherings import find_gathering
from gatherings.store.migrate import is_migrated, migrate
from gatherings.store.stepping import list_differences
from gatherings.terms import Terms
from tests.builders import DEADLINE

AT = "2027-03-01 12:00:00"
OLD: Mapping[str, Mapping[str, object]] = {
    "network": {"id": "n1", "slug": "fjord", "title": "Fjordnettverket"},
    "person": {"id": "p1", "name": "Kari Nes", "language": "nn", "language_chosen": True},
    "gathering": {
        "id": "g1",
        "network_id": "n1",
        "slug": "host",
        "title": "Høstsamling",
        "starts_on": "2027-04-15",
        "ends_on": "2027-04-16",
        "timezone": "Europe/Oslo",
        "terms": "Gratis.",
        "deadline": "2027-04-01",
        "language": "nb",
        "lead_minutes": 5,
        "is_cancelled": False,
        "version": 3,
    },
    "block": {
        "id": "b1",
        "gathering_id": "g1",
        "position": 0,
        "day": "2027-04-15",
        "start": "09:00:00",
        "end_source": "none",
        "title": "Velkommen",
        "kind": "talk",
        "text": "",
        "notes": "",
        "people": "[]",
    },
    "stream": {
        "id": "g1:b1",
        "gathering_id": "g1",
        "block_id": "b1",
        "url": "https://x.example.org",
        "audience": "everyone",
    },
    "identity": {"channel": "web", "tenant": "", "user": "u1", "person_id": "p1"},
    "conversation": {
        "id": "c1",
        "channel": "web",
        "tenant": "",
        "external": "x1",
        "kind": "personal",
        "address": '{"conversation": "x1"}',
        "person_id": "p1",
    },
    "dialog": {"conversation_id": "c1", "person_id": "p1", "state": '{"waits": "yes"}'},
    "follow": {"gathering_id": "g1", "conversation_id": "c1", "since": AT},
    "organiser": {"id": "o1", "person_id": "p1", "network_id": "n1"},
    "organiser_code": {"digest": "d1", "gathering_id": "g1", "expires_at": AT},
    "code_try": {"id": 1, "person_id": "p1", "tried_at": AT},
    "posting": {
        "id": "q1",
        "key": "block:b1",
        "gathering_id": "g1",
        "block_id": "b1",
        "kind": "block",
        "audience": "following",
        "due_at": AT,
        "useful_until": AT,
        "rank": 1,
        "state": "fired",
        "facts": "{}",
    },
    "delivery": {
        "id": 1,
        "posting_id": "q1",
        "conversation_id": "c1",
        "channel": "web",
        "tenant": "",
        "state": "sent",
        "visible_at": AT,
        "attempts": 1,
        "receipt": "r1",
    },
    "pacing": {"channel": "web", "tenant": "", "free_at": AT},
    "replay": {"conversation_id": "c1", "activity": "a1", "seen_at": AT},
    "transcript": {"conversation": "x1", "owner": "u1", "last_number": 1, "opened_at": AT},
    "transcript_entry": {"conversation": "x1", "number": 1, "key": "k1", "activity": "{}", "written_at": AT},
    "clock": {"id": 1, "setting": "", "gathering_at": AT, "machine_at": AT, "speed": 1.0},
    "secret": {"name": "s1", "value": "v1"},
    "heartbeat": {"replica": "r1", "machine_at": AT, "gathering_at": AT},
}


@pytest.fixture(params=["sqlite", "postgresql"])
def new_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with nothing in it, not even tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'old.db'}"
    return _new_postgres(str(request.getfixturevalue("postgres_server")))


@pytest.fixture
async def old(new_address: str) -> AsyncIterator[Database]:
    """A database at 0001, with a row in every table."""
    database = Database.at(new_address)
    await migrate(database, to="0001")
    async with database.write() as tx:
        for table, row in OLD.items():
            columns, values = ", ".join(f'"{name}"' for name in row), ", ".join(f":{name}" for name in row)
            await tx.execute(text(f'INSERT INTO "{table}" ({columns}) VALUES ({values})'), [dict(row)])
    yield database
    await database.close()


def _new_postgres(address: str) -> str:
    name = f"old_{uuid4().hex}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    before, _, parameters = address.partition("?")
    return f"{before.rsplit('/', 1)[0]}/{name}?{parameters}"


async def rows_of(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Everything that is in the old tables."""
    async with database.read() as tx:
        return {
            table: [dict(row._mapping) for row in await tx.execute(text(f'SELECT * FROM "{table}"'))] for table in OLD
        }


async def test_a_row_of_every_old_table_is_tried(old: Database) -> None:
    query = "SELECT name FROM sqlite_master WHERE type = 'table'"
    if old.dialect == "postgresql":
        query = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
    async with old.read() as tx:
        tables = {row[0] for row in await tx.execute(text(query))}
    assert tables - {"alembic_version", "sqlite_sequence"} == set(OLD)


async def test_every_row_is_there_afterwards_as_it_was(old: Database) -> None:
    before = await rows_of(old)
    await migrate(old)
    after = await rows_of(old)
    kept = {
        table: [{name: row[name] for name in was} for was, row in zip(rows, after[table], strict=True)]
        for table, rows in before.items()
    }
    assert kept == before


async def test_the_tables_are_then_the_ones_the_code_uses(old: Database) -> None:
    await migrate(old)
    assert (await list_differences(old), await is_migrated(old)) == ([], True)


async def test_an_old_gathering_has_the_terms_that_it_had(old: Database) -> None:
    await migrate(old)
    async with old.read() as tx:
        found = await find_gathering(tx, "host")
    assert found is not None
    assert (found.terms, found.questions, found.attendance_closed_at) == (
        Terms(text="Gratis.", deadline=DEADLINE),
        (),
        None,
    )
