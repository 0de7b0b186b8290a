"""Brings tables from one revision to another: the only place, with the migrations, that imports alembic."""

from __future__ import annotations

from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from gatherings.store.database import Database
from gatherings.store.tables import metadata


def up(connection: Connection, revision: str) -> None:
    command.upgrade(_config(connection), revision)


def down(connection: Connection, revision: str) -> None:
    command.downgrade(_config(connection), revision)


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", "gatherings.store:migrations")
    config.attributes["connection"] = connection
    return config


async def list_differences(database: Database) -> list[Any]:
    """What the migrated tables lack or have too much of, compared with `tables`; empty when all is well."""
    async with database.write() as tx:
        return await tx.run_sync(lambda c: compare_metadata(MigrationContext.configure(c), metadata))
