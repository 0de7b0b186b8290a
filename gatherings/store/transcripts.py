"""What was said in the conversations of the web page, numbered from 1 within each, so that a page can catch up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, insert, or_, select, update

from gatherings.store.inserting import insert_or_ignore
from gatherings.store.tables import transcript, transcript_entry
from gatherings.store.transaction import Tx

Line = tuple[int, Mapping[str, Any]]
"""An entry's number, and the activity."""


async def open_transcript(tx: Tx, conversation: str, *, owner: str, at: datetime) -> bool:
    """True where it is new; False where it is open already, and then nothing changes."""
    values = {"conversation": conversation, "owner": owner, "opened_at": at, "last_number": 0}
    return (await tx.execute(insert_or_ignore(tx, transcript).values(**values))).rowcount == 1


async def find_owner(tx: Tx, conversation: str) -> str | None:
    """Whose conversation it is; None where there is no such conversation."""
    query = select(transcript.c.owner).where(transcript.c.conversation == conversation)
    owner: str | None = (await tx.execute(query)).scalar()
    return owner


async def append_line(tx: Tx, conversation: str, activity: Mapping[str, Any], *, key: str, at: datetime) -> Line | None:
    """The entry; where there is one of that key, that one. None where there is no such conversation.

    The row of the conversation is locked first, so that entries become visible in the order of their numbers.
    """
    of_conversation = transcript.c.conversation == conversation
    last = (await tx.execute(select(transcript.c.last_number).where(of_conversation).with_for_update())).scalar()
    if last is None:
        return None
    known = select(transcript_entry.c.number, transcript_entry.c.activity).where(
        transcript_entry.c.conversation == conversation, transcript_entry.c.key == key
    )
    found = (await tx.execute(known)).first()
    if found is not None:
        return found.number, found.activity
    number = int(last) + 1
    values = {"conversation": conversation, "number": number, "key": key, "activity": dict(activity), "written_at": at}
    await tx.execute(insert(transcript_entry).values(**values))
    await tx.execute(update(transcript).where(of_conversation).values(last_number=number, last_at=at))
    return number, activity


async def list_lines(tx: Tx, conversation: str, *, after: int | None, limit: int) -> Sequence[Line]:
    """The first `limit` entries after a number, in order; the last `limit` where no number is given."""
    query = select(transcript_entry.c.number, transcript_entry.c.activity).limit(limit)
    query = query.where(transcript_entry.c.conversation == conversation)
    if after is None:
        rows = (await tx.execute(query.order_by(transcript_entry.c.number.desc()))).all()
        return [(row.number, row.activity) for row in reversed(rows)]
    later = query.where(transcript_entry.c.number > after).order_by(transcript_entry.c.number)
    return [(row.number, row.activity) for row in await tx.execute(later)]


async def list_newer(tx: Tx, after: Mapping[str, int], *, limit: int) -> Mapping[str, Sequence[Line]]:
    """For each conversation that has entries after its number the first `limit` of them, in order; one query."""
    entry = transcript_entry.c
    newer = [and_(entry.conversation == one, entry.number > n, entry.number <= n + limit) for one, n in after.items()]
    if not newer:
        return {}
    query = select(entry.conversation, entry.number, entry.activity).where(or_(*newer))
    found: dict[str, list[Line]] = {}
    for row in await tx.execute(query.order_by(entry.conversation, entry.number)):
        found.setdefault(row.conversation, []).append((row.number, row.activity))
    return found
