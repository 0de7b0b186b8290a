"""Signing up, changing it, giving up a seat. The gathering is locked first, so that no seat is given twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from gatherings.actions.seats import forgive_if_seated, new_id, offer_free_seats
from gatherings.errors import (
    CostChanged,
    GatheringCancelled,
    GatheringOver,
    NoSuchGathering,
    NoSuchMode,
    NotSignedUp,
    SignupClosed,
    SignupNotOpen,
)
from gatherings.gathering import Gathering, GatheringId, Language
from gatherings.organisations import OrganisationId
from gatherings.people import PersonId
from gatherings.postings.personal import given_up
from gatherings.registration import (
    Acceptance,
    FeeLine,
    FeeReason,
    Needs,
    Registration,
    RegistrationId,
    fee_of_leaving,
    place_in,
)
from gatherings.store import Tx
from gatherings.store.fees import add_fee
from gatherings.store.gatherings import get_locked_by, lock_gathering, send_lock
from gatherings.store.handovers import remove_handovers
from gatherings.store.invitations import take_answer_back
from gatherings.store.postings import add_postings
from gatherings.store.profiles import get_person
from gatherings.store.registrations import (
    find_registration,
    save_needs,
    save_registration,
)
from gatherings.store.seats import Before, get_occupancy, look_before_sign_up
from gatherings.terms import Fee, Mode


@dataclass(frozen=True, slots=True)
class Application:
    """What somebody signs up with. `accepted` is None only where an organiser does it for them."""

    mode: Mode
    accepted: Acceptance | None
    organisation_id: OrganisationId | None = None
    needs: Needs = field(default_factory=Needs)
    dinner: bool | None = None
    is_listed: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)


def accept_terms(gathering: Gathering, *, text: str, language: Language, now: datetime) -> Acceptance:
    """The terms as they are now, accepted: what counts for this person from here on."""
    return Acceptance(at=now, language=language, version=gathering.version, text=text, terms=gathering.terms)


async def get_locked(tx: Tx, gathering_id: GatheringId) -> Gathering:
    """The gathering, whose seats nobody else gives away until the commit. Raises NoSuchGathering."""
    return _found(await lock_gathering(tx, gathering_id), gathering_id)


def _found(locked: Gathering | None, gathering_id: GatheringId) -> Gathering:
    if locked is None:
        raise NoSuchGathering(slug=gathering_id)
    return locked


def require_open(gathering: Gathering, *, now: datetime) -> None:
    """Raises GatheringCancelled, GatheringOver, SignupNotOpen or SignupClosed."""
    require_held(gathering, now=now)
    if not gathering.terms.has_opened(now, gathering.zone):
        raise SignupNotOpen
    if gathering.terms.has_closed(now, gathering.zone):
        raise SignupClosed


def require_held(gathering: Gathering, *, now: datetime) -> None:
    """Raises GatheringCancelled, or GatheringOver where nothing can be changed any more."""
    if gathering.is_cancelled:
        raise GatheringCancelled
    if now >= gathering.over_at or gathering.attendance_closed_at is not None:
        raise GatheringOver


async def sign_up(
    tx: Tx, gathering_id: GatheringId, person_id: PersonId, asked: Application, *, now: datetime
) -> Registration:
    """The person's registration: with a seat, or on the waiting list. Signed up already, it is as it was.

    Raises GatheringCancelled, GatheringOver, SignupNotOpen, SignupClosed, NoSuchMode.
    """
    return await _sign_up(tx, gathering_id, person_id, asked, check=require_open, now=now)


async def sign_up_for(
    tx: Tx, gathering_id: GatheringId, person_id: PersonId, asked: Application, *, now: datetime
) -> Registration:
    """As `sign_up`, done by an organiser, who need not mind the opening and the deadline."""
    return await _sign_up(tx, gathering_id, person_id, asked, check=require_held, now=now)


async def _sign_up(
    tx: Tx,
    gathering_id: GatheringId,
    person_id: PersonId,
    asked: Application,
    *,
    check: Callable[..., None],
    now: datetime,
) -> Registration:
    lock = send_lock(tx, gathering_id)
    before = await look_before_sign_up(tx, gathering_id, person_id, asked.organisation_id)
    gathering = _found(await get_locked_by(tx, lock, gathering_id), gathering_id)
    if before.known is not None and before.known.is_active:
        return before.known
    check(gathering, now=now)
    return await _enter(tx, gathering, before, person_id, asked, now=now)


def registration_from(
    asked: Application,
    gathering_id: GatheringId,
    person_id: PersonId,
    known: Registration | None,
    *,
    now: datetime,
) -> Registration:
    """What was asked for as a registration that has no seat yet; it goes on from `known`, one that was cancelled."""
    return Registration(
        id=known.id if known else RegistrationId(new_id()),
        gathering_id=gathering_id,
        person_id=person_id,
        registered_at=now,
        organisation_id=asked.organisation_id,
        accepted=asked.accepted,
        dinner=asked.dinner,
        is_listed=asked.is_listed,
        answers=asked.answers,
        sequence=known.sequence + 1 if known else 0,
    )


async def _enter(
    tx: Tx, gathering: Gathering, before: Before, person_id: PersonId, asked: Application, *, now: datetime
) -> Registration:
    require_mode(gathering, asked.mode)
    known = before.known
    new = registration_from(asked, gathering.id, person_id, known, now=now)
    placed = place_in(new, asked.mode, gathering.terms, before.taken)
    await save_registration(tx, placed)
    if before.has_answered:
        await take_answer_back(tx, gathering.id, person_id)
    if asked.needs != Needs() or known is not None:  # else there is nothing yet that would have to go
        await save_needs(tx, placed.id, asked.needs)
    if known is not None:
        await forgive_if_seated(tx, placed, gathering)
    return placed


def require_mode(gathering: Gathering, mode: Mode) -> None:
    """Raises NoSuchMode."""
    if mode not in gathering.terms.modes:
        raise NoSuchMode


async def place(tx: Tx, registration: Registration, mode: Mode, gathering: Gathering) -> Registration:
    """The registration with a seat of this kind, or at the end of the waiting list for it; not saved."""
    taken = await get_occupancy(tx, gathering.id, registration.organisation_id, besides=registration)
    return place_in(registration, mode, gathering.terms, taken)


async def get_active(tx: Tx, gathering_id: GatheringId, person_id: PersonId) -> Registration:
    """The person's registration. Raises NotSignedUp where they have none, or have cancelled."""
    found = await find_registration(tx, gathering_id, person_id)
    if found is None or not found.is_active:
        raise NotSignedUp
    return found


async def withdraw(
    tx: Tx, gathering_id: GatheringId, person_id: PersonId, *, shown: Fee | None, now: datetime
) -> Registration:
    """The registration, cancelled; what that costs is kept as a fee line, and the organisers are told.

    `shown` is the cost that the person was shown. Raises NotSignedUp, GatheringOver, CostChanged.
    """
    gathering = await get_locked(tx, gathering_id)
    known = await get_active(tx, gathering_id, person_id)
    if not gathering.is_cancelled:
        require_held(gathering, now=now)
    await pay_for_leaving(tx, known, gathering, shown=shown, now=now)
    left = replace(
        known,
        seat=None,
        waits_for=None,
        place=0,
        offered_until=None,
        cancelled_at=now,
        sequence=known.sequence + 1,
    )
    await save_registration(tx, left)
    await remove_handovers(tx, left.id)
    await offer_free_seats(tx, gathering, now=now)
    return left


async def pay_for_leaving(
    tx: Tx, known: Registration, gathering: Gathering, *, shown: Fee | None, now: datetime
) -> None:
    """Keeps the fee of giving up the seat, where there is one. Raises CostChanged where it is not what was shown."""
    fee = fee_of_leaving(known, gathering, now=now)
    if fee != shown:
        raise CostChanged
    if fee is None:
        return
    await add_fee(tx, await fee_line(tx, known, fee, FeeReason.LATE, now=now))
    await add_postings(tx, [given_up(known, gathering, now=now, how="late")])


async def fee_line(tx: Tx, owing: Registration, fee: Fee, reason: FeeReason, *, now: datetime) -> FeeLine:
    """The basis of an invoice for this registration."""
    assert owing.accepted is not None, "nobody owes what they have not accepted"
    person = await get_person(tx, owing.person_id)
    return FeeLine(
        id=new_id(),
        gathering_id=owing.gathering_id,
        registration_id=owing.id,
        name=(person.name if person else None) or "",
        organisation_id=owing.organisation_id,
        reason=reason,
        fee=fee,
        at=now,
        accepted=owing.accepted,
    )
