"""What people may ask of us: to see everything that is kept about them, and to have it deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from gatherings.actions.seats import new_id
from gatherings.errors import StillSignedUp
from gatherings.gathering import Gathering
from gatherings.people import PersonId
from gatherings.registration import Registration
from gatherings.store import Tx, erasing, own_data
from gatherings.store.evaluations import list_own_answers, remove_own_answers
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.store.profiles import forget_conversations, remove_person
from gatherings.store.registrations import list_registrations_of_person

DELETED: Final = "deleted-"
"""What the id begins with that stands in the place of somebody who has been deleted."""


@dataclass(frozen=True, slots=True)
class Deleted:
    """What was deleted, and what follows from it.

    `fees` counts the fee lines that are kept. `conversations` are (channel, the platform's name) of the private ones,
    which we do not know any more. `left_alone` are the titles of networks and gatherings that have no organiser now.
    """

    registrations: int = 0
    fees: int = 0
    conversations: tuple[tuple[str, str], ...] = ()
    left_alone: tuple[str, ...] = ()


async def data_of(tx: Tx, person_id: PersonId) -> dict[str, Any]:
    """Everything that is kept about a person, as plain JSON, and nothing about others.

    Where there is no such person everything is empty. Instants are in UTC.
    """
    people = await own_data.person_rows(tx, person_id)
    return {
        "person": people[0] if people else None,
        "known_as": await own_data.identity_rows(tx, person_id),
        "conversations": await own_data.conversation_rows(tx, person_id),
        "waiting_dialogs": await own_data.dialog_rows(tx, person_id),
        "follows": await own_data.follow_rows(tx, person_id),
        "registrations": await own_data.registration_rows(tx, person_id),
        "codes_for_colleagues": await own_data.code_rows(tx, person_id),
        "fees": await own_data.fee_rows(tx, person_id),
        "invitations": await own_data.invitation_rows(tx, person_id),
        "answers_to_invitations": await own_data.response_rows(tx, person_id),
        "attendance": await own_data.attendance_rows(tx, person_id),
        "first_steps_at_home": await own_data.first_step_rows(tx, person_id),
        "answers_to_open_evaluations": await list_own_answers(tx, person_id),
        "organiser_of": await own_data.organiser_rows(tx, person_id),
        "programmes_not_saved": await own_data.import_rows(tx, person_id),
        "links": await own_data.link_rows(tx, person_id),
        "messages_planned": await own_data.posting_rows(tx, person_id),
        "messages_sent": await own_data.delivery_rows(tx, person_id),
        "recent_traces": await own_data.trace_rows(tx, person_id),
        "audit": await own_data.audit_rows(tx, person_id),
    }


async def list_holding(tx: Tx, person_id: PersonId, *, now: datetime) -> list[tuple[Registration, Gathering]]:
    """The sign-ups that must be cancelled before the person can be deleted, with their gatherings, by date."""
    known = [one for one in await list_registrations_of_person(tx, person_id) if one.is_active]
    found = [(one, await get_gathering_by_id(tx, one.gathering_id)) for one in known]
    holding = [(one, gathering) for one, gathering in found if _can_be_cancelled(gathering, now=now)]
    return sorted(holding, key=lambda pair: pair[1].starts_on)


def _can_be_cancelled(gathering: Gathering, *, now: datetime) -> bool:
    is_over = now >= gathering.over_at or gathering.attendance_closed_at is not None
    return not is_over and not gathering.is_cancelled


async def delete_person(tx: Tx, person_id: PersonId, *, now: datetime) -> Deleted:
    """Deletes a person and all that is kept about them, but for what an invoice needs. Again, nothing happens.

    Raises StillSignedUp while they have a seat, or wait for one, at a gathering that is not over.
    """
    name = await erasing.lock_person(tx, person_id)
    if name is None:
        return Deleted()
    await _require_free(tx, person_id, now=now)
    known = [one.id for one in await list_registrations_of_person(tx, person_id)]
    nobody = DELETED + new_id()
    left_alone = await erasing.list_left_alone(tx, person_id)
    fees = await erasing.strip_fees(tx, person_id, name, known, instead=nobody)
    await erasing.make_nameless(tx, person_id, known, instead=nobody)
    await erasing.remove_dialogs_about(tx, [person_id, *known])
    await erasing.remove_postings(tx, person_id)
    await remove_own_answers(tx, person_id)
    await erasing.remove_said(tx, person_id)
    conversations = await forget_conversations(tx, person_id)
    await remove_person(tx, person_id)
    return Deleted(len(known), fees, tuple(conversations), tuple(left_alone))


async def _require_free(tx: Tx, person_id: PersonId, *, now: datetime) -> None:
    holding = await list_holding(tx, person_id, now=now)
    if holding:
        raise StillSignedUp(gatherings=_titles(holding))


def _titles(holding: Sequence[tuple[Registration, Gathering]]) -> str:
    return ", ".join(gathering.title for _, gathering in holding)
