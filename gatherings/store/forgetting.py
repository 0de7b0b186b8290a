"""Deletes what has served its time, a few rows at a time. What is kept for how long stands in `retention`.

Each function says how many it has deleted. Where two replicas do it at once each leaves out what the other holds.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Table, and_, delete, exists, func, or_, select, tuple_, update

from gatherings.gathering import DEFAULT_TIMEZONE
from gatherings.people import WEB
from gatherings.postings.posting import PostingKind
from gatherings.store.evaluation_tables import closed_text, evaluation, first_step
from gatherings.store.import_tables import pending_import
from gatherings.store.registration_tables import (
    attendance,
    fee,
    handover,
    invitation,
    link,
    need,
    registration,
    response,
)
from gatherings.store.tables import (
    conversation,
    delivery,
    dialog,
    follow,
    gathering,
    not_understood,
    organiser,
    organiser_code,
    person,
    posting,
    transcript,
    transcript_entry,
)
from gatherings.store.transaction import Tx
from gatherings.times import DAY, local_day

HOME: Final = ZoneInfo(DEFAULT_TIMEZONE)
FEE_YEARS: Final = 5

_SETTLED_AT = func.coalesce(posting.c.settled_at, posting.c.useful_until)
_ACTIVE = registration.c.seat.is_not(None) | registration.c.waits_for.is_not(None)


def years_before(day: date, years: int) -> date:
    """The same day that many years earlier; the 28th for the 29th of February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


async def forget_of_gatherings(
    tx: Tx, table: Table, *, now: datetime, before: Callable[[date], date], limit: int
) -> int:
    """Rows of gatherings whose last day was before a day; which day, `before` tells of today where they were held."""
    over = await _list_over(tx, now=now, before=before)
    return await _delete_some(tx, table, table.c.gathering_id.in_(over), limit=limit)


async def forget_needs(tx: Tx, *, now: datetime, before: Callable[[date], date], limit: int) -> int:
    """What people need, of gatherings whose last day was before a day."""
    over = await _list_over(tx, now=now, before=before)
    theirs = select(registration.c.id).where(registration.c.gathering_id.in_(over))
    return await _delete_some(tx, need, need.c.registration_id.in_(theirs), limit=limit)


async def forget_texts(tx: Tx, *, now: datetime, before: Callable[[date], date], limit: int) -> int:
    """Free texts of evaluations of gatherings whose last day was before a day."""
    over = await _list_over(tx, now=now, before=before)
    theirs = select(evaluation.c.id).where(evaluation.c.gathering_id.in_(over))
    return await _delete_some(tx, closed_text, closed_text.c.evaluation_id.in_(theirs), limit=limit)


async def _list_over(tx: Tx, *, now: datetime, before: Callable[[date], date]) -> list[str]:
    query = select(gathering.c.id, gathering.c.ends_on, gathering.c.timezone)
    rows = await tx.execute(query.where(gathering.c.ends_on < before(now.date() + DAY)))
    return [row.id for row in rows if row.ends_on < before(local_day(now, ZoneInfo(row.timezone)))]


async def forget_not_understood(tx: Tx, *, now: datetime, lives: timedelta, limit: int) -> int:
    """Messages of days that ended, where the gathering is held, longer ago than they live."""
    kept_in = not_understood.c.gathering_id == gathering.c.id
    query = select(gathering.c.id, gathering.c.timezone).where(kept_in, not_understood.c.day < now.date() + DAY - lives)
    old = [
        and_(
            not_understood.c.gathering_id == row.id,
            not_understood.c.day < local_day(now, ZoneInfo(row.timezone)) - lives,
        )
        for row in await tx.execute(query.distinct())
    ]
    return await _delete_some(tx, not_understood, or_(*old), limit=limit) if old else 0


async def forget_deliveries(tx: Tx, *, before: datetime, limit: int) -> int:
    """Deliveries of what was said before an instant; those that still wait, once they are of no use."""
    old = select(posting.c.id).where(posting.c.state != "planned", before > _SETTLED_AT)
    useless = select(posting.c.id).where(posting.c.state != "planned", posting.c.useful_until < before)
    is_done = (delivery.c.state != "waiting") | delivery.c.posting_id.in_(useless)
    return await _delete_some(tx, delivery, delivery.c.posting_id.in_(old), is_done, limit=limit)


async def forget_personal_postings(tx: Tx, *, before: datetime, limit: int) -> int:
    """What was said to, or about, one person before an instant, where no delivery of it is left."""
    is_personal = posting.c.person_id.is_not(None) | (posting.c.kind == PostingKind.GIVEN_UP)
    is_under_way = exists(delivery.c.id).where(delivery.c.posting_id == posting.c.id)
    old = posting.c.state != "planned", before > _SETTLED_AT
    return await _delete_some(tx, posting, is_personal, *old, ~is_under_way, limit=limit)


async def forget_said(tx: Tx, *, before: datetime, limit: int) -> int:
    """What was said on the web page before an instant."""
    return await _delete_some(tx, transcript_entry, transcript_entry.c.written_at < before, limit=limit)


async def forget_web_conversations(tx: Tx, *, before: datetime, now: datetime, limit: int) -> int:
    """Conversations of the web page that nothing was said in since an instant.

    Those that follow a programme stay, and those of people who are signed up for a gathering to come.
    """
    last_at = func.coalesce(transcript.c.last_at, transcript.c.opened_at)
    on_page = conversation.c.channel == WEB, conversation.c.tenant == ""  # as the unique index has it
    same = conversation.c.external == transcript.c.conversation
    in_use = exists(conversation.c.id).where(*on_page, same, or_(_follows(), _is_signed_up(now)))
    found = select(transcript.c.conversation).where(last_at < before, ~in_use).limit(limit)
    names = list(await tx.scalars(found.with_for_update(skip_locked=True)))
    await tx.execute(delete(conversation).where(*on_page, conversation.c.external.in_(names)))
    return (await tx.execute(delete(transcript).where(transcript.c.conversation.in_(names)))).rowcount


def _follows() -> ColumnElement[bool]:
    return exists(follow.c.since).where(follow.c.conversation_id == conversation.c.id).correlate(conversation)


def _is_signed_up(now: datetime) -> ColumnElement[bool]:
    to_come = select(gathering.c.id).where(gathering.c.ends_on >= now.date() - DAY)
    mine = registration.c.person_id == conversation.c.person_id
    signed_up = exists(registration.c.id).where(mine, _ACTIVE, registration.c.gathering_id.in_(to_come))
    return signed_up.correlate(conversation)


async def forget_left_conversations(tx: Tx, *, before: datetime, limit: int) -> int:
    """Groups and channels that have let nobody of us in since an instant."""
    is_shared = conversation.c.kind != "personal"
    return await _delete_some(tx, conversation, is_shared, conversation.c.unreachable_at < before, limit=limit)


async def forget_states(tx: Tx, *, before: datetime, limit: int) -> int:
    """Dialogs that were left before an instant."""
    return await _delete_some(tx, dialog, dialog.c.saved_at < before, limit=limit)


async def forget_organiser_codes(tx: Tx, *, before: datetime, limit: int) -> int:
    """Organisers' codes that were used, or ended, before an instant."""
    ended = _ended(organiser_code.c.expires_at, organiser_code.c.redeemed_at, before=before)
    return await _delete_some(tx, organiser_code, ended, limit=limit)


async def forget_handovers(tx: Tx, *, before: datetime, limit: int) -> int:
    """Codes for a seat that were used, or ended, before an instant."""
    ended = _ended(handover.c.expires_at, handover.c.taken_at, before=before)
    return await _delete_some(tx, handover, ended, limit=limit)


async def forget_links(tx: Tx, *, before: datetime, limit: int) -> int:
    """Links that were used, revoked or ended before an instant."""
    ended = _ended(link.c.expires_at, link.c.used_at, link.c.revoked_at, before=before)
    return await _delete_some(tx, link, ended, limit=limit)


def _ended(*columns: ColumnElement[Any], before: datetime) -> ColumnElement[bool]:
    return or_(*(column < before for column in columns))


async def forget_people(tx: Tx, *, now: datetime, before: datetime, limit: int) -> int:
    """People whom nothing points to any more and who have not written since an instant, with their conversations.

    Of those who never wrote it counts from when they were first seen here, which this notes.
    """
    await tx.execute(update(person).where(person.c.seen_at.is_(None)).values(seen_at=now))
    points = (*_POINTING, posting)
    is_pointed_to = [exists(1).where(one.c.person_id == person.c.id).correlate(person) for one in points]
    is_free = ~or_(*is_pointed_to, _is_following())
    return await _delete_some(tx, person, person.c.seen_at < before, is_free, limit=limit)


_POINTING: Final = (invitation, response, registration, attendance, organiser, link, first_step)


def _is_following() -> ColumnElement[bool]:
    followed = select(follow.c.conversation_id)
    mine = conversation.c.person_id == person.c.id, conversation.c.id.in_(followed)
    return exists(conversation.c.id).where(*mine).correlate(person)


async def forget_pending_imports(tx: Tx, *, before: datetime, limit: int) -> int:
    """Pending imports that were last changed before an instant."""
    return await _delete_some(tx, pending_import, pending_import.c.changed_at < before, limit=limit)


async def forget_fees(tx: Tx, *, now: datetime, limit: int) -> int:
    """Fee lines of years that ended five years ago or longer."""
    first_kept = datetime(local_day(now, HOME).year - FEE_YEARS, 1, 1, tzinfo=HOME)
    return await _delete_some(tx, fee, fee.c.at < first_kept, limit=limit)


async def _delete_some(tx: Tx, table: Table, *where: ColumnElement[bool], limit: int) -> int:
    keys = list(table.primary_key)
    key = keys[0] if len(keys) == 1 else tuple_(*keys)
    some = select(*keys).where(*where).limit(limit).with_for_update(skip_locked=True, of=table)
    rows = (await tx.execute(some)).all()  # first: PostgreSQL may run a subquery for each row, and limit nothing
    found = [row[0] if len(keys) == 1 else tuple(row) for row in rows]
    return (await tx.execute(delete(table).where(key.in_(found)))).rowcount if found else 0
