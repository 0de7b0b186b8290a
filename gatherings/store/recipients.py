"""What is known of those whom deliveries go to, where what is said depends on it: read for a whole batch at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select, tuple_

from gatherings.gathering import GatheringId
from gatherings.people import Person, PersonId
from gatherings.postings.posting import Posting, PostingKind
from gatherings.postings.recipient import ABOUT_ONE, UNDECIDED, GivenUp, Missing, Recipient
from gatherings.postings.renewed import as_posted
from gatherings.registration import Registration
from gatherings.store.deliveries import Delivery
from gatherings.store.evaluation_tables import first_step
from gatherings.store.links import LinkPurpose
from gatherings.store.profiles import list_people
from gatherings.store.registration_tables import fee, invitation, link, organisation, registration, response
from gatherings.store.registrations import registration_of
from gatherings.store.tables import person
from gatherings.store.terms import read_fee
from gatherings.store.transaction import Tx
from gatherings.terms import Fee

Place = tuple[GatheringId, PersonId]


async def list_recipients(tx: Tx, claimed: Sequence[Delivery], *, now: datetime) -> dict[int, Recipient]:
    """The recipient of each delivery, by its id. Nothing is read for kinds that are the same for everybody."""
    found = {one.id: Recipient(one.standing) for one in claimed}
    personal = [one for one in claimed if one.posting.kind in ABOUT_ONE]
    if not personal:
        return found
    known = await _list_known(tx, personal, now=now)
    told = await _list_told(tx, {one.posting_id: one.posting for one in personal})
    for one in personal:
        about_them = known.get(_place(one), Recipient()) if one.person_id else Recipient()
        about_others = told.get(one.posting_id, Recipient())
        found[one.id] = replace(
            about_them,
            standing=one.standing,
            given_up=about_others.given_up,
            missing=about_others.missing,
            signed_up=about_others.signed_up,
        )
    return found


def _place(one: Delivery) -> Place:
    return one.posting.gathering_id, PersonId(one.person_id or "")


async def _list_known(tx: Tx, personal: Sequence[Delivery], *, now: datetime) -> Mapping[Place, Recipient]:
    """What is known of each person, at the gathering in question."""
    places = {_place(one) for one in personal if one.person_id is not None}
    if not places:
        return {}
    people = await list_people(tx, {person_id for _, person_id in places})
    registrations = await _list_registrations(tx, places)
    names = await _list_names(tx, people.values(), registrations.values())
    waiting = await _list_waiting_places(tx, registrations.values())
    fees = await _list_fees(tx, [one.id for one in registrations.values()])
    links = await _list_links(tx, places, now=now)
    steps = await _list_first_steps(tx, personal)
    return {
        place: Recipient(
            person=people.get(place[1]),
            registration=made,
            waiting_place=None if made is None else waiting.get(made.id),
            organisation=_organisation_of(people.get(place[1]), made, names).name,
            is_municipality=_organisation_of(people.get(place[1]), made, names).is_municipality,
            fee=None if made is None else fees.get(made.id),
            link_id=links.get(place),
            first_step=steps.get(place),
        )
        for place in places
        for made in (registrations.get(place),)
    }


@dataclass(frozen=True, slots=True)
class _Named:
    """An organisation's name, and whether "kommune" belongs to it."""

    name: str | None = None
    is_municipality: bool = False


def _organisation_of(who: Person | None, made: Registration | None, names: Mapping[str, _Named]) -> _Named:
    """The organisation that they signed up for, else the one that they are of."""
    ids = [made.organisation_id if made else None, who.organisation_id if who else None]
    return next((names[one] for one in ids if one is not None and one in names), _Named())


async def _list_registrations(tx: Tx, places: Collection[Place]) -> dict[Place, Registration]:
    where = tuple_(registration.c.gathering_id, registration.c.person_id).in_(places)
    found = [registration_of(row) for row in await tx.execute(select(registration).where(where))]
    return {(one.gathering_id, one.person_id): one for one in found}


async def _list_names(tx: Tx, people: Collection[Person], registrations: Collection[Registration]) -> dict[str, _Named]:
    ids = {*(one.organisation_id for one in people), *(one.organisation_id for one in registrations)}
    of_these = organisation.c.id.in_(ids - {None})
    rows = await tx.execute(select(organisation.c.id, organisation.c.name, organisation.c.number).where(of_these))
    return {row.id: _Named(row.name, row.number is not None) for row in rows}


async def _list_waiting_places(tx: Tx, registrations: Collection[Registration]) -> dict[str, int]:
    """The place of each who waits, counted from 1."""
    ids = [one.id for one in registrations if one.waits_for is not None]
    if not ids:
        return {}
    ahead = registration.alias()
    before = (
        select(func.count())
        .select_from(ahead)
        .where(
            ahead.c.gathering_id == registration.c.gathering_id,
            ahead.c.waits_for == registration.c.waits_for,
            ahead.c.place < registration.c.place,
        )
        .correlate(registration)
        .scalar_subquery()
    )
    rows = await tx.execute(select(registration.c.id, before.label("before")).where(registration.c.id.in_(ids)))
    return {row.id: row.before + 1 for row in rows}


async def _list_fees(tx: Tx, ids: Sequence[str]) -> dict[str, Fee | None]:
    """The fees that stand, by their registrations."""
    where = fee.c.registration_id.in_(ids), fee.c.waived_at.is_(None)
    rows = await tx.execute(select(fee.c.registration_id, fee.c.fee).where(*where))
    return {row.registration_id: read_fee(row.fee) for row in rows}


async def _list_links(tx: Tx, places: Collection[Place], *, now: datetime) -> dict[Place, str]:
    """The personal links that hold."""
    where = (
        tuple_(link.c.gathering_id, link.c.person_id).in_(places),
        link.c.purpose == LinkPurpose.PERSONAL,
        link.c.revoked_at.is_(None),
        link.c.used_at.is_(None),
        link.c.expires_at > now,
    )
    rows = await tx.execute(select(link).where(*where))
    return {(GatheringId(row.gathering_id), PersonId(row.person_id)): row.id for row in rows}


async def _list_first_steps(tx: Tx, personal: Sequence[Delivery]) -> dict[Place, str]:
    """What those who are reminded of it meant to do first at home."""
    places = {_place(one) for one in personal if one.posting.kind is PostingKind.FIRST_STEP}
    if not places:
        return {}
    rows = await tx.execute(
        select(first_step).where(tuple_(first_step.c.gathering_id, first_step.c.person_id).in_(places))
    )
    return {(GatheringId(row.gathering_id), PersonId(row.person_id)): row.text for row in rows}


async def _list_told(tx: Tx, postings: Mapping[str, Posting]) -> dict[str, Recipient]:
    """What organisers are told of others, by the postings' ids."""
    told = {}
    for posting_id, made in postings.items():
        if made.kind is PostingKind.GIVEN_UP:
            told[posting_id] = Recipient(given_up=await find_given_up(tx, made.facts["registration"]))
        elif made.kind is PostingKind.MISSING:
            told[posting_id] = Recipient(missing=tuple(await list_missing(tx, made.gathering_id)))
        elif as_posted(made).kind is PostingKind.OPENING:
            told[posting_id] = Recipient(signed_up=await count_signed_up(tx, made.gathering_id))
    return told


async def count_signed_up(tx: Tx, gathering_id: GatheringId) -> int:
    """How many have a seat, in the room or digital."""
    seated = registration.c.gathering_id == gathering_id, registration.c.seat.is_not(None)
    return (await tx.execute(select(func.count()).select_from(registration).where(*seated))).scalar_one()


async def find_given_up(tx: Tx, registration_id: str) -> GivenUp:
    """Who gave up a seat, from the fee line, else from the registration; empty where both are gone."""
    from_fee = select(fee.c.name, fee.c.organisation_id, fee.c.fee).where(
        fee.c.registration_id == registration_id, fee.c.waived_at.is_(None)
    )
    from_registration = (
        select(person.c.name, registration.c.organisation_id)
        .join(person, person.c.id == registration.c.person_id)
        .where(registration.c.id == registration_id)
    )
    owed = (await tx.execute(_with_name(from_fee))).first()
    if owed is not None:
        return GivenUp(owed.name or None, owed.organisation, read_fee(owed.fee))
    known = (await tx.execute(_with_name(from_registration))).first()
    return GivenUp() if known is None else GivenUp(known.name or None, known.organisation)


def _with_name(found: Select[Any]) -> Select[Any]:
    of = found.subquery()
    joined = select(of, organisation.c.name.label("organisation"))
    return joined.outerjoin(organisation, organisation.c.id == of.c.organisation_id)


async def list_missing(tx: Tx, gathering_id: GatheringId) -> list[Missing]:
    """How many of each organisation are invited and have not said whether they come, most first."""
    known = select(registration.c.person_id).where(registration.c.gathering_id == gathering_id)
    answered = select(response.c.person_id).where(
        response.c.gathering_id == gathering_id, response.c.answer.is_not(None), response.c.answer != UNDECIDED
    )
    count = func.count().label("people")
    query = (
        select(organisation.c.name, organisation.c.county, count)
        .select_from(invitation)
        .join(person, person.c.id == invitation.c.person_id)
        .outerjoin(organisation, organisation.c.id == person.c.organisation_id)
        .where(
            invitation.c.gathering_id == gathering_id,
            invitation.c.person_id.not_in(known),
            invitation.c.person_id.not_in(answered),
        )
        .group_by(organisation.c.id, organisation.c.name, organisation.c.county)
        .order_by(count.desc(), organisation.c.name, organisation.c.county)
    )
    rows = (await tx.execute(query)).all()
    namesakes = {name for name, often in Counter(row.name for row in rows).items() if often > 1}
    return [Missing(_told_apart(row, namesakes), row.people) for row in rows]


def _told_apart(row: Row[Any], namesakes: Collection[str]) -> str | None:
    """The organisation's name, with its county where another one of the same name is missing too."""
    if row.name is None:
        return None
    return f"{row.name} ({row.county})" if row.county and row.name in namesakes else str(row.name)
