"""A clock that all processes of the rig share: what the driver puts into a file is the time everywhere."""

from __future__ import annotations

import asyncio
import mmap
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Self

from bot.clock import machine_now

_FORM: Final = struct.Struct("dd")


class SharedClock:
    """Gathering time stands where it was put; machine time is real, and as much further on as was let pass."""

    def __init__(self, shared: mmap.mmap) -> None:
        self._shared = shared

    @classmethod
    def at(cls, file: Path) -> Self:
        """The clock of that file, which is made where it is missing."""
        if not file.exists():
            file.write_bytes(bytes(_FORM.size))
        with file.open("r+b") as opened:
            return cls(mmap.mmap(opened.fileno(), _FORM.size))

    async def refresh(self) -> None:
        """Nothing to fetch."""

    def now(self) -> datetime:
        return datetime.fromtimestamp(_FORM.unpack_from(self._shared)[0], UTC)

    def machine_now(self) -> datetime:
        return machine_now() + timedelta(seconds=_FORM.unpack_from(self._shared)[1])

    async def sleep_until(self, machine_at: datetime) -> None:
        await asyncio.sleep(max(0.0, (machine_at - self.machine_now()).total_seconds()))

    def put(self, at: datetime) -> None:
        """Gathering time is that from now on, for all."""
        _FORM.pack_into(self._shared, 0, at.timestamp(), _FORM.unpack_from(self._shared)[1])

    def pass_by(self, length: timedelta) -> None:
        """So much machine time is over, for all: leases end."""
        at, passed = _FORM.unpack_from(self._shared)
        _FORM.pack_into(self._shared, 0, at, passed + length.total_seconds())
