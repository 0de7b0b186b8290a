"""The database, opened for a command: there, reached, and with the tables of this version."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from bot.clock import clock_of
from bot.commands.command import Refused
from config.settings import Settings, SettingsWrong, problem
from gatherings.store import Database
from gatherings.store.migrate import migrate
from gatherings.store.reach import Condition, file_of, look_at


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    """The database of the settings. A file that is not there yet is made. Raises SettingsWrong, Refused."""
    file = database_file(settings)
    is_new = file is not None and not file.exists()
    async with connected(settings) as database:
        condition = await look_at(database)
        if is_new and condition is Condition.NOT_MIGRATED:
            await migrate(database)
        elif condition is not Condition.READY:
            raise Refused(f"command.refused.database_{condition}")
        yield database


@asynccontextmanager
async def connected(settings: Settings) -> AsyncIterator[Database]:
    """The database as it is, with or without tables. Raises SettingsWrong, Refused."""
    database_file(settings)
    try:
        database = Database.at(settings.database_url)
    except OSError:
        raise Refused("command.refused.database_unreachable") from None
    try:
        yield database
    finally:
        await database.close()


def database_file(settings: Settings) -> Path | None:
    """The file of an SQLite database, None for a server. Raises SettingsWrong where the address is neither."""
    try:
        return file_of(settings.database_url)
    except ValueError:
        raise SettingsWrong(problem("database_url")) from None


async def time_of(settings: Settings, database: Database) -> datetime:
    """Gathering time now: the machine's, or the rehearsal's that the settings name. Raises ClockNotUnderstood."""
    return (await clock_of(settings.clock, database)).now()
