"""A service that nobody has asked for anything has not loaded what only few ask for."""

from __future__ import annotations

import asyncio
import sys
from http import HTTPStatus
from pathlib import Path

import aiohttp

from bot.clock import machine_now
from gatherings.store import Database
from gatherings.store.clocks import find_last_beat
from tests.doubles.botframework import BotFramework
from tests.operation.service import Service, environment_of, running

TELLS: tuple[str, ...] = (sys.executable, "-X", "importtime", "-m", "bot", "run", "--json")
FEW_ASK_FOR = {
    "alembic": "for migrating",
    "asyncpg": "we speak to PostgreSQL by psycopg",
    "botbuilder.integration": "the SDK's own door",
    "botframework.streaming": "the SDK's web sockets",
    "docx": "reports in Word, and programmes",
    "icalendar": "calendars and letters",
    "numpy": "nobody",
    "openpyxl": "spreadsheets",
    "PIL": "pictures",
    "pptx": "slides",
    "pypdfium2": "PDFs",
    "sqlalchemy.orm": "nobody on SQLite",
    "snowballstemmer": "what an evaluation's texts are about",
}


async def test_a_service_at_rest_has_not_loaded_what_few_ask_for(sqlite_address: str, tmp_path: Path) -> None:
    database, log = Database.at(sqlite_address), tmp_path / "log"
    async with (
        BotFramework(machine_now) as cloud,
        running(environment_of(cloud, sqlite_address), log=log, command=TELLS) as service,
    ):
        await _first_tick(database)
        await _knock(service)
    await database.close()
    told = log.read_text(encoding="utf-8").splitlines()
    loaded = {line.rpartition("|")[2].strip() for line in told if line.startswith("import time:")}
    assert {"bot.app", "botbuilder.core"} <= loaded
    assert {name: why for name, why in FEW_ASK_FOR.items() if name in loaded} == {}


async def _knock(service: Service) -> None:
    """Returns when the SDK is there, which is loaded beside everything else: who comes to its door waits for it."""
    async with aiohttp.ClientSession() as session, session.post(f"{service.url}/api/messages", json={}) as response:
        assert response.status == HTTPStatus.BAD_REQUEST


async def _first_tick(database: Database) -> None:
    async with asyncio.timeout(60):
        while True:
            async with database.read() as tx:
                if await find_last_beat(tx) is not None:
                    return
            await asyncio.sleep(0.05)
