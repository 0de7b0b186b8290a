"""A colleague of the same organisation takes a seat: both say so, and it costs nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from gatherings.actions.organisers import CODE_LENGTH, CODE_LETTERS
from gatherings.actions.registration import Application, get_active, get_locked, registration_from, require_held
from gatherings.actions.seats import forgive_if_seated, offer_free_seats
from gatherings.errors import AlreadySignedUp, HandoverNotValid, NotSameOrganisation, NotSignedUp
from gatherings.gathering import GatheringId
from gatherings.people import PersonId
from gatherings.postings.personal import confirmation, given_up
from gatherings.registration import Registration
from gatherings.store import Tx
from gatherings.store.handovers import add_handover, find_handover, mark_taken
from gatherings.store.postings import add_postings
from gatherings.store.registrations import find_registration, get_registration, save_needs, save_registration
from gatherings.terms import Mode

PART: Final = 4


async def offer_handover(
    tx: Tx, gathering_id: GatheringId, person_id: PersonId, *, choose: Callable[[str], str], now: datetime
) -> str:
    """A one-time code, `ABCD-EFGH-JKMN`, by which a colleague can take the seat; it is kept until then.

    It holds until the gathering is over. Raises NotSignedUp where there is no seat to give.
    """
    gathering = await get_locked(tx, gathering_id)
    known = await get_active(tx, gathering_id, person_id)
    require_held(gathering, now=now)
    if known.seat is None:
        raise NotSignedUp
    letters = "".join(choose(CODE_LETTERS) for _ in range(CODE_LENGTH))
    code = "-".join(letters[start : start + PART] for start in range(0, CODE_LENGTH, PART))
    await add_handover(tx, code, known.id, expires_at=gathering.over_at)
    return code


async def get_offered_seat(tx: Tx, code: str, *, now: datetime) -> Registration:
    """The registration whose seat a code gives. Raises HandoverNotValid."""
    registration_id = await find_handover(tx, code, at=now)
    found = None if registration_id is None else await get_registration(tx, registration_id)
    if found is None or found.seat is None:
        raise HandoverNotValid
    return found


async def take_seat(tx: Tx, code: str, person_id: PersonId, asked: Application, *, now: datetime) -> Registration:
    """The colleague's registration, with the seat; who gave it is told, and owes nothing for that.

    What the seat was exempt from it stays exempt from. Raises HandoverNotValid, NotSameOrganisation, and
    AlreadySignedUp where the colleague has such a seat, or one in the room, which would be given up by it.
    """
    gathering = await get_locked(tx, (await get_offered_seat(tx, code, now=now)).gathering_id)
    given = await get_offered_seat(tx, code, now=now)
    known = await find_registration(tx, gathering.id, person_id)
    require_held(gathering, now=now)
    if given.person_id == person_id or (known is not None and known.seat in {given.seat, Mode.ROOM}):
        raise AlreadySignedUp
    if given.organisation_id is None or given.organisation_id != asked.organisation_id:
        raise NotSameOrganisation
    left = replace(
        given, seat=None, waits_for=None, place=0, offered_until=None, cancelled_at=now, sequence=given.sequence + 1
    )
    new = registration_from(asked, gathering.id, person_id, known, now=now)
    taken = replace(new, seat=given.seat, is_exempt=given.is_exempt)
    for changed in (left, taken):
        await save_registration(tx, changed)
    await forgive_if_seated(tx, taken, gathering)
    await save_needs(tx, taken.id, asked.needs)
    await mark_taken(tx, code, at=now)
    told = [confirmation(left, gathering, now=now, because="handed_over")]
    await add_postings(tx, [*told, given_up(left, gathering, now=now, how="handed_over")])
    await offer_free_seats(tx, gathering, now=now)
    return taken
