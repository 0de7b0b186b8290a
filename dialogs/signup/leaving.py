"""Giving up a seat: what it costs is shown before the click, and a colleague may have it instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from dialogs.answers import Told
from dialogs.answers.signup import Leaving, LeavingAsked, NotRegistered, Status
from dialogs.asking import ID_LENGTH, ID_LETTERS, JUST_ASKED
from dialogs.conversation import Reply, Visit
from dialogs.signup.known import about, agenda_of, organisation_of, status_of
from dialogs.signup.private import go_on_in_private
from gatherings.actions.changing import change_mode
from gatherings.actions.registration import accept_terms, withdraw
from gatherings.errors import CostChanged
from gatherings.postings.personal import confirmation
from gatherings.registration import Registration, fee_of_leaving
from gatherings.store.terms import read_fee, written_fee
from gatherings.terms import Fee, Mode

KEY: Final = "leaving"


async def ask_to_cancel(visit: Visit) -> Reply:
    """Asks whether they really cancel; who has nothing to cancel is told so."""
    if not visit.actor.is_in_private:
        return await go_on_in_private(visit)
    known = await visit.registration()
    if known is None or not known.is_active:
        if known is not None:
            return Reply(await status_of(visit, known), visit.state)
        return Reply(replace(not_registered(visit, known), may_decline=True), visit.state)
    return await ask_leaving(visit, known, Leaving.CANCEL)


def not_registered(visit: Visit, known: Registration | None) -> NotRegistered:
    """That there is nothing to change, and whether they may sign up."""
    gathering = agenda_of(visit).gathering
    return NotRegistered(
        agenda=agenda_of(visit),
        is_open=gathering.terms.is_open(visit.now, gathering.zone) and not gathering.is_cancelled,
        has_opened=gathering.terms.has_opened(visit.now, gathering.zone),
        was_cancelled=known is not None,
    )


async def how_it_stands(visit: Visit, known: Registration | None, *, because: str = "") -> Status | NotRegistered:
    """How the registration stands; one that was cancelled with the fee that stands against it."""
    return not_registered(visit, None) if known is None else await status_of(visit, known, because=because)


async def ask_leaving(visit: Visit, known: Registration, how: Leaving) -> Reply:
    """The question, with what it costs at this moment; what was shown is remembered with it."""
    fee = fee_of_leaving(known, agenda_of(visit).gathering, now=visit.now)
    question = "".join(visit.choose(ID_LETTERS) for _ in range(ID_LENGTH))
    gathering_id = agenda_of(visit).gathering.id
    asked = {"id": question, "how": how.value, "fee": written_fee(fee), "gathering": gathering_id}
    answer = LeavingAsked(
        agenda=agenda_of(visit),
        organisation=await organisation_of(visit, known.organisation_id),
        id=question,
        registration=known,
        how=how,
        fee=fee,
    )
    return Reply(answer, {**visit.state, KEY: asked, "gathering": gathering_id, JUST_ASKED: question})


async def answered_in_words(visit: Visit, question: str, *, leaves: bool) -> Reply | None:
    """The reply to a yes or a no to the question; None where another one was asked. What costs takes the button."""
    asked = visit.state.get(KEY)
    if not isinstance(asked, Mapping) or asked["id"] != question:
        return None
    visit = replace(await about(visit, asked["gathering"]), wish=replace(visit.wish, slots={"id": question}))
    known = await visit.registration()
    if leaves and asked["fee"] is not None and known is not None and known.is_active:
        return await ask_leaving(visit, known, Leaving(asked["how"]))
    return await (leave(visit) if leaves else keep(visit))


async def leave(visit: Visit) -> Reply:
    """Gives up the seat as it was asked; an old card, or one pressed twice, shows how it stands."""
    asked = visit.state.get(KEY)
    if not isinstance(asked, Mapping) or visit.wish.slots.get("id") != asked.get("id"):
        return await _old_card(visit, await visit.registration())
    visit = await about(visit, asked.get("gathering", agenda_of(visit).gathering.id))
    known = await visit.registration()
    if known is None or not known.is_active:
        return Reply(await how_it_stands(visit, known), without_question(visit))
    how, shown = Leaving(asked["how"]), read_fee(asked["fee"])
    try:
        left = await _left(visit, how, shown)
    except CostChanged:
        again = await ask_leaving(visit, known, how)
        return replace(again, answer=Told(CostChanged.key), then=again.answer)
    status = await status_of(visit, left)
    gathering = agenda_of(visit).gathering
    return Reply(status, without_question(visit), confirms=confirmation(left, gathering, now=visit.now))


async def _left(visit: Visit, how: Leaving, shown: Fee | None) -> Registration:
    gathering, person_id = agenda_of(visit).gathering, visit.actor.person_id
    if how is not Leaving.TO_DIGITAL:
        return await withdraw(visit.tx, gathering.id, person_id, shown=shown, now=visit.now)
    accepted = accept_terms(gathering, text="", language=visit.language, now=visit.now)
    return await change_mode(
        visit.tx, gathering.id, person_id, Mode.DIGITAL, accepted=accepted, shown=shown, now=visit.now
    )


async def keep(visit: Visit) -> Reply:
    """The seat is kept; nothing is changed."""
    known = await visit.registration()
    if known is None or not known.is_active:
        return Reply(await how_it_stands(visit, known), without_question(visit))
    return Reply(await status_of(visit, known, because="kept"), without_question(visit))


async def _old_card(visit: Visit, known: Registration | None) -> Reply:
    because = "old_card" if known is not None and known.is_active else ""
    return Reply(await how_it_stands(visit, known, because=because), visit.state)


def without_question(visit: Visit) -> dict[str, object]:
    return {name: value for name, value in visit.state.items() if name != KEY}
