"""What organisers look at: who comes, who is missing, what went out. It reads, and changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, or_, select

from gatherings.gathering import GatheringId, Network, NetworkId
from gatherings.people import PersonId
from gatherings.postings.posting import Audience, Kept
from gatherings.registration import Registration
from gatherings.store.attendances import list_attendances
from gatherings.store.invitations import Coming
from gatherings.store.links import LinkPurpose
from gatherings.store.postings import kept
from gatherings.store.profiles import list_channels_of
from gatherings.store.registration_tables import attendance, invitation, link, organisation, registration, response
from gatherings.store.registrations import registration_of
from gatherings.store.tables import delivery, gathering, network, organiser, person, posting
from gatherings.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class GatheringLine:
    """A gathering as it stands in a list. Days are inclusive."""

    id: GatheringId
    slug: str
    title: str
    starts_on: date
    ends_on: date
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who has signed up, also who has cancelled since. `nth` is the place on the waiting list, from 1."""

    registration: Registration
    name: str | None
    organisation: str | None
    nth: int | None
    attended: frozenset[date]


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody who is invited and has never signed up, and where they can be reached: no channel, not at all."""

    person_id: PersonId
    name: str | None
    email: str | None
    organisation: str | None
    answer: Coming | None
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody who checked in without a registration."""

    person_id: PersonId
    name: str | None
    day: date


@dataclass(frozen=True, slots=True)
class Send:
    """A posting, and how many of its deliveries are in each state, by (channel, state)."""

    posting_id: str
    kept: Kept
    counts: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def is_personal(self) -> bool:
        return self.kept.posting.audience is Audience.PERSON


async def list_gatherings_of_organiser(tx: Tx, person_id: PersonId) -> list[GatheringLine]:
    """What a person has rights over, by itself or through its network, the latest first."""
    mine = select(organiser.c.gathering_id, organiser.c.network_id).where(organiser.c.person_id == person_id).subquery()
    columns = ("id", "slug", "title", "starts_on", "ends_on", "is_cancelled")
    query = select(*(gathering.c[name] for name in columns)).where(
        or_(
            gathering.c.id.in_(select(mine.c.gathering_id).where(mine.c.gathering_id.is_not(None))),
            gathering.c.network_id.in_(select(mine.c.network_id).where(mine.c.network_id.is_not(None))),
        )
    )
    ordered = query.order_by(gathering.c.starts_on.desc(), gathering.c.slug)
    return [GatheringLine(*row) for row in await tx.execute(ordered)]


async def list_networks_of_organiser(tx: Tx, person_id: PersonId) -> list[Network]:
    """The networks that a person has rights over, by title; not those of which they have single gatherings alone."""
    mine = select(organiser.c.network_id).where(organiser.c.person_id == person_id, organiser.c.network_id.is_not(None))
    rows = await tx.execute(select(network).where(network.c.id.in_(mine)).order_by(network.c.title, network.c.slug))
    return [Network(NetworkId(row.id), row.slug, row.title) for row in rows]


async def sees_needs(tx: Tx, person_id: PersonId, gathering_id: GatheringId) -> bool:
    """Whether an organiser may see what people eat and need."""
    of_network = select(gathering.c.network_id).where(gathering.c.id == gathering_id).scalar_subquery()
    query = select(organiser.c.id).where(
        organiser.c.person_id == person_id,
        or_(organiser.c.gathering_id == gathering_id, organiser.c.network_id == of_network),
        organiser.c.sees_needs,
    )
    return (await tx.execute(query.limit(1))).first() is not None


async def list_participants(tx: Tx, gathering_id: GatheringId) -> list[Participant]:
    """Everybody who has signed up, by name; those who have cancelled as well."""
    query = (
        select(registration, person.c.name.label("person_name"), organisation.c.name.label("organisation_name"))
        .join(person, person.c.id == registration.c.person_id)
        .outerjoin(organisation, organisation.c.id == registration.c.organisation_id)
        .where(registration.c.gathering_id == gathering_id)
    )
    rows = (await tx.execute(query.order_by(person.c.name, registration.c.id))).all()
    places = _places([registration_of(row) for row in rows])
    days = await _days(tx, gathering_id)
    return [_participant(row, places, days) for row in rows]


def _places(registrations: list[Registration]) -> Mapping[str, int]:
    """Everybody's place on the list that they wait on, from 1."""
    waiting = sorted((one for one in registrations if one.waits_for is not None), key=lambda one: one.place)
    found: dict[str, int] = {}
    counted: dict[str, int] = {}
    for one in waiting:
        counted[str(one.waits_for)] = found[one.id] = counted.get(str(one.waits_for), 0) + 1
    return found


async def _days(tx: Tx, gathering_id: GatheringId) -> Mapping[str, set[date]]:
    found: dict[str, set[date]] = {}
    for noted in await list_attendances(tx, gathering_id):
        found.setdefault(noted.person_id, set()).add(noted.day)
    return found


def _participant(row: Row[Any], places: Mapping[str, int], days: Mapping[str, set[date]]) -> Participant:
    made = registration_of(row)
    there = frozenset(days.get(made.person_id, ()))
    return Participant(made, row.person_name, row.organisation_name, places.get(made.id), there)


async def list_expected(tx: Tx, gathering_id: GatheringId) -> list[Expected]:
    """Who is invited and has never signed up, by organisation and name, with what they have answered."""
    known = select(registration.c.person_id).where(registration.c.gathering_id == gathering_id)
    answered = (response.c.person_id == person.c.id) & (response.c.gathering_id == gathering_id)
    query = (
        select(person, organisation.c.name.label("organisation_name"), response.c.answer)
        .join(invitation, invitation.c.person_id == person.c.id)
        .outerjoin(organisation, organisation.c.id == person.c.organisation_id)
        .outerjoin(response, answered)
        .where(invitation.c.gathering_id == gathering_id, person.c.id.not_in(known))
    )
    rows = (await tx.execute(query.order_by(organisation.c.name, person.c.name, person.c.id))).all()
    channels = await list_channels_of(tx, [PersonId(row.id) for row in rows])
    return [_expected(row, channels.get(PersonId(row.id), [])) for row in rows]


def _expected(row: Row[Any], channels: list[str]) -> Expected:
    answer = None if row.answer is None else Coming(row.answer)
    return Expected(PersonId(row.id), row.name, row.email, row.organisation_name, answer, tuple(channels))


async def list_strangers(tx: Tx, gathering_id: GatheringId) -> list[Stranger]:
    """Who checked in without a registration, one for each day."""
    known = select(registration.c.person_id).where(registration.c.gathering_id == gathering_id)
    query = (
        select(person.c.id, person.c.name, attendance.c.day)
        .join(attendance, attendance.c.person_id == person.c.id)
        .where(attendance.c.gathering_id == gathering_id, person.c.id.not_in(known))
    )
    rows = await tx.execute(query.order_by(attendance.c.day, person.c.name, person.c.id))
    return [Stranger(PersonId(row.id), row.name, row.day) for row in rows]


async def find_attended_at(tx: Tx, gathering_id: GatheringId, person_id: PersonId, day: date) -> datetime | None:
    """When somebody was noted as there on a day; None where they were not."""
    where = (attendance.c.gathering_id == gathering_id, attendance.c.person_id == person_id, attendance.c.day == day)
    found: datetime | None = (await tx.execute(select(attendance.c.checked_in_at).where(*where))).scalar()
    return found


async def list_sends(tx: Tx, gathering_id: GatheringId) -> list[Send]:
    """A gathering's postings in the order in which they are due, with what became of their deliveries."""
    of_this = posting.c.gathering_id == gathering_id
    counted = (
        select(delivery.c.posting_id, delivery.c.channel, delivery.c.state, func.count().label("n"))
        .join(posting, posting.c.id == delivery.c.posting_id)
        .where(of_this)
        .group_by(delivery.c.posting_id, delivery.c.channel, delivery.c.state)
    )
    counts: dict[str, dict[tuple[str, str], int]] = {}
    for row in await tx.execute(counted):
        counts.setdefault(row.posting_id, {})[row.channel, row.state] = row.n
    rows = await tx.execute(select(posting).where(of_this).order_by(posting.c.due_at, posting.c.rank, posting.c.key))
    return [Send(row.id, kept(row), counts.get(row.id, {})) for row in rows]


async def find_checkin_link(tx: Tx, gathering_id: GatheringId, *, at: datetime) -> str | None:
    """The id of a link for the room's QR code that holds; None where nobody has made one."""
    holds = link.c.revoked_at.is_(None), link.c.used_at.is_(None), link.c.expires_at > at
    query = select(link.c.id).where(link.c.gathering_id == gathering_id, link.c.purpose == LinkPurpose.CHECKIN, *holds)
    found: str | None = (await tx.execute(query.order_by(link.c.created_at, link.c.id).limit(1))).scalar()
    return found
