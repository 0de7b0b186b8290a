"""What a database holds, in a form in which two can be compared whatever they run on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON, Text, cast, func, select

from gatherings.store import Database
from gatherings.store.copying import IN_NO_BACKUP
from gatherings.store.tables import metadata

Held = Mapping[str, list[tuple[Any, ...]]]


async def held_in(address: str, *, without: tuple[str, ...] = IN_NO_BACKUP) -> Held:
    """The rows of each table, in the order of the key. JSON is read; what is null in it is not what is not there."""
    database = Database.at(address)
    try:
        async with database.read() as tx:
            found = {}
            for table in metadata.sorted_tables:
                columns = [cast(c, Text) if isinstance(c.type, JSON) else c for c in table.columns]
                is_json = [isinstance(c.type, JSON) for c in table.columns]
                rows = await tx.execute(select(*columns))
                read = [
                    tuple(json.loads(v) if is_j and v is not None else v for v, is_j in zip(row, is_json, strict=True))
                    for row in rows
                ]
                found[table.name] = sorted(read, key=repr)
            return {name: rows for name, rows in found.items() if name not in without}
    finally:
        await database.close()


async def count_rows(address: str) -> int | None:
    """How many rows are in all tables; None where there are none."""
    database = Database.at(address)
    try:
        async with database.read() as tx:
            there = await tx.run_sync(lambda c: set(c.dialect.get_table_names(c)))
            if not there & set(metadata.tables):
                return None
            numbers = [await tx.scalar(select(func.count()).select_from(t)) for t in metadata.sorted_tables]
            return sum(number or 0 for number in numbers)
    finally:
        await database.close()
