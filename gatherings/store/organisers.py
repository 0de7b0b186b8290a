"""Who is an organiser of what, and the one-time codes that make one. Only a digest of a code is kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, insert, or_, select, update

from gatherings.gathering import GatheringId, NetworkId
from gatherings.people import PersonId
from gatherings.store.tables import code_try, gathering, network, organiser, organiser_code, person
from gatherings.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class Scope:
    """What an organiser has rights over: a network with its gatherings, or one gathering. One of the two is None."""

    network_id: NetworkId | None = None
    gathering_id: GatheringId | None = None


@dataclass(frozen=True, slots=True)
class Organiser:
    """A person of the secretariat. `sees_needs`: may see what people need to eat and to take part."""

    person_id: PersonId
    name: str | None
    scope: Scope
    sees_needs: bool = False


@dataclass(frozen=True, slots=True)
class Redeemed:
    """What a code gives."""

    scope: Scope
    sees_needs: bool


def digest_of(code: str) -> str:
    """What is stored of a code; capitals, spaces and hyphens do not count."""
    plain = "".join(character for character in code.upper() if character.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


async def add_code(tx: Tx, code: str, scope: Scope, *, expires_at: datetime, sees_needs: bool = False) -> None:
    values = {"network_id": scope.network_id, "gathering_id": scope.gathering_id, "sees_needs": sees_needs}
    await tx.execute(insert(organiser_code).values(digest=digest_of(code), expires_at=expires_at, **values))


async def redeem_code(tx: Tx, code: str, *, at: datetime) -> Redeemed | None:
    """What the code gives rights over; None when it is unknown, used or too old. It is used up by this."""
    used = (
        update(organiser_code)
        .where(
            organiser_code.c.digest == digest_of(code),
            organiser_code.c.redeemed_at.is_(None),
            organiser_code.c.expires_at > at,
        )
        .values(redeemed_at=at)
        .returning(organiser_code.c.network_id, organiser_code.c.gathering_id, organiser_code.c.sees_needs)
    )
    row = (await tx.execute(used)).first()
    return None if row is None else Redeemed(_scope(row), row.sees_needs)


async def count_tries(tx: Tx, person_id: PersonId, *, since: datetime) -> int:
    """How often this person has tried a code since an instant."""
    query = select(func.count()).select_from(code_try)
    return (await tx.execute(query.where(code_try.c.person_id == person_id, code_try.c.tried_at >= since))).scalar_one()


async def add_try(tx: Tx, person_id: PersonId, *, at: datetime) -> None:
    await tx.execute(insert(code_try).values(person_id=person_id, tried_at=at))


async def forget_tries(tx: Tx, *, before: datetime) -> int:
    return (await tx.execute(delete(code_try).where(code_try.c.tried_at < before))).rowcount


async def add_organiser(tx: Tx, made_id: str, person_id: PersonId, scope: Scope, *, sees_needs: bool = False) -> None:
    """Gives the rights; who has them keeps them, and from now on sees needs where that is given."""
    known = [has for has in await list_organisers_of_person(tx, person_id) if has.scope == scope]
    if not known:
        values = {"network_id": scope.network_id, "gathering_id": scope.gathering_id, "sees_needs": sees_needs}
        await tx.execute(insert(organiser).values(id=made_id, person_id=person_id, **values))
    elif sees_needs and not known[0].sees_needs:
        await tx.execute(update(organiser).where(*_right_of(person_id, scope)).values(sees_needs=True))


async def remove_organiser(tx: Tx, person_id: PersonId, scope: Scope) -> None:
    await tx.execute(delete(organiser).where(*_right_of(person_id, scope)))


def _right_of(person_id: PersonId, scope: Scope) -> tuple[ColumnElement[bool], ...]:
    return (
        organiser.c.person_id == person_id,
        organiser.c.network_id == scope.network_id,
        organiser.c.gathering_id == scope.gathering_id,
    )


async def list_organisers_of_person(tx: Tx, person_id: PersonId) -> list[Organiser]:
    query = select(organiser, person.c.name).join(person).where(organiser.c.person_id == person_id)
    return [_organiser(row) for row in await tx.execute(query)]


async def list_organisers(tx: Tx, *, network_slug: str | None = None) -> list[Organiser]:
    """Organisers with their scopes, of one network and its gatherings where a slug is given."""
    query = select(organiser, person.c.name).join(person).order_by(person.c.name)
    if network_slug is not None:
        of_network = select(network.c.id).where(network.c.slug == network_slug)
        of_gatherings = select(gathering.c.id).where(gathering.c.network_id.in_(of_network))
        query = query.where(or_(organiser.c.network_id.in_(of_network), organiser.c.gathering_id.in_(of_gatherings)))
    return [_organiser(row) for row in await tx.execute(query)]


async def is_organiser(tx: Tx, person_id: PersonId, gathering_id: GatheringId) -> bool:
    """Whether the person has rights over a gathering, by itself or through its network."""
    of_gathering = select(gathering.c.network_id).where(gathering.c.id == gathering_id).scalar_subquery()
    query = select(organiser.c.id).where(
        organiser.c.person_id == person_id,
        or_(organiser.c.gathering_id == gathering_id, organiser.c.network_id == of_gathering),
    )
    return (await tx.execute(query.limit(1))).first() is not None


def _scope(row: Row[Any]) -> Scope:
    return Scope(
        None if row.network_id is None else NetworkId(row.network_id),
        None if row.gathering_id is None else GatheringId(row.gathering_id),
    )


def _organiser(row: Row[Any]) -> Organiser:
    return Organiser(PersonId(row.person_id), row.name, _scope(row), row.sees_needs)
