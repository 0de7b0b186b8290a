"""How a registration stands: the card that a dialog shows, and that is sent when it has changed."""

from __future__ import annotations

from datetime import datetime

from bot.cards.card import MAX_CHOICES, Card, Choice
from bot.cards.choices import suggested
from bot.cards.cost import cost_line, cost_of_taking, stands
from bot.cards.occasion import occasion
from bot.cards.teller import Teller
from bot.cards.words import NAME, short
from dialogs.answers import Reader
from dialogs.phrases import Voice
from dialogs.signup.terms_text import keeping_lines
from dialogs.suggestions import HUMAN
from gatherings.agenda import Agenda
from gatherings.registration import Registration, RegistrationState
from gatherings.terms import Fee, Mode


def status_card(
    registration: Registration,
    agenda: Agenda,
    *,
    waiting_place: int | None,
    food: str | None = None,
    organisation: str | None = None,
    fee: Fee | None = None,
    because: str = "",
    voice: Voice,
    now: datetime,
) -> Card:
    """Registered, waiting, or cancelled; when and where, what it costs to change one's mind, and what one can do.

    `food` is in the person's own words. `fee` is what stands against them. `because` names what led to it, where they
    did not: handed_over, offer_lapsed.
    """
    is_digital = Mode.ROOM not in (registration.seat, registration.waits_for) and registration.is_active
    tell = Teller(voice, now, agenda, Reader(sees_streams=True, is_digital=is_digital))
    why = f"registration.because.{because}"
    reason = voice(why) if because and voice.has(why) else ""
    if registration.state is RegistrationState.CANCELLED:
        return _cancelled(tell, reason, "" if fee is None else stands(fee, organisation, voice))
    eats = "" if food is None else voice("registration.food", food=short(food))
    lines = (
        reason,
        " ".join(part for part in (occasion(tell), eats) if part),
        _waiting(registration, tell),
        _cost(registration, tell, organisation),
    )
    title = _title(registration, waiting_place, tell)
    told, again = tuple(line for line in lines if line), button("change_or_cancel", "signup.status", tell)
    return Card(title, told, choices=_buttons(registration, tell), looks_up=again)


def _cost(registration: Registration, tell: Teller, organisation: str | None) -> str:
    """Of the seat that is offered, else of the one that is held, once the terms are accepted."""
    is_held, voice, now = registration.seat is not None, tell.voice, tell.now
    if registration.accepted is None:
        return " ".join((voice("registration.not_accepted"), *keeping_lines(tell.agenda.gathering.terms, voice)))
    if is_offered(registration, now):
        return cost_of_taking(registration, tell.agenda.gathering, organisation=organisation, voice=voice, now=now)
    about = tell.agenda.gathering
    return cost_line(registration, about, organisation=organisation, voice=voice, now=now) if is_held else ""


def _title(registration: Registration, waiting_place: int | None, tell: Teller) -> str:
    waits_for = registration.waits_for
    if waits_for is None:
        return tell.voice(f"registration.registered.{registration.seat}")
    if is_offered(registration, tell.now):
        return tell.voice(f"offer.title.{waits_for}")
    stands_at = stands_in_line(registration, waiting_place, tell.voice)
    return f"{tell.voice(f'registration.full.{waits_for}')} {stands_at}"


def stands_in_line(registration: Registration, waiting_place: int | None, voice: Voice) -> str:
    """Which place of the waiting list they have, and the seat meanwhile; empty where they wait for none."""
    if registration.waits_for is None:
        return ""
    beside = "beside" if registration.seat is not None else "alone"
    return voice(f"registration.waiting.{beside}.{registration.waits_for}", place=waiting_place or 1)


def _waiting(registration: Registration, tell: Teller) -> str:
    """Until when a seat is kept, or that we ask when there is one; empty where they wait for none."""
    until = registration.offered_until
    if until is not None and is_offered(registration, tell.now):
        return tell.voice(f"offer.kept.{registration.waits_for}", moment=tell.moment(until))
    return "" if registration.waits_for is None else tell.voice("registration.waiting.free")


def is_offered(registration: Registration, now: datetime) -> bool:
    """Whether a seat is kept for them."""
    return registration.offered_until is not None and registration.offered_until >= now


def _cancelled(tell: Teller, reason: str, owed: str) -> Card:
    lines = (reason, occasion(tell), owed or tell.voice("registration.nothing_owed"))
    gathering = tell.agenda.gathering
    is_open = gathering.terms.is_open(tell.now, gathering.zone) and not gathering.is_cancelled
    then = button("again", "signup.start", tell) if is_open else suggested(HUMAN, tell.voice)
    return Card(tell.voice("registration.cancelled"), tuple(line for line in lines if line), choices=(then,))


def _buttons(registration: Registration, tell: Teller) -> tuple[Choice, ...]:
    offered = is_offered(registration, tell.now)
    cancel = "cancel" if registration.seat is not None else "leave_list"
    accept = (button("accept_terms", "signup.accept", tell, is_main=True),) if registration.accepted is None else ()
    take = offer_buttons(tell) if offered else ()
    has_seat = registration.seat is not None
    calendar = (button("calendar", "calendar.add", tell),) if has_seat and not offered else ()
    change = (button("change", "signup.change", tell), button(cancel, "signup.cancel", tell))
    here = here_button(tell) if has_seat else ()
    return (*accept, *take, *here, *calendar, *change)[:MAX_CHOICES]


def here_button(tell: Teller) -> tuple[Choice, ...]:
    """ "I am here", for who has a seat: on the days of the gathering, until attendance is closed."""
    gathering = tell.agenda.gathering
    is_taken = tell.today in gathering.days and gathering.attendance_closed_at is None and not gathering.is_cancelled
    return (button("here", "attendance.checkin", tell, is_main=True),) if is_taken else ()


def offer_buttons(tell: Teller) -> tuple[Choice, ...]:
    """Taking a seat that is kept, and letting it go."""
    return button("take", "signup.offer.accept", tell, is_main=True), button("let_go", "signup.offer.decline", tell)


def button(label: str, do: str, tell: Teller, *, is_main: bool = False, **args: str) -> Choice:
    """A button about this gathering."""
    name = tell.voice(f"registration.button.{label}")
    return Choice(short(name, NAME), do, {"gathering": tell.agenda.gathering.id, **args}, is_main=is_main)
