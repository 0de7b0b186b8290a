"""A copy of the database to be kept elsewhere: all of it, but for what would tell who answered an open evaluation.

Whatever the database is, its backup is one SQLite file with the rows of one instant (docs/decisions/0025). What may be
in no backup is never written to it, not even for a moment.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from gatherings.store.backup_file import begun, sealed
from gatherings.store.copying import copy_rows
from gatherings.store.database import Database
from gatherings.store.migrate import bring_to
from gatherings.store.sqlite_files import reading_file, writing_file


async def back_up(database: Database, file: Path) -> int:
    """Writes the backup, whole or not at all; how many rows it has. Raises FileExistsError, OSError."""
    with _finished_as(file) as unfinished:
        return await _write(database, unfinished)


@contextmanager
def _finished_as(file: Path) -> Iterator[Path]:
    """What to write to beside the file; it gets that name when it is on the disk, and goes where anything is raised."""
    if file.exists():
        raise FileExistsError(file)
    unfinished = file.with_name(f"{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        yield unfinished
        _put_in_place(unfinished, file)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise


async def _write(database: Database, unfinished: Path) -> int:
    if database.file is not None:
        with reading_file(database.file) as source:
            return _write_from(source, unfinished)
    async with database.snapshot() as tx:
        return await tx.run_sync(lambda source: _write_from(source, unfinished))


def _write_from(source: Connection, unfinished: Path) -> int:
    """Raises OSError where the file cannot be written."""
    try:
        with writing_file(unfinished) as target:
            begun(target)
            bring_to(target, "head")
            rows = copy_rows(source, target)
            sealed(target)
    except DBAPIError as trouble:
        if isinstance(trouble.orig, sqlite3.OperationalError):
            raise OSError(str(trouble.orig)) from trouble
        raise
    return rows


def _put_in_place(unfinished: Path, file: Path) -> None:
    """On the disk under its name, or not there: also where the power fails."""
    _flush(unfinished)
    unfinished.rename(file)
    _flush(file.parent)


def _flush(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
