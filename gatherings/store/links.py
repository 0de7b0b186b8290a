"""Links by which a person is known on the web: whose, what for, and until when. What signs them is not here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, insert, select, update

from gatherings.gathering import GatheringId
from gatherings.people import PersonId
from gatherings.store.registration_tables import link
from gatherings.store.transaction import Tx


class LinkPurpose(StrEnum):
    PERSONAL = "personal"  # answers as the person, on the page
    FEED = "feed"  # the person's calendar, to be read again and again
    HOST = "host"  # the organiser's page, once
    DATA = "data"  # what we have about the person, once
    CHECKIN = "checkin"  # the QR code of a gathering's room


@dataclass(frozen=True, slots=True)
class Link:
    id: str
    person_id: PersonId
    gathering_id: GatheringId | None
    purpose: LinkPurpose


async def ensure_link(
    tx: Tx,
    person_id: PersonId,
    gathering_id: GatheringId | None,
    purpose: LinkPurpose,
    *,
    new_id: str,
    at: datetime,
    expires_at: datetime,
) -> str:
    """The id of the person's link for this purpose; the one that they have where it still holds, else a new one."""
    same = (
        link.c.person_id == person_id,
        link.c.gathering_id.is_(None) if gathering_id is None else link.c.gathering_id == gathering_id,
        link.c.purpose == purpose,
        link.c.revoked_at.is_(None),
        link.c.used_at.is_(None),
        link.c.expires_at > at,
    )
    found = (await tx.execute(select(link.c.id).where(*same).limit(1))).scalar()
    if found is not None:
        await tx.execute(
            update(link).where(link.c.id == found, link.c.expires_at < expires_at).values(expires_at=expires_at)
        )
        return str(found)
    return await add_link(tx, person_id, gathering_id, purpose, new_id=new_id, at=at, expires_at=expires_at)


async def add_link(
    tx: Tx,
    person_id: PersonId,
    gathering_id: GatheringId | None,
    purpose: LinkPurpose,
    *,
    new_id: str,
    at: datetime,
    expires_at: datetime,
) -> str:
    """The id of a new link."""
    values = {"person_id": person_id, "gathering_id": gathering_id, "purpose": purpose}
    await tx.execute(insert(link).values(id=new_id, **values, created_at=at, expires_at=expires_at))
    return new_id


async def find_link(tx: Tx, link_id: str, *, at: datetime) -> Link | None:
    """The link, None where there is none, or it is used, revoked or too old."""
    row = (await tx.execute(select(link).where(link.c.id == link_id, *_holds(at)))).first()
    return None if row is None else _link(row)


async def find_link_of(
    tx: Tx, person_id: PersonId, gathering_id: GatheringId, purpose: LinkPurpose, *, at: datetime
) -> str | None:
    """The id of a person's link for a purpose that holds; None where they have none."""
    of_person = link.c.person_id == person_id, link.c.gathering_id == gathering_id, link.c.purpose == purpose
    found = (await tx.execute(select(link.c.id).where(*of_person, *_holds(at)).limit(1))).scalar()
    return None if found is None else str(found)


async def use_link(tx: Tx, link_id: str, *, at: datetime) -> Link | None:
    """The link, used up by this; None where it does not hold any more."""
    used = update(link).where(link.c.id == link_id, *_holds(at)).values(used_at=at).returning(link)
    row = (await tx.execute(used)).first()
    return None if row is None else _link(row)


async def revoke_links(
    tx: Tx,
    person_id: PersonId,
    *,
    purpose: LinkPurpose | None = None,
    gathering_id: GatheringId | None = None,
    at: datetime,
) -> int:
    """How many links of a person hold no longer: of one purpose and one gathering, or of all."""
    revoked = update(link).where(link.c.person_id == person_id, link.c.revoked_at.is_(None))
    if purpose is not None:
        revoked = revoked.where(link.c.purpose == purpose)
    if gathering_id is not None:
        revoked = revoked.where(link.c.gathering_id == gathering_id)
    return (await tx.execute(revoked.values(revoked_at=at))).rowcount


def _holds(at: datetime) -> tuple[Any, ...]:
    return link.c.used_at.is_(None), link.c.revoked_at.is_(None), link.c.expires_at > at


def _link(row: Row[Any]) -> Link:
    gathering_id = None if row.gathering_id is None else GatheringId(row.gathering_id)
    return Link(row.id, PersonId(row.person_id), gathering_id, LinkPurpose(row.purpose))
