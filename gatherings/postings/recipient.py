"""Who gets a delivery, as far as it matters for what is said, and whether it still is for them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from gatherings.people import Person
from gatherings.postings.changed import concerns_place_alone
from gatherings.postings.posting import Audience, Posting, PostingKind
from gatherings.postings.reminder import is_last
from gatherings.registration import Registration
from gatherings.terms import Fee, Mode

ABOUT_ONE: Final = frozenset({
    PostingKind.CALLED_OFF,
    PostingKind.CHANGED,
    PostingKind.OPENING,
    PostingKind.UNREACHED,
    PostingKind.RENEWED,
    PostingKind.REMINDER,
    PostingKind.MISSING,
    PostingKind.UPCOMING,
    PostingKind.CONFIRMATION,
    PostingKind.SIGNED_UP,
    PostingKind.OFFER,
    PostingKind.START,
    PostingKind.GIVEN_UP,
    PostingKind.EVALUATION,
    PostingKind.EVALUATION_REMINDER,
    PostingKind.FIRST_STEP,
})  # fmt: skip
"""Drawn for each recipient alone; of every other kind only the recipient's standing matters."""

UNDECIDED: Final = "undecided"


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands to the gathering. Of a group or a channel only `follows` is known.

    `mode` is the kind of seat that they have; `has_registration` is true of a cancelled one as well. `answer` is what
    they said to a reminder. `is_expected`: they are invited, or follow in private; looked at for a reminder alone.
    """

    follows: bool = True
    mode: Mode | None = None
    is_waiting: bool = False
    has_registration: bool = False
    answer: str | None = None
    is_muted: bool = False
    is_expected: bool = True

    @property
    def is_digital(self) -> bool | None:
        """None where they have no seat."""
        return None if self.mode is None else self.mode is Mode.DIGITAL

    @property
    def is_signed_up(self) -> bool:
        return self.mode is not None or self.is_waiting


EVERYBODY: Final = Standing()


@dataclass(frozen=True, slots=True)
class GivenUp:
    """Who gave up a seat, and the fee that is the basis of an invoice. What is None is gone, or not known."""

    name: str | None = None
    organisation: str | None = None
    fee: Fee | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """How many of an organisation are expected and have not answered; of no known one where it is None."""

    organisation: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a delivery. All but `standing` is loaded only for the kinds of `ABOUT_ONE`, and never what they need.

    `waiting_place` counts from 1. `organisation` is its name, to which "kommune" belongs where `is_municipality`. `fee`
    is the basis of an invoice that stands against them. `link_id` names their personal link. `given_up` and `missing`
    are what an organiser is told of. `first_step` is what they meant to do first at home.
    `signed_up` is how many have a seat, told to groups and channels.
    """

    standing: Standing = EVERYBODY
    person: Person | None = None
    registration: Registration | None = None
    waiting_place: int | None = None
    organisation: str | None = None
    is_municipality: bool = False
    fee: Fee | None = None
    link_id: str | None = None
    given_up: GivenUp | None = None
    missing: tuple[Missing, ...] = ()
    first_step: str | None = None
    signed_up: int | None = None


def is_meant_for(posting: Posting, recipient: Recipient) -> bool:
    """Whether a posting is still for this recipient, or ever was."""
    meant = _MEANT.get(posting.kind)
    return meant is None or meant(posting, recipient)


def _is_offered(_posting: Posting, to: Recipient) -> bool:
    return to.registration is not None and to.registration.offered_until is not None


def _has_to_accept(_posting: Posting, to: Recipient) -> bool:
    return to.registration is not None and to.registration.is_active and to.registration.accepted is None


_MEANT: Final[Mapping[PostingKind, Callable[[Posting, Recipient], bool]]] = {
    PostingKind.STREAM: lambda _, to: to.standing.mode is not Mode.ROOM,
    PostingKind.CHANGED: lambda posting, to: to.standing.mode is Mode.ROOM or not concerns_place_alone(posting),
    PostingKind.MISSING: lambda _, to: bool(to.missing),
    PostingKind.OFFER: _is_offered,
    PostingKind.SIGNED_UP: _has_to_accept,
    PostingKind.START: lambda _, to: to.registration is None or not to.registration.is_active,
    PostingKind.CONFIRMATION: lambda _, to: to.registration is not None,
    PostingKind.FIRST_STEP: lambda _, to: to.first_step is not None,
}


def is_wanted(posting: Posting, standing: Standing) -> bool:
    """Whether somebody still belongs to a posting's audience when its delivery is about to leave."""
    match posting.audience:
        case Audience.FOLLOWING | Audience.ORGANISERS_CHANNELS | Audience.SHOWN:
            return standing.follows
        case Audience.REGISTERED:
            return standing.mode is not None
        case Audience.SILENT:
            has_answered = standing.answer is not None and not (is_last(posting) and standing.answer == UNDECIDED)
            return standing.is_expected and not (standing.has_registration or standing.is_muted or has_answered)
        case _:
            return True
