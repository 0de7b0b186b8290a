"""Changing a registration: in the room or digital, what one needs, and accepting what an organiser signed one up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from gatherings.actions.registration import (
    get_active,
    get_locked,
    pay_for_leaving,
    place,
    require_held,
    require_mode,
)
from gatherings.actions.seats import accept_offer, forgive_if_seated, leave_waiting_list, offer_free_seats
from gatherings.errors import (
    NoSeatLeft,
    SignupClosed,
)
from gatherings.gathering import Gathering, GatheringId
from gatherings.people import PersonId
from gatherings.registration import (
    Acceptance,
    Needs,
    Registration,
    has_room_for,
)
from gatherings.store import Tx
from gatherings.store.handovers import remove_handovers
from gatherings.store.registrations import (
    save_needs,
    save_registration,
)
from gatherings.store.seats import get_occupancy
from gatherings.terms import Fee, Mode


async def change_mode(
    tx: Tx,
    gathering_id: GatheringId,
    person_id: PersonId,
    mode: Mode,
    *,
    accepted: Acceptance,
    shown: Fee | None,
    now: datetime,
) -> Registration:
    """The registration in another way, or on the waiting list for it with the seat that is held kept.

    Who asks for the kind of seat that they have waits for no other any more; who asks for the one that they are offered
    accepts it. Giving up the room late costs what a cancellation does. Raises NotSignedUp, GatheringCancelled,
    GatheringOver, NoSuchMode, CostChanged, OfferLapsed; SignupClosed where the room is asked for after the deadline,
    NoSeatLeft where no digital seat is left.
    """
    gathering = await get_locked(tx, gathering_id)
    known = await get_active(tx, gathering_id, person_id)
    require_held(gathering, now=now)
    require_mode(gathering, mode)
    if known.seat is mode:
        return known if known.waits_for is None else await leave_waiting_list(tx, known, gathering, now=now)
    if known.waits_for is mode and known.offered_until is not None:
        return await accept_offer(tx, known, gathering, accepted, now=now)
    if mode is Mode.ROOM and gathering.terms.has_closed(now, gathering.zone):
        if known.waits_for is mode:
            return known
        raise SignupClosed
    if known.seat is Mode.ROOM:
        return await _to_digital(tx, known, gathering, shown=shown, now=now)
    placed = await place(tx, known, mode, gathering)
    if placed == known:
        return known
    if placed.seat is mode:
        placed = replace(placed, accepted=accepted, is_exempt=False)
    placed = replace(placed, sequence=known.sequence + 1)
    await save_registration(tx, placed)
    await forgive_if_seated(tx, placed, gathering)
    await offer_free_seats(tx, gathering, now=now)
    return placed


async def _to_digital(
    tx: Tx, known: Registration, gathering: Gathering, *, shown: Fee | None, now: datetime
) -> Registration:
    """The registration with a digital seat in the place of the one in the room."""
    taken = await get_occupancy(tx, gathering.id, known.organisation_id, besides=known)
    if not has_room_for(Mode.DIGITAL, gathering.terms, taken):
        raise NoSeatLeft
    await pay_for_leaving(tx, known, gathering, shown=shown, now=now)
    moved = replace(known, seat=Mode.DIGITAL, waits_for=None, place=0, sequence=known.sequence + 1)
    await save_registration(tx, moved)
    await remove_handovers(tx, moved.id)
    await offer_free_seats(tx, gathering, now=now)
    return moved


async def change_details(
    tx: Tx,
    gathering_id: GatheringId,
    person_id: PersonId,
    *,
    needs: Needs | None = None,
    dinner: bool | None = None,
    is_listed: bool | None = None,
    answers: Mapping[str, str] | None = None,
    now: datetime,
) -> Registration:
    """The registration with what is not None changed. Raises NotSignedUp, GatheringCancelled, GatheringOver."""
    gathering = await get_locked(tx, gathering_id)
    known = await get_active(tx, gathering_id, person_id)
    require_held(gathering, now=now)
    changed = replace(
        known,
        dinner=known.dinner if dinner is None else dinner,
        is_listed=known.is_listed if is_listed is None else is_listed,
        answers=known.answers if answers is None else answers,
        sequence=known.sequence + 1,
    )
    await save_registration(tx, changed)
    if needs is not None:
        await save_needs(tx, known.id, needs)
    return changed


async def accept_for_oneself(
    tx: Tx, gathering_id: GatheringId, person_id: PersonId, accepted: Acceptance, *, now: datetime
) -> Registration:
    """The registration that an organiser made, with the terms accepted by the person. Raises NotSignedUp."""
    gathering = await get_locked(tx, gathering_id)
    known = await get_active(tx, gathering_id, person_id)
    require_held(gathering, now=now)
    if known.accepted is not None:
        return known
    changed = replace(known, accepted=accepted, sequence=known.sequence + 1)
    await save_registration(tx, changed)
    return changed
