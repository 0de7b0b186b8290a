"""Links to the pages: the organisers' own, the room's QR code, and becoming somebody by a personal link."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from gatherings.actions.invitations import link_for
from gatherings.actions.seats import new_id
from gatherings.errors import NotByLink
from gatherings.gathering import Gathering
from gatherings.people import EmailSource, Person, PersonId
from gatherings.store import Tx
from gatherings.store.attendances import move_attendances
from gatherings.store.evaluations import move_own_answers
from gatherings.store.links import LinkPurpose, add_link, revoke_links
from gatherings.store.organisers import list_organisers_of_person
from gatherings.store.overview import find_checkin_link
from gatherings.store.profiles import (
    get_person,
    has_identity,
    move_identity,
    note_confirmed,
    take_over_if_unused,
)
from gatherings.store.visitors import find_person_of_user

HOST_LINK_LIVES: Final = timedelta(minutes=30)


async def host_link(tx: Tx, person_id: PersonId, *, now: datetime) -> str:
    """The id of a new link to the organisers' page: once, within 30 minutes. An earlier one holds no longer."""
    await revoke_links(tx, person_id, purpose=LinkPurpose.HOST, at=now)
    return await add_link(
        tx, person_id, None, LinkPurpose.HOST, new_id=new_id(), at=now, expires_at=now + HOST_LINK_LIVES
    )


async def checkin_link(tx: Tx, person_id: PersonId, gathering: Gathering, *, now: datetime) -> str:
    """The id of the link in the QR code of the gathering's room; the one that it has, else one of this organiser."""
    known = await find_checkin_link(tx, gathering.id, at=now)
    return known or await link_for(tx, person_id, gathering, LinkPurpose.CHECKIN, now=now)


async def arrive_by_link(tx: Tx, person_id: PersonId, *, channel: str, user: str, new_user: str) -> str:
    """The user who is the person from now on, and whose address is confirmed by it, where they have one.

    It is `user`, unless that is somebody with another address: what those two said stays apart, and it is `new_user`.
    Whoever has given the same address is the same person, signed up once.
    Raises NotByLink where the person is an organiser and this user is somebody else so far: no role comes by e-mail.
    """
    person = await get_person(tx, person_id)
    assert person is not None, "a link goes with its person"
    before = await find_person_of_user(tx, channel=channel, tenant="", user=user)
    is_known = before is not None and before.id == person_id
    if not is_known and await list_organisers_of_person(tx, person_id):
        raise NotByLink
    if before is not None and not is_known and _is_same(before, person):
        return await _as_one(tx, person, before, channel=channel, user=user)
    is_other = before is not None and not is_known and before.email not in {None, person.email}
    user = new_user if is_other else user
    if before is not None and not is_known and before.email is None:
        await move_attendances(tx, before.id, person_id)  # who checked in before they said who they are
        await move_own_answers(tx, before.id, person_id)
    await move_identity(tx, person_id, channel=channel, tenant="", user=user)
    await _confirm(tx, person)
    return user


def _is_same(one: Person, other: Person) -> bool:
    return one.email is not None and one.email == other.email


async def _as_one(tx: Tx, person: Person, before: Person, *, channel: str, user: str) -> str:
    """The user, after two who have the same address have become one: the one who has been somebody here before."""
    if not await has_identity(tx, person.id):
        await _confirm(tx, before)
        await take_over_if_unused(tx, person.id, by=before.id)
        return user
    await move_identity(tx, person.id, channel=channel, tenant="", user=user)
    await _confirm(tx, person)
    await take_over_if_unused(tx, before.id, by=person.id)
    return user


async def _confirm(tx: Tx, person: Person) -> None:
    if person.email is not None and person.email_source is not EmailSource.VOUCHED:
        await note_confirmed(tx, person.id, person.email)
