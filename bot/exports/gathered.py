"""The lines of the organisers' lists, gathered from the store: one function for each list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from bot.exports.lines import (
    NO_ORGANISATION,
    Answered,
    FoodLine,
    MissingLine,
    OrganisationShown,
    OwedLine,
    ParticipantLine,
    Reach,
)
from gatherings.gathering import Gathering
from gatherings.organisations import Organisation, OrganisationId, label_of
from gatherings.people import Person, PersonId
from gatherings.registration import Needs, Registration, RegistrationId
from gatherings.store import Tx
from gatherings.store.attendances import list_attendances
from gatherings.store.fees import list_fees
from gatherings.store.invitations import Coming, list_invited, list_responses
from gatherings.store.organisations import find_organisation, list_organisations
from gatherings.store.profiles import list_channels_of, list_people
from gatherings.store.registrations import list_needs, list_registrations, list_waiting
from gatherings.terms import Mode

Shown = Mapping[OrganisationId | None, OrganisationShown]

ANSWERS: Final = {None: Answered.NONE, Coming.UNDECIDED: Answered.UNDECIDED, Coming.NOT_COMING: Answered.NOT_COMING}


async def gather_participants(tx: Tx, gathering: Gathering) -> list[ParticipantLine]:
    """Everybody who has signed up, in the order in which they did; those who have cancelled as well."""
    return await participant_lines(tx, gathering, await list_registrations(tx, gathering.id))


async def participant_lines(
    tx: Tx, gathering: Gathering, registrations: Sequence[Registration]
) -> list[ParticipantLine]:
    """A line for each of these registrations of a gathering, in their order."""
    people = await list_people(tx, [one.person_id for one in registrations])
    shown = await shown_organisations(tx, gathering, (one.organisation_id for one in registrations))
    attended = await _days_attended(tx, gathering)
    places = places_of(await list_waiting(tx, gathering.id))
    return [
        _participant(one, people[one.person_id], shown, places.get(one.id), attended[one.person_id])
        for one in registrations
    ]


async def gather_fees(tx: Tx, gathering: Gathering) -> list[OwedLine]:
    """Every fee in the order in which they came to be, waived ones as well."""
    fees = await list_fees(tx, gathering.id)
    shown = await shown_organisations(tx, gathering, (one.organisation_id for one in fees))
    return [OwedLine(one, shown[one.organisation_id]) for one in fees]


async def gather_food(tx: Tx, gathering: Gathering) -> list[FoodLine]:
    """Everybody with a seat in the room, with or without wishes: whom the kitchen counts on."""
    registrations = await list_registrations(tx, gathering.id)
    return await _needing(tx, gathering, [one for one in registrations if one.seat is Mode.ROOM])


async def gather_needs(tx: Tx, gathering: Gathering) -> list[FoodLine]:
    """As `gather_food`, and what those need who take part digitally; the kitchen does not cook for them."""
    registrations = await list_registrations(tx, gathering.id)
    digital = await _needing(tx, gathering, [one for one in registrations if one.seat is Mode.DIGITAL])
    in_room = await _needing(tx, gathering, [one for one in registrations if one.seat is Mode.ROOM])
    with_access = [replace(line, needs=Needs(access=line.needs.access)) for line in digital if line.needs.access]
    return [*in_room, *with_access]


async def gather_missing(tx: Tx, gathering: Gathering) -> list[MissingLine]:
    """Who is expected and has no seat and waits for none, in the order in which they were invited."""
    registrations = {one.person_id: one for one in await list_registrations(tx, gathering.id)}
    invited = await list_invited(tx, gathering.id)
    ids = [one for one in invited if one not in registrations or not registrations[one].is_active]
    people, channels = await list_people(tx, ids), await list_channels_of(tx, ids)
    responses = await list_responses(tx, gathering.id)
    shown = await shown_organisations(tx, gathering, (person.organisation_id for person in people.values()))
    return [
        MissingLine(
            name=people[one].name,
            email=people[one].email,
            organisation=shown[people[one].organisation_id],
            reached_by=ways_of(channels.get(one, ())),
            answer=answer_of(responses[one].answer if one in responses else None, registrations.get(one)),
        )
        for one in ids
    ]


async def shown_organisations(tx: Tx, gathering: Gathering, ids: Iterable[OrganisationId | None]) -> Shown:
    """The organisations of these ids as lists show them; None, and what is not there any more, as no organisation."""
    wanted = set(ids)
    known = await list_organisations(tx, gathering.network_id)
    by_id = {one.id: one for one in known}
    found: dict[OrganisationId | None, OrganisationShown] = {}
    for one in wanted:
        other = None if one is None else by_id.get(one) or await find_organisation(tx, one)
        found[one] = NO_ORGANISATION if other is None else _shown(other, known)
    return found


def ways_of(channels: Iterable[str]) -> tuple[Reach, ...]:
    """The ways among the channels by which somebody can be reached, chats first."""
    held = set(channels)
    return tuple(way for way in Reach if way in held)


def answer_of(answer: Coming | None, registration: Registration | None) -> Answered:
    """What somebody without a seat has answered; who has given up a seat does not come."""
    return Answered.NOT_COMING if answer is None and registration is not None else ANSWERS[answer]


def places_of(waiting_ones: Sequence[Registration]) -> dict[RegistrationId, int]:
    """The place of everybody on the waiting list, from 1, for each kind of seat by itself."""
    places: dict[RegistrationId, int] = {}
    for mode in Mode:
        waiting = sorted((one for one in waiting_ones if one.waits_for is mode), key=lambda one: (one.place, one.id))
        places |= {one.id: number for number, one in enumerate(waiting, start=1)}
    return places


def _shown(organisation: Organisation, among: Sequence[Organisation]) -> OrganisationShown:
    return OrganisationShown(
        name=label_of(organisation, among),
        number=organisation.number,
        county=organisation.county,
        organisation_number=organisation.organisation_number,
        invoice_reference=organisation.invoice_reference,
    )


def _participant(
    one: Registration, person: Person, shown: Shown, place: int | None, attended: Iterable[date]
) -> ParticipantLine:
    return ParticipantLine(
        name=person.name or "",
        state=one.state,
        registered_at=one.registered_at,
        email=person.email,
        organisation=shown[one.organisation_id],
        seat=one.seat,
        waits_for=one.waits_for,
        place=place,
        dinner=one.dinner,
        answers=one.answers,
        attended=frozenset(attended),
    )


async def _needing(tx: Tx, gathering: Gathering, registrations: Sequence[Registration]) -> list[FoodLine]:
    people = await list_people(tx, [one.person_id for one in registrations])
    needs = await list_needs(tx, [one.id for one in registrations])
    shown = await shown_organisations(tx, gathering, (one.organisation_id for one in registrations))
    return [
        FoodLine(
            name=people[one.person_id].name or "",
            needs=needs.get(one.id, Needs()),
            organisation=shown[one.organisation_id],
            dinner=one.dinner,
        )
        for one in registrations
    ]


async def _days_attended(tx: Tx, gathering: Gathering) -> Mapping[PersonId, list[date]]:
    days: defaultdict[PersonId, list[date]] = defaultdict(list)
    for attended in await list_attendances(tx, gathering.id):
        days[attended.person_id].append(attended.day)
    return days
