"""Brings a database to the tables of this version, and says whether it is there."""

from __future__ import annotations

from typing import Any, Final

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from gatherings.store.database import Database
from gatherings.store.tables import metadata

VERSIONS: Final = "alembic_version"
"""The table that says at which revision a database is."""


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", "gatherings.store:migrations")
    config.attributes["connection"] = connection
    return config


async def migrate(database: Database, *, to: str = "head") -> str:
    """Brings the tables up to date, or to an older revision; the newest there is. Does nothing where they are."""
    async with database.write() as tx:
        await tx.run_sync(lambda connection: bring_to(connection, to))
    return newest_revision()


def bring_to(connection: Connection, revision: str) -> None:
    """Brings the tables up to a revision, in the transaction that is open."""
    command.upgrade(_config(connection), revision)


async def migrate_back(database: Database, *, to: str) -> None:
    """Brings the tables back to an older revision; what only newer tables and columns hold is gone."""
    async with database.write() as tx:
        await tx.run_sync(lambda connection: command.downgrade(_config(connection), to))


async def is_migrated(database: Database) -> bool:
    """Whether the tables are those of this version."""
    async with database.read() as tx:
        at = await tx.run_sync(lambda connection: MigrationContext.configure(connection).get_current_revision())
    return at == newest_revision()


def newest_revision() -> str:
    """The revision that this version's code needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None
    return head


def is_known(revision: str) -> bool:
    """Whether this version has a migration of that name."""
    try:
        return ScriptDirectory.from_config(_config()).get_revision(revision) is not None
    except CommandError:
        return False


async def list_differences(database: Database) -> list[Any]:
    """What the migrated tables lack or have too much of, compared with `tables`; empty when all is well."""
    async with database.write() as tx:
        return await tx.run_sync(lambda c: compare_metadata(MigrationContext.configure(c), metadata))
