"""A copy of the database to be kept elsewhere: all of it, but for what would tell who answered an open evaluation."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from gatherings.store.database import Database

IN_NO_BACKUP: Final = ("evaluation_secret",)
"""After a restore the answers of an open evaluation stand, and cannot be changed any more."""


class OnlySqlite(Exception):  # noqa: N818 (a sentence, as everywhere)
    """A server's database is backed up by its own means."""


async def back_up(database: Database, file: Path) -> None:
    """Writes the copy, whole or not at all. Raises OnlySqlite, FileExistsError, OSError."""
    if database.dialect != "sqlite":
        raise OnlySqlite
    await database.copy_to(file, without=IN_NO_BACKUP)
