"""A backup, put into an empty database: all of it or nothing, and brought to the tables of this version."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, inspect

from gatherings.store.backup_file import revision_in
from gatherings.store.copying import copy_rows, holds_rows, number_on
from gatherings.store.database import Database
from gatherings.store.migrate import VERSIONS, bring_to, is_known, newest_revision
from gatherings.store.sqlite_files import keeping_file, writing_file


class DatabaseNotEmpty(Exception):  # noqa: N818 (a sentence, as everywhere)
    """There is something in the database, which a backup would mingle with."""


class BackupFromNewerVersion(Exception):  # noqa: N818
    """The backup has tables that this version does not know."""


async def restore(database: Database, file: Path) -> int:
    """Puts the backup into the database; how many rows.

    Raises OSError, NotABackup, BackupDamaged, BackupFromNewerVersion, DatabaseNotEmpty.
    """
    with _up_to_date(file) as source:
        async with database.write() as tx:
            return await tx.run_sync(lambda target: _fill(source, target))


def _fill(source: Connection, target: Connection) -> int:
    names = [name for name in inspect(target).get_table_names() if name != VERSIONS]
    if holds_rows(target, names):
        raise DatabaseNotEmpty
    bring_to(target, "head")
    rows = copy_rows(source, target)
    number_on(target)
    return rows


@contextmanager
def _up_to_date(file: Path) -> Iterator[Connection]:
    """The backup, or a copy of it brought to the tables of this version where it is of an older one."""
    with file.open("rb"):  # SQLite does not say why it cannot
        pass
    with keeping_file(file) as source:
        revision = revision_in(source)
        if revision == newest_revision():
            yield source
            return
    if not is_known(revision):
        raise BackupFromNewerVersion(revision)
    with tempfile.TemporaryDirectory(prefix="samband-restore-") as folder:
        copy = Path(shutil.copyfile(file, Path(folder) / "backup.db"))
        with writing_file(copy) as older:
            bring_to(older, "head")
        with keeping_file(copy) as source:
            yield source
