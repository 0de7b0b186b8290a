"""A person's sign-up: a seat in the room or digital, a place on the waiting list, or neither any more. Pure.

What a seat costs and whether there is one is decided here, and nowhere else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from gatherings.gathering import Gathering, GatheringId, Language
from gatherings.organisations import OrganisationId
from gatherings.people import PersonId
from gatherings.terms import Fee, Mode, Terms
from gatherings.times import end_of_day

RegistrationId = NewType("RegistrationId", str)


class RegistrationState(StrEnum):
    REGISTERED = "registered"  # has a seat, in the room or digital; may wait for another beside it
    WAITING = "waiting"  # has no seat, and waits for one
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The terms as somebody accepted them: their rules, and the text that they read, in its language."""

    at: datetime
    language: Language
    version: int
    text: str
    terms: Terms


@dataclass(frozen=True, slots=True)
class Registration:
    """One person's sign-up to one gathering.

    `seat` is what they hold, `waits_for` what they wait for; `place` orders the waiting list, lower first. While
    `offered_until` is set a seat of the kind they wait for is kept for them, through that instant. `is_exempt`: no fee
    can follow, whatever happens. `accepted` is None until the person has accepted the terms. `sequence` rises with
    every change.
    """

    id: RegistrationId
    gathering_id: GatheringId
    person_id: PersonId
    registered_at: datetime
    organisation_id: OrganisationId | None = None
    seat: Mode | None = None
    waits_for: Mode | None = None
    place: int = 0
    offered_until: datetime | None = None
    accepted: Acceptance | None = None
    is_exempt: bool = False
    dinner: bool | None = None
    is_listed: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)
    cancelled_at: datetime | None = None
    sequence: int = 0

    @property
    def state(self) -> RegistrationState:
        if self.seat is not None:
            return RegistrationState.REGISTERED
        return RegistrationState.WAITING if self.waits_for is not None else RegistrationState.CANCELLED

    @property
    def is_active(self) -> bool:
        """Whether it is a sign-up still: a seat, or a place on the waiting list."""
        return self.state is not RegistrationState.CANCELLED


@dataclass(frozen=True, slots=True)
class Needs:
    """What somebody needs, in their words: kept apart, for those alone who have to know, and not for long."""

    food: str | None = None
    access: str | None = None


@dataclass(frozen=True, slots=True)
class Occupancy:
    """How many seats are taken of each kind, seats that are offered among them; those of one organisation apart.

    What has no limit need not be counted. `last_place` is the last of the waiting list, now or ever, as far as known.
    """

    room: int = 0
    digital: int = 0
    room_of_organisation: int = 0
    last_place: int = 0

    def of(self, mode: Mode) -> int:
        return self.room if mode is Mode.ROOM else self.digital

    def without(self, others: Occupancy) -> Occupancy:
        """How many are taken besides those of `others`."""
        own = self.room_of_organisation - others.room_of_organisation
        return replace(
            self, room=self.room - others.room, digital=self.digital - others.digital, room_of_organisation=own
        )


Held = Counter[tuple[Mode, OrganisationId | None]]
"""How many seats people of each organisation have, or are offered."""


def occupancy_of(held: Held, organisation_id: OrganisationId | None) -> Occupancy:
    """The seats that are held, those of one organisation in the room apart; people of none are counted together."""
    taken = {mode: sum(count for (kind, _), count in held.items() if kind is mode) for mode in Mode}
    own = 0 if organisation_id is None else held[Mode.ROOM, organisation_id]
    return Occupancy(taken[Mode.ROOM], taken[Mode.DIGITAL], own)


def seats_of(one: Registration) -> Held:
    """The seats that one person has, or is offered."""
    kinds = (one.seat, None if one.offered_until is None else one.waits_for)
    return Held((kind, one.organisation_id) for kind in kinds if kind is not None)


def has_room_for(mode: Mode, terms: Terms, taken: Occupancy) -> bool:
    """Whether one more seat of this kind may be given to the organisation that `taken` counts apart."""
    capacity, own = terms.capacity_of(mode), terms.capacity_per_organisation
    if capacity is not None and taken.of(mode) >= capacity:
        return False
    return mode is Mode.DIGITAL or own is None or taken.room_of_organisation < own


def place_in(registration: Registration, mode: Mode, terms: Terms, taken: Occupancy) -> Registration:
    """The registration with a seat of this kind, or at the end of the waiting list for it.

    `taken` counts the seats of everybody else. Who waits keeps the seat that they have, and has a digital one
    meanwhile where they have none and there is one.
    """
    if has_room_for(mode, terms, taken):
        return replace(registration, seat=mode, waits_for=None, place=0, offered_until=None)
    if registration.waits_for is mode:
        return registration
    meanwhile = registration.seat
    if meanwhile is None and mode is Mode.ROOM and has_room_for(Mode.DIGITAL, terms, taken):
        meanwhile = Mode.DIGITAL
    return replace(registration, seat=meanwhile, waits_for=mode, place=taken.last_place + 1, offered_until=None)


def promoted(registration: Registration, gathering: Gathering, *, now: datetime) -> Registration:
    """The registration with the seat that it was offered. After the deadline, or the last free day, it owes no fee."""
    late = _has_passed(gathering, now) or gathering.terms.has_closed(now, gathering.zone)
    return replace(
        registration,
        seat=registration.waits_for,
        waits_for=None,
        place=0,
        offered_until=None,
        is_exempt=registration.is_exempt or late,
        sequence=registration.sequence + 1,
    )


def fee_of_leaving(registration: Registration, gathering: Gathering, *, now: datetime) -> Fee | None:
    """What giving up the seat costs at an instant; None where it is free."""
    day = last_free_day(registration, gathering)
    if day is None or now < end_of_day(day, gathering.zone):
        return None
    assert registration.accepted is not None
    return registration.accepted.terms.fee_late


def last_free_day(registration: Registration, gathering: Gathering) -> date | None:
    """The last day on which giving up the seat costs nothing; None where it never costs anything.

    By the terms that the person accepted. A last free day that was put off since counts in the person's favour.
    """
    accepted = registration.accepted
    if accepted is None or accepted.terms.fee_late is None or not _can_owe(registration, gathering):
        return None
    days = [terms.last_free_day for terms in (accepted.terms, gathering.terms)]
    known = [day for day in days if day is not None]
    return max(known) if len(known) == len(days) else None


def fee_of_absence(registration: Registration, gathering: Gathering) -> Fee | None:
    """What not turning up costs; None where it is free."""
    if not _can_owe(registration, gathering):
        return None
    assert registration.accepted is not None
    return registration.accepted.terms.fee_absent


def _can_owe(registration: Registration, gathering: Gathering) -> bool:
    """Whether any fee can follow: a seat that the accepted terms put a fee on, at a gathering that is held.

    Nobody on the waiting list owes anything, not for the digital seat that they have meanwhile either.
    """
    accepted, seat = registration.accepted, registration.seat
    if accepted is None or seat is None or registration.is_exempt or gathering.is_cancelled:
        return False
    return registration.waits_for is None and accepted.terms.covers(seat)


def _has_passed(gathering: Gathering, now: datetime) -> bool:
    day = gathering.terms.last_free_day
    return day is not None and now >= end_of_day(day, gathering.zone)


class FeeReason(StrEnum):
    LATE = "late"  # cancelled, or gave up the seat in the room, after the last free day
    ABSENT = "absent"  # did not turn up


@dataclass(frozen=True, slots=True)
class FeeLine:
    """The basis of an invoice: who, of which organisation, why, and by which terms. Never a charge by us.

    It stands by itself, so that it can outlive the registration. `waived_at` is set where an organiser has let it go.
    """

    id: str
    gathering_id: GatheringId
    registration_id: RegistrationId
    name: str
    organisation_id: OrganisationId | None
    reason: FeeReason
    fee: Fee
    at: datetime
    accepted: Acceptance
    waived_at: datetime | None = None
    waived_by: str | None = None
    waived_because: str | None = None
