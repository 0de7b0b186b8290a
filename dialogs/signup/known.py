"""What the dialogs of sign-up look up: organisations, how a registration stands, whether a seat is left."""

from __future__ import annotations

from dataclasses import replace

from dialogs.answers.signup import Status
from dialogs.conversation import Visit
from gatherings.agenda import Agenda
from gatherings.errors import NoGathering, OnlyInPrivate
from gatherings.gathering import GatheringId
from gatherings.organisations import Organisation, OrganisationId
from gatherings.registration import Registration, has_room_for
from gatherings.store.fees import find_fee
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.store.organisations import find_organisation, list_organisations
from gatherings.store.registrations import count_ahead, find_needs
from gatherings.store.seats import get_occupancy
from gatherings.terms import Mode


def agenda_of(visit: Visit) -> Agenda:
    """The gathering in question. Raises NoGathering where there is none."""
    if visit.agenda is None:
        raise NoGathering
    return visit.agenda


async def about(visit: Visit, gathering_id: str) -> Visit:
    """The visit with this gathering in question, whichever was talked of last. Raises NoSuchGathering."""
    if visit.agenda is not None and visit.agenda.gathering.id == gathering_id:
        return visit
    return replace(visit, agenda=Agenda(await get_gathering_by_id(visit.tx, GatheringId(gathering_id))))


def require_private(visit: Visit) -> None:
    """Raises OnlyInPrivate."""
    if not visit.actor.is_in_private:
        raise OnlyInPrivate


async def organisations_of(visit: Visit) -> list[Organisation]:
    """The organisations of the gathering's network."""
    return await list_organisations(visit.tx, agenda_of(visit).gathering.network_id)


async def organisation_of(visit: Visit, organisation_id: str | None) -> Organisation | None:
    return await find_organisation(visit.tx, OrganisationId(organisation_id)) if organisation_id else None


async def full_modes(visit: Visit, organisation_id: str | None) -> tuple[Mode, ...]:
    """The ways to take part in which no seat is left for somebody of this organisation."""
    gathering = agenda_of(visit).gathering
    organisation = OrganisationId(organisation_id) if organisation_id else None
    taken = await get_occupancy(visit.tx, gathering.id, organisation)
    return tuple(mode for mode in gathering.terms.modes if not has_room_for(mode, gathering.terms, taken))


async def status_of(visit: Visit, registration: Registration, *, because: str = "") -> Status:
    """How a registration stands now, with the fee that stands against it."""
    agenda = agenda_of(visit)
    waits, owed = registration.waits_for is not None, await find_fee(visit.tx, registration.id)
    return Status(
        agenda=agenda,
        organisation=await organisation_of(visit, registration.organisation_id),
        registration=registration,
        waiting_place=await count_ahead(visit.tx, registration) + 1 if waits else None,
        needs=await find_needs(visit.tx, registration.id),
        owed=None if owed is None or owed.waived_at is not None else owed.fee,
        because=because,
    )
