"""Who is expected: invited by a secretariat, and reached by chat where we know them, else by e-mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from gatherings.actions.seats import new_id
from gatherings.gathering import Gathering, GatheringId
from gatherings.organisations import OrganisationId
from gatherings.people import EmailSource, Person, PersonId
from gatherings.registration import Registration
from gatherings.store import Tx
from gatherings.store.invitations import Coming, add_invitation, mute, save_answer
from gatherings.store.links import LinkPurpose, ensure_link
from gatherings.store.profiles import add_person, ensure_mailbox, find_by_email, plain_email, set_organisation
from gatherings.store.registrations import find_registration

LINKS_LIVE: Final = timedelta(days=30)
"""So long after the gathering a personal link still holds."""


@dataclass(frozen=True, slots=True)
class Invitee:
    """A line of an invitation list. `name` is None where the list has the address alone."""

    name: str | None
    email: str | None
    organisation_id: OrganisationId | None = None


async def invite_people(tx: Tx, gathering: Gathering, invitees: Sequence[Invitee], *, now: datetime) -> list[PersonId]:
    """Those who were not expected before and are now. Invited again, nothing happens to the others."""
    invited = [await invite_person(tx, gathering, invitee, now=now) for invitee in invitees]
    return [person_id for person_id, is_new in invited if is_new]


async def invite_person(tx: Tx, gathering: Gathering, invitee: Invitee, *, now: datetime) -> tuple[PersonId, bool]:
    """The person, and whether they were not expected before. They have a personal link from now on."""
    person_id = await expect_person(tx, invitee)
    is_new = await add_invitation(tx, gathering.id, person_id, at=now)
    await personal_link(tx, person_id, gathering, now=now)
    return person_id, is_new


async def expect_person(tx: Tx, invitee: Invitee) -> PersonId:
    """The person, known or made from now on, who can be reached at their address where they have one."""
    person_id = await person_for(tx, invitee)
    if invitee.email is not None:
        await ensure_mailbox(tx, person_id, new_id=new_id(), name=invitee.name, address=invitee.email)
    return person_id


async def person_for(tx: Tx, invitee: Invitee) -> PersonId:
    """Whom a reliable e-mail address belongs to; somebody new where it is nobody's."""
    known = None if invitee.email is None else await find_by_email(tx, invitee.email)
    if known is None:
        email = None if invitee.email is None else plain_email(invitee.email)
        source = None if email is None else EmailSource.INVITED
        made = Person(PersonId(new_id()), invitee.name, None, email, source, invitee.organisation_id)
        await add_person(tx, made)
        return made.id
    if known.organisation_id is None and invitee.organisation_id is not None:
        await set_organisation(tx, known.id, invitee.organisation_id)
    return known.id


async def personal_link(tx: Tx, person_id: PersonId, gathering: Gathering, *, now: datetime) -> str:
    """The id of the link by which the person is known on the page, until 30 days after the gathering."""
    return await link_for(tx, person_id, gathering, LinkPurpose.PERSONAL, now=now)


async def link_for(tx: Tx, person_id: PersonId, gathering: Gathering, purpose: LinkPurpose, *, now: datetime) -> str:
    """The id of the person's link for a purpose, until 30 days after the gathering."""
    return await ensure_link(
        tx,
        person_id,
        gathering.id,
        purpose,
        new_id=new_id(),
        at=now,
        expires_at=max(now, gathering.over_at) + LINKS_LIVE,
    )


async def answer_invitation(
    tx: Tx, gathering_id: GatheringId, person_id: PersonId, answer: Coming, *, now: datetime
) -> Registration | None:
    """Keeps that somebody does not come, or does not know yet. Their registration, where they have one: that counts,
    and is given up by itself only.
    """
    known = await find_registration(tx, gathering_id, person_id)
    if known is not None and known.is_active:
        return known
    await save_answer(tx, gathering_id, person_id, answer, at=now)
    return None


async def stop_reminders(tx: Tx, gathering_id: GatheringId, person_id: PersonId, *, now: datetime) -> None:
    """No more reminders of this gathering to this person."""
    await mute(tx, gathering_id, person_id, at=now)
