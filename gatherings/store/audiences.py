"""To whom a posting goes: the conversations of each audience, as one SELECT.

People are reached where they are: in one chat, the one that calls for them loudest, else by e-mail; and on the page
besides, where what is said waits to be read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, case, func, literal, or_, select, union

from gatherings.gathering import GatheringId
from gatherings.people import WEB, PersonId
from gatherings.postings.posting import Audience, Posting
from gatherings.postings.recipient import UNDECIDED
from gatherings.postings.reminder import is_last
from gatherings.store.presence import present
from gatherings.store.registration_tables import invitation, registration, response
from gatherings.store.tables import conversation, follow, gathering, organiser, person
from gatherings.store.transaction import Tx

EARLIER_CALLS_LOUDER: Final = ("teams", "slack", "console", "email", WEB)
IN_BETWEEN: Final = EARLIER_CALLS_LOUDER.index("email")  # a chat that is not named comes before the mail

_PLACE = (conversation.c.id, conversation.c.channel, conversation.c.tenant)
_REACHABLE = conversation.c.unreachable_at.is_(None)
_PRIVATE = conversation.c.person_id.is_not(None)  # a conversation of several has no person


def audience_of(
    fired: Posting, *, channels: Collection[str] | None = None, only: Collection[PersonId] | None = None
) -> Select[Any]:
    """id, channel and tenant of each conversation that a posting goes to.

    `channels` are those that people are reached in; None: all. `only` are the people among its audience, where no
    query can tell them.
    """
    if only is not None:
        return _places_of(select(person.c.id).where(person.c.id.in_(sorted(only))), channels)
    match fired.audience:
        case Audience.FOLLOWING:
            return _following(fired)
        case Audience.GROUPS:
            return _following(fired).where(~_PRIVATE)
        case Audience.ORGANISERS_CHANNELS:
            return _following(fired).where(~_PRIVATE, conversation.c.for_organisers)
        case Audience.CONCERNED:
            groups = _following(fired).where(~_PRIVATE)
            both = union(groups, _places_of(_concerned(fired), channels)).subquery()
            return select(both.c.id, both.c.channel, both.c.tenant)
        case _:
            return _places_of(_PEOPLE[fired.audience](fired), channels)


def _following(fired: Posting) -> Select[Any]:
    followed = select(*_PLACE).join(follow, follow.c.conversation_id == conversation.c.id)
    return followed.where(follow.c.gathering_id == fired.gathering_id, _REACHABLE)


def _places_of(people: Select[Any], channels: Collection[str] | None) -> Select[Any]:
    """One conversation of each person, and what they have on the page besides."""
    loudness = case(
        {name: place for place, name in enumerate(EARLIER_CALLS_LOUDER)},
        value=conversation.c.channel,
        else_=IN_BETWEEN - 0.5,
    )
    first = func.row_number().over(partition_by=conversation.c.person_id, order_by=(loudness, conversation.c.id))
    where = [conversation.c.person_id.in_(people), _REACHABLE]
    if channels is not None:
        where.append(conversation.c.channel.in_(sorted(channels)))
    ranked = select(*_PLACE, first.label("nth")).where(*where).subquery()
    return select(ranked.c.id, ranked.c.channel, ranked.c.tenant).where(or_(ranked.c.nth == 1, ranked.c.channel == WEB))


def _organisers(fired: Posting) -> Select[Any]:
    of_network = select(gathering.c.network_id).where(gathering.c.id == fired.gathering_id)
    return select(organiser.c.person_id).where(
        (organiser.c.gathering_id == fired.gathering_id) | organiser.c.network_id.in_(of_network)
    )


def _registered(fired: Posting) -> Select[Any]:
    of_this = registration.c.gathering_id == fired.gathering_id
    return select(registration.c.person_id).where(of_this, registration.c.seat.is_not(None))


async def count_silent(tx: Tx, gathering_id: GatheringId) -> int:
    """How many people a reminder would go to now, if all of them can be reached."""
    people = _silent(gathering_id, asks_undecided=False).subquery()
    return (await tx.execute(select(func.count()).select_from(people))).scalar_one()


async def forecast_reach(tx: Tx, planned: Posting, *, channels: Collection[str] | None) -> Mapping[str, int]:
    """How many conversations of each channel a posting would go to now; under "none" the people it would not reach."""
    places = audience_of(planned, channels=channels).subquery()
    counted = select(places.c.channel, func.count()).group_by(places.c.channel)
    reach = {row[0]: row[1] for row in await tx.execute(counted)}
    if planned.audience not in _PEOPLE:
        return reach
    people = _PEOPLE[planned.audience](planned).subquery()
    here = conversation.c.person_id == people.c[0], _REACHABLE
    in_channels = () if channels is None else (conversation.c.channel.in_(sorted(channels)),)
    reached = select(conversation.c.id).where(*here, *in_channels).exists()
    lost = (await tx.execute(select(func.count()).select_from(people).where(~reached))).scalar_one()
    return {**reach, "none": lost} if lost else reach


def _silent(gathering_id: GatheringId, *, asks_undecided: bool) -> Select[Any]:
    """Who is expected, without those who have signed up, ever, have answered, or wish no reminders."""
    known = select(registration.c.person_id).where(registration.c.gathering_id == gathering_id)
    done = [response.c.muted_at.is_not(None), _has_answered(asks_undecided=asks_undecided)]
    settled = select(response.c.person_id).where(response.c.gathering_id == gathering_id, or_(*done))
    expected = union(_invited(gathering_id), _followers(gathering_id)).subquery()
    return select(expected.c.person_id).where(expected.c.person_id.not_in(known), expected.c.person_id.not_in(settled))


def _has_answered(*, asks_undecided: bool) -> ColumnElement[bool]:
    """On the last morning who did not know yet is asked once more."""
    answered = response.c.answer.is_not(None)
    return answered & (response.c.answer != UNDECIDED) if asks_undecided else answered


def _concerned(fired: Posting) -> Select[Any]:
    active = registration.c.seat.is_not(None) | registration.c.waits_for.is_not(None)
    signed_up = select(registration.c.person_id).where(registration.c.gathering_id == fired.gathering_id, active)
    declined = select(response.c.person_id).where(
        response.c.gathering_id == fired.gathering_id, response.c.answer.is_not(None), response.c.answer != UNDECIDED
    )
    cancelled = select(registration.c.person_id).where(registration.c.gathering_id == fired.gathering_id, ~active)
    still = _invited(fired.gathering_id).where(
        invitation.c.person_id.not_in(declined), invitation.c.person_id.not_in(cancelled)
    )
    found = union(signed_up, _followers(fired.gathering_id), still).subquery()
    return select(found.c.person_id)


def _person(fired: Posting) -> Select[Any]:
    return select(literal(fired.person_id))


def _invited(gathering_id: GatheringId) -> Select[Any]:
    return select(invitation.c.person_id).where(invitation.c.gathering_id == gathering_id)


def _followers(gathering_id: GatheringId) -> Select[Any]:
    """Who follows in private."""
    followed = select(conversation.c.person_id).join(follow, follow.c.conversation_id == conversation.c.id)
    return followed.where(follow.c.gathering_id == gathering_id, _PRIVATE)


_PEOPLE: Final[Mapping[Audience, Any]] = {
    Audience.ORGANISERS: _organisers,
    Audience.REGISTERED: _registered,
    Audience.PRESENT: lambda fired: present(fired.gathering_id),
    Audience.UNHEARD: lambda fired: present(fired.gathering_id),
    Audience.SILENT: lambda fired: _silent(fired.gathering_id, asks_undecided=is_last(fired)),
    Audience.PERSON: _person,
}
