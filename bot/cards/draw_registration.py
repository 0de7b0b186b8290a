"""What is answered about a registration: how it stands, leaving, changing, the price, who comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from bot.cards.card import Card, Choice, Fact
from bot.cards.choices import suggested
from bot.cards.draw_signup import access_input, button, food_input, tell_of, when_and_where
from bot.cards.draw_status import button as about_button
from bot.cards.draw_status import status_card
from bot.cards.draw_told import ask_line
from bot.cards.teller import Teller
from bot.cards.words import NAME, capital, closed, short
from dialogs.answers.signup import (
    ChangeAsked,
    LeavingAsked,
    NotRegistered,
    Status,
    TermsTold,
    WhoComes,
)
from dialogs.phrases import Voice
from dialogs.signup.foods import food_words
from dialogs.signup.terms_text import charged, keeping_lines, organisation_words, terms_lines
from dialogs.suggestions import HUMAN, NEXT
from gatherings.organisations import label_of
from gatherings.terms import Mode

LISTED: Final = 12
NAMED: Final = 40


def draw_registration(answer: Status, *, voice: Voice, now: datetime) -> Card:
    """How the registration stands."""
    organisation = organisation_words(answer.organisation, voice) if answer.organisation else None
    return status_card(
        answer.registration,
        answer.agenda,
        waiting_place=answer.waiting_place,
        food=food_words(answer.needs.food or "", voice) or None,
        organisation=organisation,
        fee=answer.owed,
        because=answer.because,
        voice=voice,
        now=now,
    )


def draw_not_registered(answer: NotRegistered, *, voice: Voice, now: datetime) -> Card:
    """That they are not registered, and whether and how they can be."""
    tell = tell_of(answer, voice, now)
    gathering = answer.agenda.gathering
    title = voice("signup.not_registered.cancelled" if answer.was_cancelled else "signup.not_registered.title")
    if gathering.is_cancelled:
        return _called_off(tell)
    if answer.is_open:
        lines = [when_and_where(tell), *_deadline(answer, voice, now)]
        no = about_button("not_coming", "reminder.answer", tell, answer="not_coming")
        sign_up = button(voice, "sign_up", "signup.start", answer, is_main=True)
        return Card(title, tuple(lines), choices=(no, sign_up) if answer.may_decline else (sign_up,))
    if not answer.has_opened and gathering.terms.opens is not None:
        opens = gathering.terms.opens
        moment = voice("time.moment", date=voice.day(opens.date(), today=tell.today), clock=voice.clock(opens.time()))
        return Card(
            voice("signup.not_registered.opens", gathering=tell.gathering, moment=moment), lines=(when_and_where(tell),)
        )
    day = "" if gathering.deadline is None else voice.day(gathering.deadline, today=tell.today)
    closed_ = voice("signup.not_registered.closed", day=day)
    ask = ask_line(gathering.contact, voice)
    if answer.wanted:
        return Card(closed_, lines=(ask,), choices=(suggested(HUMAN, voice),))
    return Card(title, lines=(closed_, ask), choices=(suggested(HUMAN, voice),))


def _called_off(tell: Teller) -> Card:
    """That it is not held, and that nobody owes anything for it."""
    title = tell.voice("agenda.cancelled.title", gathering=tell.gathering)
    return Card(title, lines=(tell.voice("signup.not_registered.free"),), choices=(suggested(HUMAN, tell.voice),))


def _deadline(answer: NotRegistered, voice: Voice, now: datetime) -> list[str]:
    gathering = answer.agenda.gathering
    if gathering.deadline is None:
        return []
    day = voice.day(gathering.deadline, today=now.astimezone(gathering.zone).date())
    return [voice("signup.deadline.until", day=day)]


def draw_leaving(answer: LeavingAsked, *, voice: Voice, now: datetime) -> Card:
    """What it costs to give up the seat, before the button that does it; a colleague may have it instead."""
    tell = tell_of(answer, voice, now)
    who = organisation_words(answer.organisation, voice)
    carried = {"gathering": answer.agenda.gathering.id, "id": answer.id}
    keep = Choice(voice("signup.button.keep"), "signup.keep", carried)
    if answer.fee is None:
        lines = (when_and_where(tell), voice("signup.leaving.free"))
        leave = Choice(voice(f"signup.button.leave_{answer.how}"), "signup.leave", carried)
        return Card(voice(f"signup.leaving.{answer.how}", gathering=tell.gathering), lines=lines, choices=(leave, keep))
    accepted = answer.registration.accepted
    day = accepted.terms.last_free_day if accepted else None
    title = voice("signup.leaving.late", day="" if day is None else voice.day(day, today=tell.today))
    cost = voice(f"signup.leaving.cost_{answer.how}", charge=charged(answer.fee, who, voice))
    lines = (cost, voice("signup.leaving.colleague"))
    colleague = button(voice, "give", "signup.handover", answer, is_main=True)
    leave = Choice(voice(f"signup.button.leave_anyway_{answer.how}"), "signup.leave", carried)
    return Card(title, lines=lines, choices=(colleague, leave, keep))


def draw_change(answer: ChangeAsked, *, voice: Voice, now: datetime) -> Card:
    """What can be changed; where another way to take part was asked for, that with its terms."""
    if answer.wanted is not None:
        return _draw_wanted(answer, answer.wanted, voice, now)
    registration, modes = answer.registration, answer.agenda.gathering.terms.modes
    inputs = (food_input(voice, answer.needs.food or ""), access_input(voice, answer.needs.access or ""))
    others = [mode for mode in modes if mode not in {registration.seat, registration.waits_for}]
    buttons = [button(voice, "save", "signup.change", answer, is_main=True)]
    buttons += [button(voice, f"to_{mode}", "signup.change", answer, sends=False, mode=mode.value) for mode in others]
    if registration.waits_for is not None and registration.seat is not None:
        buttons.append(button(voice, "stay", "signup.stay_digital", answer, sends=False))
    if answer.has_dinner and registration.seat is Mode.ROOM:
        said = "no" if registration.dinner else "yes"
        buttons.append(button(voice, f"dinner_{said}", "signup.change", answer, sends=False, dinner=said))
    buttons.append(button(voice, "cancel", "signup.cancel", answer, sends=False))
    return Card(
        voice("signup.change.title"), lines=(voice("signup.change.text"),), inputs=inputs, choices=tuple(buttons[:5])
    )


def _draw_wanted(answer: ChangeAsked, mode: Mode, voice: Voice, now: datetime) -> Card:
    tell = tell_of(answer, voice, now)
    gathering = answer.agenda.gathering
    if mode is Mode.ROOM:
        lines = terms_lines(gathering, answer.organisation, voice, today=tell.today)
    else:
        lines = keeping_lines(gathering.terms, voice)
    do = button(voice, f"to_{mode}", "signup.change", answer, is_main=True, mode=mode.value, accepts="yes")
    status = button(voice, "not_now", "signup.status", answer)
    return Card(voice(f"signup.change.to_{mode}"), lines=lines, choices=(do, status))


def draw_terms(answer: TermsTold, *, voice: Voice, now: datetime) -> Card:
    """The deadline and the price; for who is registered, what leaving costs at this moment."""
    tell = tell_of(answer, voice, now)
    gathering, terms = answer.agenda.gathering, answer.agenda.gathering.terms
    if gathering.is_cancelled:
        return _called_off(tell)
    is_over = now >= gathering.over_at
    told = _told(answer, voice, tell.today)
    own = _own_cost(answer, voice)
    if answer.is_about_deadline:
        title, lines = _deadline_title(answer, tell), [when_and_where(tell), *own, *told]
    else:
        title = own[0] if own else voice("signup.price.title", gathering=tell.gathering)
        lines = [*told, *([_deadline_title(answer, tell)] if terms.deadline else [])]
    buttons = []
    if answer.registration is not None:
        buttons = [button(voice, "status", "signup.status", answer)]
    elif not is_over and terms.is_open(now, gathering.zone):
        buttons = [button(voice, "sign_up", "signup.start", answer, is_main=True)]
    return Card(title, lines=tuple(lines), choices=(*buttons, suggested(HUMAN, voice)))


def _told(answer: TermsTold, voice: Voice, today: date) -> tuple[str, ...]:
    """The terms as this person accepted them, for the seat they have; else as they are now, for any."""
    gathering, registration = answer.agenda.gathering, answer.registration
    if registration is None or registration.accepted is None:
        return terms_lines(gathering, answer.organisation, voice, today=today)
    accepted, mode = replace(gathering, terms=registration.accepted.terms), registration.seat or registration.waits_for
    return terms_lines(accepted, answer.organisation, voice, today=today, mode=mode)


def _own_cost(answer: TermsTold, voice: Voice) -> list[str]:
    if answer.registration is None:
        return []
    if answer.fee_now is None:
        return [voice("signup.price.now_free")]
    who = organisation_words(answer.organisation, voice)
    return [voice("signup.price.now", charge=charged(answer.fee_now, who, voice))]


def _deadline_title(answer: TermsTold, tell: Teller) -> str:
    """ "Påmeldingsfristen er torsdag 1. april, om 12 dager."."""
    voice, deadline = tell.voice, answer.agenda.gathering.deadline
    if deadline is None:
        return voice("signup.deadline.none", gathering=tell.gathering)
    days, day = (deadline - tell.today).days, tell.date(deadline)
    if days < 0:
        return voice("signup.deadline.was", day=day)
    if days <= 1:
        return voice(f"signup.deadline.{'tomorrow' if days else 'today'}", day=day)
    return voice("signup.deadline.is", day=day, until=voice.until(timedelta(days=days)))


def draw_who(answer: WhoComes, *, voice: Voice, now: datetime) -> Card:
    """How many come, by organisation; the names of those who agreed, for who is signed up."""
    tell = tell_of(answer, voice, now)
    total = answer.in_room + answer.digital
    title = voice("signup.coming.title", n=total, gathering=tell.gathering) if total else voice("signup.coming.nobody")
    lines = []
    if answer.asked is not None:
        number = dict(answer.by_organisation).get(answer.asked, 0)
        who = organisation_words(answer.asked, voice)
        title = (
            voice("signup.coming.asked", n=number, organisation=capital(who))
            if number
            else voice("signup.coming.asked_none", organisation=capital(who))
        )
    told = [voice("signup.coming.modes", room=answer.in_room, digital=answer.digital)] if total else []
    if answer.waiting:
        told.append(voice("signup.coming.waiting", n=answer.waiting))
    if told:
        lines.append(", ".join(told))
    among = [one for one, _ in answer.by_organisation]
    facts = tuple(Fact(label_of(one, among), str(n)) for one, n in answer.by_organisation[:LISTED])
    more = len(answer.by_organisation) - LISTED
    if answer.names:
        names = ", ".join(short(name, NAME) for name in answer.names[:NAMED])
        lines.append(f"{voice('signup.coming.names')}: {names}")
    footer = voice("signup.coming.more", n=more) if more > 0 else ""
    choices = (suggested(NEXT, voice),)
    return Card(title, tuple(closed(line) for line in lines), facts=facts, choices=choices, footer=footer)
