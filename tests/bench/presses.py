"""A press of a number beside a look-up, in this process: `python -m tests.bench.presses [ADDRESS]`."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Final

from gatherings.store import Database
from gatherings.store.migrate import migrate
from tests.bot.pressing import Chat, a_chat
from tests.doubles.statements import listening, writes

USERS: Final = [f"user{number}" for number in range(40)]
ROUNDS: Final = 10


async def measure_presses(folder: Path, address: str | None = None) -> list[str]:
    """Lines to print."""
    database = Database.at(address or f"sqlite:///{folder / 'presses.db'}")
    await migrate(database)
    chat = await a_chat(database, USERS)
    lines = [await _measure(chat, name, value) for name, value in (("lookup", None), ("press", 8))]
    await _round(chat, None), await _round(chat, 8)
    rounds = [(await _round(chat, None), await _round(chat, value % 10 + 1)) for value in range(ROUNDS)]
    lookups, presses = ([1000 * one for took in side for one in took] for side in zip(*rounds, strict=True))
    await database.close()
    ratio = median(presses) / median(lookups)
    told = f"press     {median(presses):6.2f} ms, a lookup {median(lookups):6.2f} ms (medians), ratio {ratio:.2f}"
    return [told, *lines]


async def _round(chat: Chat, value: int | None) -> list[float]:
    return [await chat.timed(user, value) for user in USERS]


async def _measure(chat: Chat, name: str, value: int | None) -> str:
    with listening(chat.database) as said:
        await chat.timed(USERS[0], value)
    return f"          {name}: {len(said)} statements, writes to {', '.join(writes(said))}"


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for line in await measure_presses(Path(folder), *sys.argv[1:2]):
            sys.stdout.write(line + "\n")


if __name__ == "__main__":
    asyncio.run(main())
