"""What a server does for others, as it tells of it."""

from __future__ import annotations

import asyncio

from sqlalchemy import text

from gatherings.store import Tx


async def seen(tx: Tx, where: str) -> None:
    """Returns when the server does for somebody what is asked for. What it tells it tells anew in each look: by itself
    it would not until the transaction ends.
    """
    async with asyncio.timeout(10):
        while True:
            await tx.execute(text("SELECT pg_stat_clear_snapshot()"))
            if await tx.scalar(text(f"SELECT count(*) FROM pg_stat_activity WHERE {where}")):
                return
            await asyncio.sleep(0.01)
