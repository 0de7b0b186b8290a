"""Fires what is due: one transaction claims a posting and writes a delivery for each conversation of its audience."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final
from uuid import uuid4

from gatherings.actions.evaluation import open_evaluation
from gatherings.agenda import Agenda
from gatherings.gathering import GatheringId
from gatherings.postings.evaluating import find_occasion
from gatherings.postings.plan import ONCE_A_DAY
from gatherings.postings.posting import REPORTED, Kept, Posting, PostingKind, PostingState, Rank
from gatherings.postings.renewed import is_overtaken, renewals_of_block, renews_at, what_opening_shows
from gatherings.postings.report import report_skipped
from gatherings.postings.truth import is_still_true
from gatherings.quiet import next_morning, next_waking
from gatherings.store import Database, Tx
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.store.postings import add_postings, claim_due, find_last_fired, fire, put_off, settle
from gatherings.store.recipients import count_signed_up
from gatherings.store.renewals import note_shown, renewed_in

log = logging.getLogger(__name__)


async def fire_postings(
    database: Database,
    *,
    channels: Collection[str] | None = None,
    now: datetime,
    machine_now: datetime,
    ahead: timedelta = timedelta(),
) -> int:
    """How many deliveries were written for what was due. Late but useful goes out; too late is skipped and reported.

    `channels` are those in which people are reached (None: all). A reminder that would come in quiet hours waits for
    their end. A gathering whose postings cannot be fired is logged, left for the next tick, and holds up no other.
    What comes due within `ahead` is written as of then, and leaves when it is due.
    """
    now += ahead
    written, failed = 0, set[GatheringId]()
    while True:
        async with database.write() as tx:
            claimed = await claim_due(tx, now=now, besides=failed)
            for gathering_id, due in _by_gathering(claimed):
                try:
                    async with tx.begin_nested():
                        agenda = Agenda(await get_gathering_by_id(tx, gathering_id))
                        written += await _fire_all(
                            tx, agenda, due, channels, now=now, machine_now=machine_now, ahead=ahead
                        )
                except Exception:
                    log.exception("gathering_not_fired id=%s", gathering_id)
                    failed.add(gathering_id)
        if not claimed:
            return written


async def _fire_all(
    tx: Tx,
    agenda: Agenda,
    due: Sequence[tuple[str, Kept]],
    channels: Collection[str] | None,
    *,
    now: datetime,
    machine_now: datetime,
    ahead: timedelta,
) -> int:
    """How many deliveries were written for what is due of one gathering."""
    written, skipped = 0, []
    for posting_id, kept in due:
        posting, verdict = kept.posting, decide(kept.posting, agenda, now=now)
        if verdict is PostingState.FIRED and await _is_told_today(tx, posting, agenda, now=now):
            verdict = PostingState.WITHDRAWN
        if verdict is PostingState.FIRED:
            await _open_what_it_asks(tx, posting, agenda, now=now)
            shown = await renewed_in(tx, posting, channels) if posting.kind is PostingKind.RENEWED else None
            leaves_at = machine_now + max(timedelta(), posting.due_at - now + ahead)
            count = await fire(tx, posting_id, posting, channels=channels, shown=shown, now=now, machine_now=leaves_at)
            await _see_to_its_card(tx, posting_id, posting, agenda, now=now, machine_now=machine_now)
            log.info("posting_fired key=%s deliveries=%d", posting.key, count)
            written += count
            continue
        if verdict is PostingState.PLANNED:
            log.info("posting_put_off key=%s", posting.key)
            await put_off(tx, posting_id, until=awake_at(posting, agenda, now=now))
            continue
        log.log(_LEVELS[verdict], "posting_%s key=%s", verdict.value, posting.key)
        await settle(tx, posting_id, verdict, at=now)
        if verdict is PostingState.SKIPPED and posting.audience in REPORTED:
            skipped.append(posting)
    if skipped:
        await add_postings(tx, [report_late(skipped, gathering_id=agenda.gathering.id, now=now)])
    return written


async def _open_what_it_asks(tx: Tx, posting: Posting, agenda: Agenda, *, now: datetime) -> None:
    """An evaluation takes answers from when it is asked for."""
    if posting.kind is PostingKind.EVALUATION and (occasion := find_occasion(posting, agenda)) is not None:
        await open_evaluation(tx, agenda, occasion, now=now)


async def _see_to_its_card(
    tx: Tx, posting_id: str, posting: Posting, agenda: Agenda, *, now: datetime, machine_now: datetime
) -> None:
    """Plans what is to become of a card that changes, and remembers what it shows."""
    if posting.kind is PostingKind.BLOCK:
        await add_postings(tx, renewals_of_block(posting, agenda, now=now))
    elif posting.kind is PostingKind.OPENING:
        shows = what_opening_shows(await count_signed_up(tx, posting.gathering_id), agenda.gathering, now=now)
        await note_shown(tx, posting_id, posting, shows=shows, at=machine_now)


async def _is_told_today(tx: Tx, posting: Posting, agenda: Agenda, *, now: datetime) -> bool:
    """Whether it would be a second reminder on one day, whoever asked for the first."""
    if posting.kind not in ONCE_A_DAY:
        return False
    last = await find_last_fired(tx, posting.gathering_id, posting.kind)
    return last is not None and agenda.today(last) == agenda.today(now)


_LEVELS = {PostingState.WITHDRAWN: logging.INFO, PostingState.SKIPPED: logging.WARNING}


def decide(posting: Posting, agenda: Agenda, *, now: datetime) -> PostingState:
    """Fired, unless it no longer holds (withdrawn), is no longer of use (skipped) or would disturb (still planned)."""
    if not is_still_true(posting, agenda) or is_overtaken(posting, agenda, now=now):
        return PostingState.WITHDRAWN
    if posting.useful_until < now:
        return PostingState.SKIPPED
    return PostingState.FIRED if awake_at(posting, agenda, now=now) == now else PostingState.PLANNED


HELD_BY_QUIET: Final = frozenset({
    PostingKind.REMINDER,
    PostingKind.MISSING,
    PostingKind.OPENING,
    PostingKind.OFFER,
    PostingKind.EVALUATION_REMINDER,
    PostingKind.FIRST_STEP,
})  # fmt: skip


def awake_at(posting: Posting, agenda: Agenda, *, now: datetime) -> datetime:
    """When it disturbs nobody: `now`, or the end of quiet hours. The eve of a gathering may be a Sunday.

    A card is renewed when its block has come so far, which may be later than was planned when it was posted.
    """
    if posting.kind is PostingKind.RENEWED:
        return max(now, renews_at(posting, agenda) or now)
    if posting.kind in HELD_BY_QUIET:
        return next_waking(now, agenda.gathering.zone)
    return next_morning(now, agenda.gathering.zone) if posting.kind is PostingKind.UPCOMING else now


def report_late(skipped: Sequence[Posting], *, gathering_id: GatheringId, now: datetime) -> Posting:
    """One message to a gathering's organisers about what came too late and was not sent."""
    titles = "\n".join(posting.facts["title"] for posting in skipped if "title" in posting.facts)
    return report_skipped(f"skipped:{uuid4().hex}", gathering_id, count=len(skipped), titles=titles, now=now)


def _by_gathering(claimed: Sequence[tuple[str, Kept]]) -> list[tuple[GatheringId, list[tuple[str, Kept]]]]:
    """The postings of each gathering, in their order; news that is due at once by when the blocks begin."""
    ordered = sorted(claimed, key=lambda one: (_gathering_of(one), *_place(one[1].posting)))
    return [(gathering_id, list(due)) for gathering_id, due in groupby(ordered, key=_gathering_of)]


def _place(posting: Posting) -> tuple[datetime, Rank, str]:
    return posting.due_at, posting.rank, posting.facts.get("starts_at", "")


def _gathering_of(claimed: tuple[str, Kept]) -> GatheringId:
    return claimed[1].posting.gathering_id
