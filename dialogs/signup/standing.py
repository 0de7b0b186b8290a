"""How a registration stands, and changing it: room or digital, food, dinner."""

from __future__ import annotations

from dataclasses import replace

from dialogs.answers.signup import ChangeAsked, Leaving
from dialogs.conversation import Reply, Visit
from dialogs.phrases import voice
from dialogs.signup.asking import LONGEST_NEED, dinner_of, plain_need
from dialogs.signup.known import agenda_of, organisation_of, status_of
from dialogs.signup.leaving import ask_leaving, how_it_stands, not_registered
from dialogs.signup.private import go_on_in_private
from dialogs.signup.terms_text import terms_text
from gatherings.actions.changing import accept_for_oneself, change_details, change_mode
from gatherings.actions.registration import accept_terms
from gatherings.actions.seats import leave_waiting_list
from gatherings.postings.personal import confirmation
from gatherings.registration import Acceptance, Needs, Registration, fee_of_leaving
from gatherings.store.registrations import find_needs
from gatherings.terms import Mode
from gatherings.times import local_day


async def status(visit: Visit) -> Reply:
    """How the person's registration stands."""
    if not visit.actor.is_in_private:
        return await go_on_in_private(visit)
    known = await visit.registration()
    return Reply(await how_it_stands(visit, known, because="asked"), visit.state)


async def change(visit: Visit) -> Reply:
    """Changes what the words or the card name; asks what to change where they name nothing."""
    if not visit.actor.is_in_private:
        return await go_on_in_private(visit)
    known = await visit.registration()
    if known is None or not known.is_active:
        return Reply(not_registered(visit, known), visit.state)
    slots = visit.wish.slots
    if slots.get("mode") in set(Mode) and Mode(str(slots["mode"])) is not (known.waits_for or known.seat):
        return await _change_mode(visit, known, Mode(str(slots["mode"])))
    if {"food", "access", "dinner"} & slots.keys():
        return await _change_details(visit, known)
    return Reply(await _what_to_change(visit, known), visit.state)


async def _what_to_change(visit: Visit, known: Registration) -> ChangeAsked:
    return ChangeAsked(
        agenda=agenda_of(visit),
        registration=known,
        needs=await find_needs(visit.tx, known.id),
        has_dinner=dinner_of(agenda_of(visit)) is not None,
    )


async def _change_mode(visit: Visit, known: Registration, mode: Mode) -> Reply:
    """Asks first where the seat in the room is given up, for it may cost; else changes at once."""
    gathering = agenda_of(visit).gathering
    if known.seat is Mode.ROOM and mode is Mode.DIGITAL:
        return await ask_leaving(visit, known, Leaving.TO_DIGITAL)
    if visit.wish.text or "accepts" not in visit.wish.slots:
        return Reply(replace(await _what_to_change(visit, known), wanted=mode), visit.state)
    accepted = await accepted_now(visit, known)
    changed = await change_mode(
        visit.tx,
        gathering.id,
        visit.actor.person_id,
        mode,
        accepted=accepted,
        shown=fee_of_leaving(known, gathering, now=visit.now),
        now=visit.now,
    )
    return await _confirmed(visit, changed)


async def accepted_now(visit: Visit, known: Registration) -> Acceptance:
    """The terms as they are now, accepted in the words that this person reads."""
    gathering = agenda_of(visit).gathering
    organisation = await organisation_of(visit, known.organisation_id)
    today = local_day(visit.now, gathering.zone)
    text = terms_text(gathering, organisation, voice(visit.language), today=today)
    return accept_terms(gathering, text=text, language=visit.language, now=visit.now)


async def _change_details(visit: Visit, known: Registration) -> Reply:
    slots = visit.wish.slots
    needs = await find_needs(visit.tx, known.id)
    if "food" in slots or "access" in slots:
        food = plain_need(str(slots.get("food", needs.food or "")))
        access = str(slots.get("access", needs.access or "")).strip()[:LONGEST_NEED]
        needs = Needs(food or None, access or None)
    dinner = slots.get("dinner")
    changed = await change_details(
        visit.tx,
        known.gathering_id,
        known.person_id,
        needs=needs,
        dinner=None if dinner not in {"yes", "no"} else dinner == "yes",
        now=visit.now,
    )
    return await _confirmed(visit, changed)


async def stay_digital(visit: Visit) -> Reply:
    """Off the waiting list, with the digital seat kept."""
    known = await visit.registration()
    if known is None or known.waits_for is None:
        return await status(visit)
    left = await leave_waiting_list(visit.tx, known, agenda_of(visit).gathering, now=visit.now)
    return await _confirmed(visit, left)


async def accept(visit: Visit) -> Reply:
    """Accepts the terms of a sign-up that an organiser made."""
    known = await visit.registration()
    if known is None or not known.is_active:
        return Reply(not_registered(visit, known), visit.state)
    accepted = await accepted_now(visit, known)
    changed = await accept_for_oneself(visit.tx, known.gathering_id, known.person_id, accepted, now=visit.now)
    return await _confirmed(visit, changed)


async def _confirmed(visit: Visit, changed: Registration) -> Reply:
    told = confirmation(changed, agenda_of(visit).gathering, now=visit.now)
    return Reply(await status_of(visit, changed), visit.state, confirms=told)
