"""What we ask and answer about sign-up: facts, no sentences. `bot.cards` draws each in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dialogs.answers.answer import Answer
from gatherings.agenda import Agenda, TimedBlock
from gatherings.organisations import Organisation
from gatherings.questions import Question
from gatherings.registration import Needs, Registration
from gatherings.terms import Fee, Mode


@dataclass(frozen=True, kw_only=True)
class SignupAnswer(Answer):
    """About signing up to one gathering. `organisation` is the person's, None where it is not known."""

    agenda: Agenda
    organisation: Organisation | None = None


@dataclass(frozen=True, kw_only=True)
class Asking(SignupAnswer):
    """A question of a dialog that waits; `id` is the dialog's, `can_go_back` whether something was asked before."""

    id: str
    can_go_back: bool = False


@dataclass(frozen=True, kw_only=True)
class AskWho(Asking):
    """Name and e-mail, as far as they are known; `is_email_wrong` where what was given cannot be an address."""

    name: str = ""
    email: str = ""
    is_email_wrong: bool = False


@dataclass(frozen=True, kw_only=True)
class AskOrganisation(Asking):
    """Which organisation; `near` may be meant, of `among` all. `said` was not found, empty where nothing was said.

    `is_several` where the words fit more than one ("Herøy").
    """

    near: tuple[Organisation, ...] = ()
    among: tuple[Organisation, ...] = ()
    said: str = ""
    is_several: bool = False


@dataclass(frozen=True, kw_only=True)
class AskMode(Asking):
    """In the room or digital; `is_full` where the room has no seat left."""

    is_full: bool = False


@dataclass(frozen=True, kw_only=True)
class AskNeeds(Asking):
    """Food and access."""

    needs: Needs


@dataclass(frozen=True, kw_only=True)
class AskDinner(Asking):
    """Whether they come to the dinner."""

    dinner: TimedBlock


@dataclass(frozen=True, kw_only=True)
class AskOwn(Asking):
    """A question of the gathering's own."""

    question: Question


@dataclass(frozen=True, kw_only=True)
class Summary(Asking):
    """What they are about to sign up with, and what it can cost, before the click.

    `modes` are those to choose among by the click. `asks_more`: everything needed is known, so that food, access and
    dinner are asked on this same card. `is_handover`: a colleague's seat is taken.
    """

    name: str
    email: str
    modes: tuple[Mode, ...]
    needs: Needs
    dinner: bool | None = None
    dinner_block: TimedBlock | None = None
    answers: tuple[tuple[str, str], ...] = ()
    full: tuple[Mode, ...] = ()
    asks_more: bool = False
    is_handover: bool = False


@dataclass(frozen=True, kw_only=True)
class Status(SignupAnswer):
    """How a registration stands. `waiting_place` is from 1, None where nothing is waited for; `because` is what led to
    it, `owed` the fee that stands against it.
    """

    registration: Registration
    waiting_place: int | None = None
    needs: Needs
    owed: Fee | None = None
    because: str = ""


@dataclass(frozen=True, kw_only=True)
class NotRegistered(SignupAnswer):
    """They have no registration; `is_open` whether they can make one, `has_opened` whether it was open before.

    `may_decline`: they wrote that they do not come, and may want that to be known. `wanted`: they asked to sign up.
    """

    is_open: bool
    has_opened: bool = True
    was_cancelled: bool = False
    may_decline: bool = False
    wanted: bool = False


class Leaving(StrEnum):
    """How a seat is given up."""

    CANCEL = "cancel"
    TO_DIGITAL = "to_digital"
    DELETE = "delete"  # cancelled so that everything about the person can be deleted


@dataclass(frozen=True, kw_only=True)
class LeavingAsked(SignupAnswer):
    """Whether they really give up their seat, with what it costs; `id` is the question's."""

    id: str
    registration: Registration
    how: Leaving
    fee: Fee | None


@dataclass(frozen=True, kw_only=True)
class TermsTold(SignupAnswer):
    """What it costs, until when it is free; for somebody registered also what leaving costs at this moment."""

    registration: Registration | None = None
    fee_now: Fee | None = None
    is_about_deadline: bool = False


@dataclass(frozen=True, kw_only=True)
class WhoComes(SignupAnswer):
    """How many come, of which organisations; the names of those who agreed to it, for who is registered themselves.

    `asked` is the organisation that the question named, with how many of it come.
    """

    in_room: int
    digital: int
    waiting: int
    by_organisation: tuple[tuple[Organisation, int], ...]
    others: int = 0
    names: tuple[str, ...] | None = None
    asked: Organisation | None = None


@dataclass(frozen=True, kw_only=True)
class ChangeAsked(SignupAnswer):
    """What can be changed about a registration; `wanted` is the other way to take part that was asked for."""

    registration: Registration
    needs: Needs
    has_dinner: bool
    wanted: Mode | None = None
