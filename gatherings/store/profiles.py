"""What is known of people besides their words: name, e-mail, organisation, and where they can be reached."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import Row, delete, exists, insert, select, update

from gatherings.gathering import Language
from gatherings.organisations import OrganisationId
from gatherings.people import EmailSource, Person, PersonId
from gatherings.store.inserting import insert_or_ignore
from gatherings.store.tables import conversation, identity, person
from gatherings.store.taking_over import take_over_expected
from gatherings.store.transaction import Tx

EMAIL: Final = "email"
RELIABLE: Final = (EmailSource.VOUCHED, EmailSource.CONFIRMED, EmailSource.INVITED)
"""An address from one of these may match an invitation; the first of them is the surest."""


def plain_email(address: str) -> str:
    """An address as it is kept: trimmed, in small letters."""
    return address.strip().lower()


async def add_person(tx: Tx, made: Person) -> None:
    await tx.execute(
        insert(person).values(
            id=made.id,
            name=made.name,
            language=made.language,
            language_chosen=False,
            email=made.email,
            email_source=made.email_source,
            organisation_id=made.organisation_id,
        )
    )


async def get_person(tx: Tx, person_id: PersonId) -> Person | None:
    """None where there is no such person any more."""
    row = (await tx.execute(select(person).where(person.c.id == person_id))).first()
    return None if row is None else person_of(row)


async def list_people(tx: Tx, ids: Collection[PersonId]) -> dict[PersonId, Person]:
    rows = await tx.execute(select(person).where(person.c.id.in_(ids)))
    return {PersonId(row.id): person_of(row) for row in rows}


async def find_by_email(tx: Tx, address: str) -> Person | None:
    """The person whom a reliable address belongs to; None where nobody's is reliable."""
    query = select(person).where(person.c.email == plain_email(address), person.c.email_source.in_(RELIABLE))
    found = [person_of(row) for row in await tx.execute(query)]
    return min(found, key=lambda one: RELIABLE.index(one.email_source or EmailSource.INVITED), default=None)


async def set_name(tx: Tx, person_id: PersonId, name: str) -> None:
    await tx.execute(update(person).where(person.c.id == person_id).values(name=name))


async def set_email(tx: Tx, person_id: PersonId, address: str, source: EmailSource) -> None:
    new = {"email": plain_email(address), "email_source": source}
    await tx.execute(update(person).where(person.c.id == person_id).values(**new))


async def set_organisation(tx: Tx, person_id: PersonId, organisation_id: OrganisationId) -> None:
    await tx.execute(update(person).where(person.c.id == person_id).values(organisation_id=organisation_id))


async def ensure_mailbox(tx: Tx, person_id: PersonId, *, new_id: str, name: str | None, address: str) -> None:
    """The person's conversation by e-mail is this address; an earlier one goes."""
    address = plain_email(address)
    external = f"{person_id}:{address}"
    of_person = conversation.c.channel == EMAIL, conversation.c.person_id == person_id
    await tx.execute(delete(conversation).where(*of_person, conversation.c.external != external))
    values = {"channel": EMAIL, "tenant": "", "external": external, "kind": "personal", "person_id": person_id}
    where_to = {"conversation": address, "name": name or ""}
    await tx.execute(insert_or_ignore(tx, conversation).values(id=new_id, **values, address=where_to))


async def has_identity(tx: Tx, person_id: PersonId) -> bool:
    """Whether anybody has ever acted as this person."""
    query = select(exists(identity.c.person_id).where(identity.c.person_id == person_id))
    return bool((await tx.execute(query)).scalar())


async def move_identity(tx: Tx, person_id: PersonId, *, channel: str, tenant: str, user: str) -> None:
    """A user of a channel is this person from now on, with the private conversations that they had."""
    key = identity.c.channel == channel, identity.c.tenant == tenant, identity.c.user == user
    before = (await tx.execute(select(identity.c.person_id).where(*key))).scalar()
    if before is None:
        await tx.execute(insert(identity).values(channel=channel, tenant=tenant, user=user, person_id=person_id))
    elif before != person_id:
        await tx.execute(update(identity).where(*key).values(person_id=person_id))
        moved = update(conversation).where(conversation.c.person_id == before, conversation.c.channel == channel)
        await tx.execute(moved.values(person_id=person_id))


async def list_channels_of(tx: Tx, ids: Collection[PersonId]) -> dict[PersonId, list[str]]:
    """The channels in which each can be reached in private."""
    query = select(conversation.c.person_id, conversation.c.channel).where(
        conversation.c.person_id.in_(ids), conversation.c.kind == "personal", conversation.c.unreachable_at.is_(None)
    )
    found: dict[PersonId, list[str]] = {}
    for row in await tx.execute(query.distinct().order_by(conversation.c.channel)):
        found.setdefault(PersonId(row.person_id), []).append(row.channel)
    return found


async def forget_conversations(tx: Tx, person_id: PersonId) -> list[tuple[str, str]]:
    """Deletes a person's private conversations; (channel, the platform's name) of each."""
    where = conversation.c.person_id == person_id
    rows = (await tx.execute(select(conversation.c.channel, conversation.c.external).where(where))).all()
    await tx.execute(delete(conversation).where(where))
    return [(row.channel, row.external) for row in rows]


async def remove_person(tx: Tx, person_id: PersonId) -> None:
    """Deletes a person with all that hangs on them; a fee line stands by itself and stays."""
    await tx.execute(delete(person).where(person.c.id == person_id))


async def note_vouched(tx: Tx, person_id: PersonId, address: str) -> None:
    """The channel vouches for the person's address: who was only expected under it, is they."""
    await _note_theirs(tx, person_id, address, EmailSource.VOUCHED)


async def note_confirmed(tx: Tx, person_id: PersonId, address: str) -> None:
    """The person has opened what was sent to the address: who was only expected under it, is they."""
    await _note_theirs(tx, person_id, address, EmailSource.CONFIRMED)


async def _note_theirs(tx: Tx, person_id: PersonId, address: str, source: EmailSource) -> None:
    known = await find_by_email(tx, address)
    await set_email(tx, person_id, address, source)
    if known is not None:
        await take_over_if_unused(tx, known.id, by=person_id)


async def take_over_if_unused(tx: Tx, other: PersonId, *, by: PersonId) -> None:
    """What was kept of somebody as whom nobody can act is the person's own from now on."""
    if other != by and not await has_identity(tx, other):
        await take_over_expected(tx, other, by)


def person_of(row: Row[Any]) -> Person:
    """The person in a row."""
    return Person(
        id=PersonId(row.id),
        name=row.name,
        language=None if row.language is None else Language(row.language),
        email=row.email,
        email_source=None if row.email_source is None else EmailSource(row.email_source),
        organisation_id=None if row.organisation_id is None else OrganisationId(row.organisation_id),
    )
