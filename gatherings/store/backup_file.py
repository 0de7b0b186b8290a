"""The file that a backup is: an SQLite database with the tables of a revision, and a list of what is in it."""

from __future__ import annotations

import json
import sqlite3
from hashlib import sha256
from itertools import starmap
from typing import Final

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

MARK: Final = 0x53414D42
"""What SQLite's own header says the file is for: "SAMB"."""
CONTENTS: Final = "backup_contents"


class NotABackup(Exception):  # noqa: N818 (a sentence, as everywhere)
    """The file is something else."""


class BackupDamaged(Exception):  # noqa: N818
    """The file is not as it was written."""


def begun(target: Connection) -> None:
    """Marks an empty file as a backup."""
    target.execute(text(f"PRAGMA application_id = {MARK}"))


def sealed(target: Connection) -> None:
    """Writes down what is in each table, as it can be read back."""
    contents = [{"name": name, "rows": rows, "digest": digest} for name, rows, digest in _contents(target)]
    target.execute(text(f"CREATE TABLE {CONTENTS} (name TEXT PRIMARY KEY, rows INTEGER, digest TEXT)"))
    target.execute(text(f"INSERT INTO {CONTENTS} VALUES (:name, :rows, :digest)"), contents)  # noqa: S608


def revision_in(source: Connection) -> str:
    """The revision of a backup's tables, once all of it has been looked at. Raises NotABackup, BackupDamaged."""
    try:
        if source.execute(text("PRAGMA application_id")).scalar_one() != MARK:
            raise NotABackup
        return _checked(source)
    except DatabaseError as trouble:
        raise (NotABackup if _is_no_database(trouble) else BackupDamaged) from None


def _is_no_database(trouble: DatabaseError) -> bool:
    return getattr(trouble.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB


def _checked(source: Connection) -> str:
    sound = source.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
    dangling = source.execute(text("PRAGMA foreign_key_check")).first()
    written = source.execute(text(f"SELECT name, rows, digest FROM {CONTENTS} ORDER BY name"))  # noqa: S608
    if not sound or dangling is not None or list(starmap(_entry, written)) != list(starmap(_entry, _contents(source))):
        raise BackupDamaged
    return str(source.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def _entry(name: str, rows: int, digest: str) -> tuple[str, int, str]:
    return name, rows, digest


def _contents(connection: Connection) -> list[tuple[str, int, str]]:
    """Name, number of rows and digest of each table, by name."""
    named = text("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    names = [str(name) for name in connection.execute(named).scalars() if name != CONTENTS]
    return [(name, *_digest(connection, name)) for name in names]


def _digest(connection: Connection, table: str) -> tuple[int, str]:
    """Of the values as SQLite has them, in the order of the key."""
    columns = connection.execute(text(f'PRAGMA table_info("{table}")')).all()
    key = [f'"{one.name}"' for one in sorted(columns, key=lambda one: one.pk) if one.pk]
    digest, count = sha256(), 0
    ordered = text(f'SELECT * FROM "{table}" ORDER BY {", ".join(key) or 1}')  # noqa: S608 (its own names)
    with connection.execution_options(yield_per=1000).execute(ordered) as rows:
        for row in rows:
            digest.update(json.dumps(list(row)).encode() + b"\n")
            count += 1
    return count, digest.hexdigest()
