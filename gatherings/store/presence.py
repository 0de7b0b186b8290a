"""Who is asked what they thought: who was there, as far as that counts, else who is registered."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, union

from gatherings.gathering import GatheringId
from gatherings.people import OWN, WEB
from gatherings.store.registration_tables import attendance, registration
from gatherings.store.tables import identity, person
from gatherings.store.transaction import Tx

_OF_THEIR_OWN: Final = or_(*(person.c.email_source == source for source in OWN))
"""As alternatives: a statement with a list is written anew each time."""
_A_BROWSER: Final = (
    exists().where(identity.c.person_id == attendance.c.person_id, identity.c.channel == WEB),
    ~exists().where(identity.c.person_id == attendance.c.person_id, identity.c.channel != WEB),
    ~exists().where(person.c.id == attendance.c.person_id, _OF_THEIR_OWN),
    ~exists().where(
        registration.c.person_id == attendance.c.person_id,
        registration.c.gathering_id == attendance.c.gathering_id,
        registration.c.seat.is_not(None),
    ),
)
"""Whether all that is known of somebody who was there is a cookie, and what they have said themselves."""


def counts_for(opened_at: datetime | ColumnElement[datetime]) -> ColumnElement[bool]:
    """Whether an attendance counts for an evaluation that was opened at an instant.

    What a browser that nobody knows noted of itself counts from before that: later each cookie that is forgotten would
    be one voice more.
    """
    is_before = attendance.c.checked_in_at < opened_at
    return or_(attendance.c.by_organiser, is_before, *(~one for one in _A_BROWSER))


def present(gathering_id: GatheringId, *, opened_at: datetime | None = None) -> Select[Any]:
    """The ids of who was there; where nobody was checked in, of who has a seat. With an instant as far as that counts
    for an evaluation that was opened then.
    """
    there = select(attendance.c.person_id).where(attendance.c.gathering_id == gathering_id)
    counting = there if opened_at is None else there.where(counts_for(opened_at))
    has_seat = registration.c.gathering_id == gathering_id, registration.c.seat.is_not(None)
    seated = select(registration.c.person_id).where(*has_seat, ~there.exists())
    either = union(counting, seated).subquery()
    return select(either.c[0])


async def count_present(tx: Tx, gathering_id: GatheringId) -> int:
    """How many are asked."""
    return (await tx.execute(select(func.count()).select_from(present(gathering_id).subquery()))).scalar_one()
