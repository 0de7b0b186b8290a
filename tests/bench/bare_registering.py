"""What psycopg alone takes to sign somebody up: a lock, a count, a row, a commit, and nothing of ours."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final

import psycopg

LOCK: Final = "SELECT edition FROM gathering WHERE id = %s FOR NO KEY UPDATE"
COUNT: Final = """SELECT (SELECT count(*) FROM registration WHERE gathering_id = %(of)s AND seat = 'room'),
    (SELECT coalesce(max(place), 0) FROM registration WHERE gathering_id = %(of)s)"""
ADD: Final = """INSERT INTO registration
    (id, gathering_id, person_id, registered_at, seat, waits_for, place, is_exempt, is_listed, answers, sequence)
    VALUES (%(of)s || %(who)s, %(of)s, %(who)s, now(), %(seat)s, %(waits_for)s, %(place)s, false, false, '{}', 0)"""


class BareRegistering:
    """Signs people up for one gathering after the other, each on a connection that nobody else has meanwhile."""

    def __init__(self, connections: list[psycopg.AsyncConnection], *, seats: int) -> None:
        self._free, self._seats = connections, seats

    async def sign_up(self, gathering: str, person: str) -> None:
        connection = self._free.pop()
        try:
            await connection.execute(LOCK, [gathering], prepare=True)
            seated, last = await (await connection.execute(COUNT, {"of": gathering}, prepare=True)).fetchone() or (0, 0)
            is_full = seated >= self._seats
            placed = {
                "seat": "digital" if is_full else "room",
                "waits_for": "room" if is_full else None,
                "place": last + 1 if is_full else 0,
            }
            await connection.execute(ADD, {"of": gathering, "who": person, **placed}, prepare=True)
            await connection.commit()
        finally:
            self._free.append(connection)


@asynccontextmanager
async def bare_registering(address: str, *, abreast: int, seats: int) -> AsyncIterator[BareRegistering]:
    """With a connection for each who signs up at once."""
    async with AsyncExitStack() as stack:
        opened = [await psycopg.AsyncConnection.connect(address) for _ in range(abreast)]
        for connection in opened:
            await stack.enter_async_context(connection)
        yield BareRegistering(opened, seats=seats)
