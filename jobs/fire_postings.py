"""Fires what is due: one transaction claims a posting and writes a delivery for each conversation of its audience."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from gatherings.agenda import Agenda
from gatherings.gathering import GatheringId
from gatherings.postings.posting import Audience, Posting, PostingKind, PostingState, Rank
from gatherings.postings.stream import has_link
from gatherings.store import Database, Tx
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.store.postings import add_postings, claim_due, fire, settle
from gatherings.times import DAY

log = logging.getLogger(__name__)


async def fire_postings(database: Database, *, now: datetime, machine_now: datetime) -> int:
    """How many deliveries were written for what was due. Late but useful goes out; too late is skipped and reported."""
    written = 0
    while True:
        async with database.write() as tx:
            claimed = await claim_due(tx, now=now)
            agendas = await _agendas(tx, {kept.posting.gathering_id for _, kept in claimed})
            too_late = []
            for posting_id, kept in claimed:
                posting = kept.posting
                if posting.useful_until < now:
                    await settle(tx, posting_id, PostingState.SKIPPED, at=now)
                    too_late.append(posting)
                elif is_still_true(posting, agendas[posting.gathering_id]):
                    count = await fire(tx, posting_id, posting, now=now, machine_now=machine_now)
                    written += count
                    log.info("posting_fired key=%s deliveries=%d", posting.key, count)
                else:
                    await settle(tx, posting_id, PostingState.WITHDRAWN, at=now)
            await add_postings(tx, report_skipped(too_late, now=now))
        if not claimed:
            return written


def is_still_true(posting: Posting, agenda: Agenda) -> bool:
    """Whether what the posting says holds at the moment it fires."""
    if agenda.gathering.is_cancelled:
        return False
    if posting.kind is PostingKind.STREAM:
        return any(has_link(agenda, day) for day in agenda.days)
    return posting.block_id is None or agenda.get(posting.block_id) is not None


def report_skipped(skipped: Sequence[Posting], *, now: datetime) -> list[Posting]:
    """One message to the organisers of each gathering about what came too late and was not sent."""
    reported = [posting for posting in skipped if posting.audience is Audience.FOLLOWING]
    gatherings = {posting.gathering_id for posting in reported}
    for posting in reported:
        log.warning("posting_skipped key=%s", posting.key)
    return [_report([p for p in reported if p.gathering_id == one], gathering_id=one, now=now) for one in gatherings]


def _report(skipped: Sequence[Posting], *, gathering_id: GatheringId, now: datetime) -> Posting:
    return Posting(
        key=f"skipped:{uuid4().hex}",
        gathering_id=gathering_id,
        kind=PostingKind.SKIPPED,
        due_at=now,
        useful_until=now + DAY,
        rank=Rank.CHANGE,
        audience=Audience.ORGANISERS,
        facts={
            "count": str(len(skipped)),
            "titles": "\n".join(p.facts["title"] for p in skipped if "title" in p.facts),
        },
    )


async def _agendas(tx: Tx, ids: set[GatheringId]) -> dict[GatheringId, Agenda]:
    return {one: Agenda(await get_gathering_by_id(tx, one)) for one in ids}
