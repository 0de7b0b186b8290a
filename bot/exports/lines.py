"""What the lists are made of: one line for each person, filled from the store, in no language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from gatherings.registration import FeeLine, Needs, RegistrationState
from gatherings.terms import Mode


@dataclass(frozen=True, slots=True)
class OrganisationShown:
    """An organisation as lists show it. `number` is a municipality's own, `organisation_number` is for invoices."""

    name: str
    number: str | None = None
    county: str | None = None
    organisation_number: str | None = None
    invoice_reference: str | None = None


NO_ORGANISATION = OrganisationShown("")


@dataclass(frozen=True, slots=True)
class ParticipantLine:
    """One registration. `place` is the place on the waiting list, from 1, None for who does not wait.

    `answers` has the answers to the gathering's own questions by their id; `attended` the days of a check-in.
    """

    name: str
    state: RegistrationState
    registered_at: datetime
    email: str | None = None
    organisation: OrganisationShown = NO_ORGANISATION
    seat: Mode | None = None
    waits_for: Mode | None = None
    place: int | None = None
    dinner: bool | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    attended: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class OwedLine:
    """A fee, with the organisation that is invoiced for it."""

    fee: FeeLine
    organisation: OrganisationShown = NO_ORGANISATION


@dataclass(frozen=True, slots=True)
class FoodLine:
    """What one person needs. `dinner` None: not known, or there is none."""

    name: str
    needs: Needs
    organisation: OrganisationShown = NO_ORGANISATION
    dinner: bool | None = None


class Reach(StrEnum):
    """Where somebody can be reached."""

    TEAMS = "teams"
    SLACK = "slack"
    WEB = "web"
    EMAIL = "email"


class Answered(StrEnum):
    """What somebody who is not registered has answered."""

    NONE = "none"
    UNDECIDED = "undecided"
    NOT_COMING = "not_coming"


@dataclass(frozen=True, slots=True)
class MissingLine:
    """Somebody who is expected, and is not registered."""

    name: str | None
    email: str | None = None
    organisation: OrganisationShown = NO_ORGANISATION
    reached_by: tuple[Reach, ...] = ()
    answer: Answered = Answered.NONE
