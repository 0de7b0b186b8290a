"""Messages that were not understood, in the database: what was said on which day, and never by whom.

Equal messages of a day are one row, which counts them. They are listed by day and text, so that nothing tells the turn.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete, select

from gatherings.gathering import GatheringId, Language
from gatherings.not_understood import NotUnderstood
from gatherings.store.inserting import upsert
from gatherings.store.tables import not_understood
from gatherings.store.transaction import Tx


async def add_not_understood(tx: Tx, gathering_id: GatheringId, said: NotUnderstood) -> None:
    """Keeps it, or counts it where the same was said that day."""
    key = {"gathering_id": gathering_id, "day": said.day, "language": said.language, "text": said.text}
    written = upsert(tx, not_understood).values(**key, nearest=said.nearest, times=said.times)
    again = {"times": not_understood.c.times + written.excluded["times"], "nearest": written.excluded["nearest"]}
    await tx.execute(written.on_conflict_do_update(index_elements=list(key), set_=again))


async def list_not_understood(tx: Tx, gathering_id: GatheringId) -> list[NotUnderstood]:
    """The latest day first, and a day's by their text."""
    rows = await tx.execute(select(not_understood).where(not_understood.c.gathering_id == gathering_id))
    found = [NotUnderstood(row.day, Language(row.language), row.text, row.nearest, row.times) for row in rows]
    return sorted(found, key=lambda one: (-one.day.toordinal(), one.text.casefold(), one.text, one.language))


async def remove_not_understood(tx: Tx, gathering_id: GatheringId, *, day: date, language: str, text: str) -> bool:
    """Whether it was there."""
    of_it = (
        not_understood.c.gathering_id == gathering_id,
        not_understood.c.day == day,
        not_understood.c.language == language,
        not_understood.c.text == text,
    )
    return (await tx.execute(delete(not_understood).where(*of_it))).rowcount == 1


async def remove_all_not_understood(tx: Tx, gathering_id: GatheringId) -> int:
    """How many rows are gone: all of the gathering."""
    of_gathering = not_understood.c.gathering_id == gathering_id
    return (await tx.execute(delete(not_understood).where(of_gathering))).rowcount
