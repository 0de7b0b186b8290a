"""The deliveries of a lane that may go now, with whom they go to and how that person stands to the gathering."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Row, bindparam, case, literal_column, select, true

from gatherings.postings.posting import Audience
from gatherings.postings.recipient import Standing
from gatherings.store.registration_tables import invitation, registration, response
from gatherings.store.tables import conversation, delivery, follow, person, posting
from gatherings.terms import Mode

_WAITING = delivery.c.state == literal_column("'waiting'")  # as text: the partial indexes ask for it
_EARLIER = delivery.alias()

_ANYWHERE = conversation.alias()
_FOLLOW = follow.alias()
_IS_EXPECTED = (
    select(invitation.c.person_id)
    .where(invitation.c.gathering_id == posting.c.gathering_id, invitation.c.person_id == conversation.c.person_id)
    .correlate(posting, conversation)
    .exists()
    | select(_FOLLOW.c.conversation_id)
    .join(_ANYWHERE, _ANYWHERE.c.id == _FOLLOW.c.conversation_id)
    .where(_FOLLOW.c.gathering_id == posting.c.gathering_id, _ANYWHERE.c.person_id == conversation.c.person_id)
    .correlate(posting, conversation)
    .exists()
)

READY = (
    select(
        delivery.c.id,
        delivery.c.attempts,
        delivery.c.replaces,
        conversation.c.id.label("to_id"),
        conversation.c.kind,
        conversation.c.address,
        conversation.c.language,
        person.c.language.label("person_language"),
        conversation.c.unreachable_at.is_(None).label("is_reachable"),
        conversation.c.person_id,
        delivery.c.posting_id,  # from here on most have the same
        follow.c.gathering_id.is_not(None).label("follows"),
        registration.c.id.is_not(None).label("has_registration"),
        registration.c.seat,
        registration.c.waits_for,
        response.c.answer,
        response.c.muted_at.is_not(None).label("is_muted"),
        case((posting.c.audience == Audience.SILENT, _IS_EXPECTED), else_=true()).label("is_expected"),
    )
    .select_from(delivery)
    .join(posting, posting.c.id == delivery.c.posting_id)
    .join(conversation, conversation.c.id == delivery.c.conversation_id)
    .outerjoin(person, person.c.id == conversation.c.person_id)
    .outerjoin(
        follow, (follow.c.conversation_id == conversation.c.id) & (follow.c.gathering_id == posting.c.gathering_id)
    )
    .outerjoin(
        registration,
        (registration.c.gathering_id == posting.c.gathering_id)
        & (registration.c.person_id == conversation.c.person_id),
    )
    .outerjoin(
        response,
        (response.c.gathering_id == posting.c.gathering_id) & (response.c.person_id == conversation.c.person_id),
    )
    .where(
        delivery.c.channel == bindparam("of_channel"),
        delivery.c.tenant == bindparam("of_tenant"),
        _WAITING,
        delivery.c.visible_at <= bindparam("now"),
        ~select(_EARLIER.c.id)
        .where(
            _EARLIER.c.conversation_id == delivery.c.conversation_id,
            _EARLIER.c.state == literal_column("'waiting'"),
            _EARLIER.c.id < delivery.c.id,
        )
        .exists(),
    )
    .order_by(delivery.c.visible_at, delivery.c.id)
    .limit(bindparam("n"))
    .with_for_update(of=delivery, skip_locked=True)
)


STANDS_FROM: Final = next(place for place, column in enumerate(READY.selected_columns) if column.key == "posting_id")
"""From this column on a row says of which posting it is, and how its person stands."""


def standing_of(row: Row[Any]) -> Standing:
    """How the person, or the group, of a row stands to the gathering."""
    return Standing(
        follows=row.follows,
        mode=None if row.seat is None else Mode(row.seat),
        is_waiting=row.waits_for is not None,
        has_registration=row.has_registration,
        answer=row.answer,
        is_muted=row.is_muted,
        is_expected=row.is_expected,
    )
