"""What every way in stands on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gatherings.store import Database
from gatherings.store.deliveries import count_unattempted
from tests.scenarios.scene import Scene

WHO: Final = frozenset({"name", "email"})
"""What is asked where nobody has told who writes."""
WISHES: Final = frozenset({"mode", "food", "dinner"})
"""What is asked one by one of those who cannot fill in a card."""


@dataclass(frozen=True)
class Ground:
    """The database of the service, and a port for what is started beside it."""

    database: Database
    address: str
    port: int


async def put_clock(scene: Scene, moment: datetime) -> None:
    """It is that time, and what came due is carried, at the pace of the platform."""
    await scene.clock.put(moment)
    await scene.tick()
    while await _count_waiting(scene.database):
        await scene.tick()


async def _count_waiting(database: Database) -> int:
    async with database.read() as tx:
        return await count_unattempted(tx)
