"""Whether a database can be reached, and whether its tables are those of this version."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from gatherings.store.database import Database, database_url
from gatherings.store.migrate import is_migrated

PATIENCE: Final = timedelta(seconds=10)


class Condition(StrEnum):
    """How a database was found."""

    READY = "ready"
    NOT_MIGRATED = "not_migrated"
    UNREACHABLE = "unreachable"


async def look_at(database: Database, *, patience: timedelta = PATIENCE) -> Condition:
    """How the database is found; a server that does not answer in time is not reached."""
    try:
        async with asyncio.timeout(patience.total_seconds()):
            return Condition.READY if await is_migrated(database) else Condition.NOT_MIGRATED
    except (SQLAlchemyError, OSError, TimeoutError):
        return Condition.UNREACHABLE


def file_of(address: str) -> Path | None:
    """The file of an SQLite database, None for a server. Raises ValueError for any other address."""
    url = database_url(address)
    if url.get_backend_name() != "sqlite":
        return None
    if url.database in (None, "", ":memory:"):
        raise ValueError(address)
    return Path(str(url.database))
