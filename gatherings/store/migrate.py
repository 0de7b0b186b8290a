"""Brings a database to the tables of this version, and says whether it is there.

A service only asks whether it is there, and can do without alembic, which takes ten megabytes (`stepping.py`).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from sqlalchemy import Connection, column, inspect, select, table

from gatherings.store.database import Database

VERSIONS: Final = "alembic_version"
"""The table that says at which revision a database is."""


async def migrate(database: Database, *, to: str = "head") -> str:
    """Brings the tables up to date, or to an older revision; the newest there is. Does nothing where they are."""
    async with database.write() as tx:
        await tx.run_sync(lambda connection: bring_to(connection, to))
    return newest_revision()


def bring_to(connection: Connection, revision: str) -> None:
    """Brings the tables up to a revision, in the transaction that is open."""
    from gatherings.store import stepping  # noqa: PLC0415 (see above)

    stepping.up(connection, revision)


async def migrate_back(database: Database, *, to: str) -> None:
    """Brings the tables back to an older revision; what only newer tables and columns hold is gone."""
    from gatherings.store import stepping  # noqa: PLC0415 (see above)

    async with database.write() as tx:
        await tx.run_sync(lambda connection: stepping.down(connection, to))


async def is_migrated(database: Database) -> bool:
    """Whether the tables are those of this version."""
    async with database.read() as tx:
        return await tx.run_sync(_revision_of) == newest_revision()


def _revision_of(connection: Connection) -> str | None:
    """None where there are no tables of ours."""
    if not inspect(connection).has_table(VERSIONS):
        return None
    return connection.execute(select(column("version_num")).select_from(table(VERSIONS))).scalar()


def newest_revision() -> str:
    """The revision that this version's code needs."""
    return max(_revisions())


def is_known(revision: str) -> bool:
    """Whether this version has a migration of that name."""
    return revision in _revisions()


@cache
def _revisions() -> frozenset[str]:
    """What the files of the migrations begin with: each has its revision there, and they follow one another."""
    versions = files("gatherings.store.migrations") / "versions"
    return frozenset(name.partition("_")[0] for one in versions.iterdir() if (name := one.name).endswith(".py"))
