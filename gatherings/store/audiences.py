"""Placeholder."""

from __future__ import annotations

from gatherings.gathering import GatheringId
from gatherings.store.database import Tx


async def count_silent(tx: Tx, gathering_id: GatheringId) -> int:
    raise NotImplementedError
