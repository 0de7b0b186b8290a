"""The day as it is held: later, without a block, or with a word from the organisers to everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from gatherings.actions.programmes import save_and_plan
from gatherings.gathering import Gathering
from gatherings.postings.posting import PostingKind
from gatherings.postings.running import late_posting
from gatherings.programme import Programme
from gatherings.store import Tx
from gatherings.store.postings import add_postings


async def hold_otherwise(
    tx: Tx, gathering: Gathering, programme: Programme, *, by: timedelta | None = None, now: datetime
) -> None:
    """Writes the programme and plans anew. Where the day is `by` so much later, those who follow are told at once,
    unless they are told of a moved block already. Raises ChangedMeanwhile.
    """
    changed = replace(gathering, programme=programme)
    changes = await save_and_plan(tx, changed, now=now)
    is_told = any(posting.kind is PostingKind.MOVED for posting in changes.plan)
    if by is not None and not is_told:
        await add_postings(tx, [late_posting(changed, by, now=now)])
