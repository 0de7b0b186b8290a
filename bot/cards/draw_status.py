"""How a registration stands: the card that a dialog shows, and that is sent when it has changed."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.cards.card import Card, Choice
from bot.cards.cost import cost_line, stands
from bot.cards.occasion import occasion
from bot.cards.teller import Teller
from bot.cards.words import NAME, short
from dialogs.answers import Reader
from dialogs.phrases import Voice
from gatherings.agenda import Agenda
from gatherings.registration import Registration, RegistrationState
from gatherings.terms import Fee, Mode

HANDED_OVER: Final = "handed_over"


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
    mode = registration.seat or registration.waits_for
    tell = Teller(voice, now, agenda, Reader(sees_streams=True, is_digital=mode is Mode.DIGITAL))
    why = f"registration.because.{because}"
    reason = voice(why) if because and voice.has(why) else ""
    if registration.state is RegistrationState.CANCELLED:
        return _cancelled(tell, reason, "" if fee is None else stands(fee, organisation, voice))
    eats = "" if food is None else voice("registration.food", food=short(food))
    lines = (
        reason,
        " ".join(part for part in (occasion(tell), eats) if part),
        _offered(registration, tell),
        "" if registration.waits_for is None else voice("registration.waiting.free"),
        "" if registration.accepted is not None else voice("registration.not_accepted"),
        _cost(registration, tell, organisation),
    )
    title = _title(registration, waiting_place, voice)
    return Card(title, tuple(line for line in lines if line), choices=_buttons(registration, tell))


def _cost(registration: Registration, tell: Teller, organisation: str | None) -> str:
    """Of a seat alone: what one waits for costs nothing."""
    if registration.seat is None:
        return ""
    gathering = tell.agenda.gathering
    return cost_line(registration, gathering, organisation=organisation, voice=tell.voice, now=tell.now)


def _title(registration: Registration, waiting_place: int | None, voice: Voice) -> str:
    seat, waits_for = registration.seat, registration.waits_for
    if waits_for is None:
        return voice(f"registration.registered.{seat}")
    beside = "beside" if seat is not None else "alone"
    place = waiting_place or 1
    return " ".join(
        (voice(f"registration.full.{waits_for}"), voice(f"registration.waiting.{beside}.{waits_for}", place=place))
    )


def _offered(registration: Registration, tell: Teller) -> str:
    until = registration.offered_until
    if until is None or until < tell.now:
        return ""
    return tell.voice(f"offer.kept.{registration.waits_for}", moment=tell.moment(until))


def _cancelled(tell: Teller, reason: str, owed: str) -> Card:
    lines = (reason, occasion(tell), owed or tell.voice("registration.nothing_owed"))
    gathering = tell.agenda.gathering
    is_open = gathering.terms.is_open(tell.now, gathering.zone) and not gathering.is_cancelled
    again = (button("again", "signup.start", tell),) if is_open else ()
    return Card(tell.voice("registration.cancelled"), tuple(line for line in lines if line), choices=again)


def _buttons(registration: Registration, tell: Teller) -> tuple[Choice, ...]:
    is_offered = registration.offered_until is not None and registration.offered_until >= tell.now
    cancel = "cancel" if registration.seat is not None else "leave_list"
    accept = (button("accept_terms", "signup.accept", tell),) if registration.accepted is None else ()
    take = offer_buttons(tell) if is_offered else ()
    calendar = (button("calendar", "calendar.add", tell),) if registration.seat is not None and not is_offered else ()
    change = (button("change", "signup.change", tell), button(cancel, "signup.cancel", tell))
    return (*accept, *take, *calendar, *change)[:5]


def offer_buttons(tell: Teller) -> tuple[Choice, ...]:
    """Taking a seat that is kept, and letting it go."""
    return button("take", "signup.offer.accept", tell), button("let_go", "signup.offer.decline", tell)


def button(label: str, do: str, tell: Teller, **args: str) -> Choice:
    """A button about this gathering."""
    name = tell.voice(f"registration.button.{label}")
    return Choice(short(name, NAME), do, {"gathering": tell.agenda.gathering.id, **args})
