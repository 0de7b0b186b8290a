"""Seats that become free: offered to the first who waits, kept for a time, and taken or passed on."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from gatherings.errors import GatheringCancelled, OfferLapsed
from gatherings.gathering import Gathering
from gatherings.postings.personal import confirmation, offer
from gatherings.quiet import next_waking
from gatherings.registration import Acceptance, Held, Registration, has_room_for, occupancy_of, promoted
from gatherings.store import Tx
from gatherings.store.fees import remove_fee
from gatherings.store.postings import add_postings
from gatherings.store.registrations import find_first_waiting, list_lapsed, save_registration
from gatherings.store.seats import count_held
from gatherings.terms import Mode


async def offer_free_seats(tx: Tx, gathering: Gathering, *, now: datetime) -> list[Registration]:
    """Who is offered a seat by this, first come first; the gathering must be locked.

    An offer reaches people in their waking hours, and its time to answer counts from there. None is made so late that
    the gathering would have begun.
    """
    sent_at = next_waking(now, gathering.zone)
    if gathering.is_cancelled or sent_at >= gathering.starts_at:
        return []
    until = min(sent_at + gathering.terms.offer, gathering.starts_at)
    made, held = list[Registration](), await count_held(tx, gathering.id)
    for mode in Mode:
        while waiting := await _next_in_turn(tx, gathering, mode, held):
            offered = replace(waiting, offered_until=until, sequence=waiting.sequence + 1)
            await save_registration(tx, offered)
            await add_postings(tx, [offer(offered, gathering, due_at=sent_at)])
            held[mode, waiting.organisation_id] += 1
            made.append(offered)
    return made


async def _next_in_turn(tx: Tx, gathering: Gathering, mode: Mode, held: Held) -> Registration | None:
    """Who may have one more seat of this kind first; None where none is free, or nobody may."""
    terms, taken = gathering.terms, occupancy_of(held, None)
    if not has_room_for(mode, terms, taken):
        return None
    in_room = {one: count for (kind, one), count in held.items() if kind is Mode.ROOM and one is not None}
    full = [
        one for one, own in in_room.items() if not has_room_for(mode, terms, replace(taken, room_of_organisation=own))
    ]
    return await find_first_waiting(tx, gathering.id, mode, besides=full)


async def accept_offer(
    tx: Tx, offered: Registration, gathering: Gathering, accepted: Acceptance, *, now: datetime
) -> Registration:
    """The registration with the seat. Raises GatheringCancelled, OfferLapsed."""
    if gathering.is_cancelled:
        raise GatheringCancelled
    if offered.offered_until is None or now > offered.offered_until:
        raise OfferLapsed
    before = offered.seat
    seated = replace(promoted(offered, gathering, now=now), accepted=accepted)
    await save_registration(tx, seated)
    await forgive_if_seated(tx, seated, gathering)
    if before is not None:
        await offer_free_seats(tx, gathering, now=now)
    return seated


async def forgive_if_seated(tx: Tx, registration: Registration, gathering: Gathering) -> None:
    """Who holds a seat that the fee concerns owes nothing for having given one up before."""
    terms = registration.accepted.terms if registration.accepted else gathering.terms
    if registration.seat is not None and terms.covers(registration.seat):
        await remove_fee(tx, registration.id)


async def leave_waiting_list(tx: Tx, waiting: Registration, gathering: Gathering, *, now: datetime) -> Registration:
    """The registration without its place on the waiting list, and with the seat that it has. It costs nothing."""
    left = _without_place(waiting, now=now)
    await save_registration(tx, left)
    await offer_free_seats(tx, gathering, now=now)
    return left


async def end_lapsed_offers(tx: Tx, gathering: Gathering, *, now: datetime) -> list[Registration]:
    """Who did not answer in time: they leave the waiting list, are told so, and what is free goes to the next."""
    left = [_without_place(lapsed, now=now) for lapsed in await list_lapsed(tx, gathering.id, now=now)]
    for one in left:
        await save_registration(tx, one)
    await add_postings(tx, [confirmation(one, gathering, now=now, because="offer_lapsed") for one in left])
    await offer_free_seats(tx, gathering, now=now)
    return left


def _without_place(waiting: Registration, *, now: datetime) -> Registration:
    return replace(
        waiting,
        waits_for=None,
        place=0,
        offered_until=None,
        cancelled_at=now if waiting.seat is None else None,
        sequence=waiting.sequence + 1,
    )


def new_id() -> str:
    return uuid4().hex
