"""The users of a channel, and who they are."""

from __future__ import annotations

from sqlalchemy import select

from gatherings.people import Person
from gatherings.store.profiles import person_of
from gatherings.store.tables import identity, person
from gatherings.store.transaction import Tx


async def find_person_of_user(tx: Tx, *, channel: str, tenant: str, user: str) -> Person | None:
    """Who a user is; None where nobody has met them."""
    key = identity.c.channel == channel, identity.c.tenant == tenant, identity.c.user == user
    query = select(person).join(identity, identity.c.person_id == person.c.id).where(*key)
    row = (await tx.execute(query)).first()
    return None if row is None else person_of(row)
