"""Many gatherings, made of one within the database itself: a hundred thousand take seconds."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Table, text

from gatherings.gathering import GatheringId
from gatherings.store import Tx
from gatherings.store.tables import block, gathering, posting

RENAMED: Final = {
    gathering: ("id", "slug", "edition"),
    block: ("id", "gathering_id"),
    posting: ("id", "key", "gathering_id"),
}
"""What tells a copy from what it was made of, each with a number behind it."""


async def multiply(tx: Tx, original: GatheringId, *, by: int) -> None:
    """So many gatherings in all that are as the original: with its programme, and with what is planned for it."""
    if by == 1:
        return
    for table in RENAMED:
        await tx.execute(text(_copies(table)), {"original": original, "copies": by - 1})


def _copies(table: Table) -> str:
    """The statement that makes copies of the rows of the original."""
    columns = [column.name for column in table.columns]
    of_copy = [f""""{one}" || ':' || number""" if one in RENAMED[table] else f'"{one}"' for one in columns]
    mine = "id" if table is gathering else "gathering_id"
    into = ", ".join(f'"{one}"' for one in columns)
    numbers = "SELECT 1 UNION ALL SELECT number + 1 FROM copy WHERE number < :copies"
    rows = f'SELECT {", ".join(of_copy)} FROM copy, "{table.name}" WHERE "{table.name}"."{mine}" = :original'
    return f'INSERT INTO "{table.name}" ({into}) WITH RECURSIVE copy (number) AS ({numbers}) {rows}'
