"""Who is expected, and what they have answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update

from gatherings.gathering import GatheringId
from gatherings.people import PersonId
from gatherings.store.inserting import insert_or_ignore, written
from gatherings.store.registration_tables import invitation, response
from gatherings.store.transaction import Tx


class Coming(StrEnum):
    """The answer to "Kommer du?". Who comes is registered; that is no answer of its own."""

    NOT_COMING = "not_coming"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Response:
    """What somebody has answered; `is_muted` where they wish no more reminders of this gathering."""

    answer: Coming | None = None
    is_muted: bool = False


async def add_invitation(tx: Tx, gathering_id: GatheringId, person_id: PersonId, *, at: datetime) -> bool:
    """True when it is new."""
    values = {"gathering_id": gathering_id, "person_id": person_id, "invited_at": at}
    return (await tx.execute(insert_or_ignore(tx, invitation).values(**values))).rowcount == 1


async def remove_invitation(tx: Tx, gathering_id: GatheringId, person_id: PersonId) -> None:
    where = invitation.c.gathering_id == gathering_id, invitation.c.person_id == person_id
    await tx.execute(delete(invitation).where(*where))


async def list_invited(tx: Tx, gathering_id: GatheringId) -> list[PersonId]:
    """Who is expected, in the order in which they were invited."""
    query = select(invitation.c.person_id).where(invitation.c.gathering_id == gathering_id)
    ordered = query.order_by(invitation.c.invited_at, invitation.c.person_id)
    return [PersonId(one) for one in await tx.scalars(ordered)]


async def find_response(tx: Tx, gathering_id: GatheringId, person_id: PersonId) -> Response:
    """What a person has answered so far."""
    where = response.c.gathering_id == gathering_id, response.c.person_id == person_id
    row = (await tx.execute(select(response).where(*where))).first()
    return Response() if row is None else _response(row)


async def list_responses(tx: Tx, gathering_id: GatheringId) -> dict[PersonId, Response]:
    rows = await tx.execute(select(response).where(response.c.gathering_id == gathering_id))
    return {PersonId(row.person_id): _response(row) for row in rows}


async def save_answer(tx: Tx, gathering_id: GatheringId, person_id: PersonId, answer: Coming, *, at: datetime) -> None:
    """Keeps an answer."""
    await _save(tx, gathering_id, person_id, answer=answer, answered_at=at)


async def take_answer_back(tx: Tx, gathering_id: GatheringId, person_id: PersonId) -> None:
    """Nothing is answered, whatever was."""
    tx.send(_UNANSWERED, {"of_gathering": gathering_id, "of_person": person_id})


_UNANSWERED = (
    update(response)
    .where(response.c.gathering_id == bindparam("of_gathering"), response.c.person_id == bindparam("of_person"))
    .values(answer=None, answered_at=None)
)


async def mute(tx: Tx, gathering_id: GatheringId, person_id: PersonId, *, at: datetime) -> None:
    """No more reminders of this gathering to this person."""
    await _save(tx, gathering_id, person_id, muted_at=at)


async def _save(tx: Tx, gathering_id: GatheringId, person_id: PersonId, **new: Any) -> None:  # noqa: ANN401 (columns)
    key = {"gathering_id": gathering_id, "person_id": person_id}
    tx.send(written(tx, response, *key, only=tuple(new)), {**key, **new})


def _response(row: Row[Any]) -> Response:
    return Response(None if row.answer is None else Coming(row.answer), row.muted_at is not None)
