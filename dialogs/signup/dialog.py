"""The sign-up itself: asks what is not known, shows what it costs, and signs up at the click."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dialogs.answers import Answer, Told
from dialogs.answers.signup import NotRegistered
from dialogs.asking import ID_LENGTH, ID_LETTERS
from dialogs.conversation import Reply, Visit
from dialogs.phrases import voice
from dialogs.signup.asking import (
    OWN,
    Step,
    is_well_known,
    next_step,
    only_mode,
    own_questions,
    told_by_press,
    with_known,
)
from dialogs.signup.draft import Draft, find_draft, mark_of, with_draft, without_draft
from dialogs.signup.known import about, agenda_of, organisation_of, organisations_of, status_of
from dialogs.signup.private import go_on_in_private
from dialogs.signup.questions import ONE_BY_ONE, question
from dialogs.signup.terms_text import terms_text
from dialogs.suggestions import SIGN_UP
from gatherings.actions.handover import get_offered_seat, take_seat
from gatherings.actions.invitations import personal_link
from gatherings.actions.registration import Application, accept_terms, require_open, sign_up
from gatherings.actions.seats import new_id
from gatherings.errors import SignupClosed, SignupNotOpen
from gatherings.organisations import Organisation, OrganisationId, own_id
from gatherings.people import EmailSource
from gatherings.postings.personal import confirmation
from gatherings.registration import Registration
from gatherings.store.organisations import add_organisations, organisation_id_in
from gatherings.store.profiles import ensure_mailbox, set_email, set_name, set_organisation
from gatherings.terms import Mode
from gatherings.times import local_day


async def start(visit: Visit) -> Reply:
    """Asks what is not known, or shows how the registration stands; in company it goes on in private."""
    gathering = agenda_of(visit).gathering
    if not visit.actor.is_in_private:
        return await go_on_in_private(visit)
    known = await visit.registration()
    if known is not None and known.is_active:
        return Reply(await status_of(visit, known, because="already"), visit.state)
    try:
        require_open(gathering, now=visit.now)
    except (SignupClosed, SignupNotOpen) as closed:
        has_opened = isinstance(closed, SignupClosed)
        return Reply(
            NotRegistered(agenda=agenda_of(visit), is_open=False, has_opened=has_opened, wanted=True), visit.state
        )
    reply = await ask_next(visit, await _new_draft(visit))
    if visit.wish.slots.get("count"):
        return replace(reply, answer=Told("signup.each_by_themselves"), then=reply.answer)
    return reply


async def start_taking(visit: Visit, code: str) -> Reply:
    """Asks what is not known of a colleague who takes a seat. Raises HandoverNotValid."""
    given = await get_offered_seat(visit.tx, code, now=visit.now)
    visit = await about(visit, given.gathering_id)
    draft = await _new_draft(visit)
    seat = given.seat or Mode.ROOM
    return await ask_next(visit, replace(draft, code=code, mode=seat.value, gathering=given.gathering_id))


async def _new_draft(visit: Visit) -> Draft:
    organisations = await organisations_of(visit)
    new = Draft(
        id="".join(visit.choose(ID_LETTERS) for _ in range(ID_LENGTH)),
        gathering=agenda_of(visit).gathering.id,
        asked_at=visit.now.isoformat(),
        mode=only_mode(agenda_of(visit)),
    )
    slots = {name: value for name, value in visit.wish.slots.items() if name in {"mode", "food", "dinner"}}
    return told_by_press(with_known(new, visit.person, organisations), slots, organisations)


async def answered(visit: Visit) -> Reply:
    """The next question, after what a pressed card carries; an old card changes nothing and says so."""
    draft = find_draft(visit.state)
    if draft is None or visit.wish.slots.get("id") != draft.id:
        return await _old_card(visit, draft)
    visit = await about(visit, draft.gathering)
    if visit.wish.slots.get("other") == "yes" and draft.said:
        draft = await _with_new_organisation(visit, draft)
    else:
        draft = told_by_press(draft, visit.wish.slots, await organisations_of(visit))
    return await ask_next(visit, draft)


async def _with_new_organisation(visit: Visit, draft: Draft) -> Draft:
    """The draft with an organisation that is no member of the network, under the name that was written."""
    network_id = agenda_of(visit).gathering.network_id
    made = Organisation(own_id(draft.said), draft.said, is_member=False)
    await add_organisations(visit.tx, network_id, [made])
    return replace(draft, organisation=organisation_id_in(network_id, made.id), said="")


async def confirmed(visit: Visit) -> Reply:
    """Signs up with what is on the card. Pressed twice, it shows how the registration stands."""
    draft = find_draft(visit.state)
    if draft is None or visit.wish.slots.get("id") != draft.id:
        return await _old_card(visit, draft)
    visit = await about(visit, draft.gathering)
    draft = told_by_press(draft, visit.wish.slots, await organisations_of(visit))
    draft = replace(draft, has_needs=True)
    if not draft.mode or _lacks_answer(visit, draft) or not is_well_known(draft):
        return await ask_next(visit, draft)
    gathering = agenda_of(visit).gathering
    if draft.shown != mark_of(gathering.terms):
        again = await ask_next(visit, draft)
        return replace(again, answer=Told("signup.terms_changed"), then=again.answer)
    signed = await _signed_up(visit, draft)
    await personal_link(visit.tx, visit.actor.person_id, gathering, now=visit.now)
    status = await status_of(visit, signed)
    told = confirmation(signed, gathering, now=visit.now)
    return Reply(status, without_draft(visit.state), confirms=told)


def _lacks_answer(visit: Visit, draft: Draft) -> bool:
    questions = own_questions(draft, agenda_of(visit))
    return any(one.is_required and not draft.answers.get(one.id) for one in questions)


async def _signed_up(visit: Visit, draft: Draft) -> Registration:
    gathering, person_id = agenda_of(visit).gathering, visit.actor.person_id
    organisation = await organisation_of(visit, draft.organisation)
    await _keep_profile(visit, draft)
    today = local_day(visit.now, gathering.zone)
    text = terms_text(gathering, organisation, voice(visit.language), today=today, mode=Mode(draft.mode))
    asked = Application(
        mode=Mode(draft.mode),
        accepted=accept_terms(gathering, text=text, language=visit.language, now=visit.now),
        organisation_id=organisation.id if organisation else None,
        needs=draft.needs,
        dinner=draft.wants_dinner,
        is_listed=visit.wish.slots.get("listed") == "yes",
        answers=draft.answers,
    )
    if draft.code:
        return await take_seat(visit.tx, draft.code, person_id, asked, now=visit.now)
    return await sign_up(visit.tx, gathering.id, person_id, asked, now=visit.now)


async def _keep_profile(visit: Visit, draft: Draft) -> None:
    """Keeps name, address and organisation for the next time; what the channel vouches for stands."""
    person_id = visit.actor.person_id
    await set_name(visit.tx, person_id, draft.name)
    await set_organisation(visit.tx, person_id, OrganisationId(draft.organisation))
    source = visit.person.email_source
    if visit.person.email != draft.email or source is None:
        await set_email(visit.tx, person_id, draft.email, EmailSource.GIVEN)
    await ensure_mailbox(visit.tx, person_id, new_id=new_id(), name=draft.name, address=draft.email)


async def stopped(visit: Visit) -> Reply:
    """Ends the sign-up; nothing is kept of it."""
    if find_draft(visit.state) is None:
        return await _nothing_to_stop(visit)
    return Reply(Told("signup.stopped", {}, (SIGN_UP,)), without_draft(visit.state))


async def _nothing_to_stop(visit: Visit) -> Reply:
    """That no sign-up is under way; who is signed up sees that too, since they may have meant to cancel."""
    known = await visit.registration()
    if known is None or not known.is_active:
        return Reply(Told("signup.nothing_to_stop", {}, (SIGN_UP,)), visit.state)
    status = await status_of(visit, known, because="already")
    return Reply(Told("signup.nothing_to_stop"), visit.state, then=status)


async def begun_anew(visit: Visit) -> Reply:
    """The first question again, with nothing but what was known before."""
    draft = find_draft(visit.state)
    if draft is not None:
        visit = await about(visit, draft.gathering)
    return await start(replace(visit, state=without_draft(visit.state)))


async def gone_back(visit: Visit) -> Reply:
    """The question before this one; the first is asked again where there is none."""
    draft = find_draft(visit.state)
    if draft is None:
        return await _nothing_to_stop(visit)
    visit = await about(visit, draft.gathering)
    asked = draft.asked[:-1] or draft.asked
    return await _ask(visit, replace(_cleared(draft, asked[-1]), asked=asked[:-1]), asked[-1])


async def edited(visit: Visit) -> Reply:
    """Asks who and where from, though it is known: something of it is not right."""
    draft = find_draft(visit.state)
    if draft is None or visit.wish.slots.get("id") != draft.id:
        return await _old_card(visit, draft)
    visit = await about(visit, draft.gathering)
    return await _ask(visit, replace(draft, organisation="", asked=()), Step.WHO)


def _cleared(draft: Draft, step: str) -> Draft:
    """The draft without the answer to a step."""
    empty: Mapping[str, Mapping[str, object]] = {
        Step.ORGANISATION: {"organisation": "", "said": ""},
        Step.MODE: {"mode": ""},
        Step.NEEDS: {"food": "", "access": "", "has_needs": False},
        Step.DINNER: {"dinner": ""},
    }
    if step.startswith(OWN):
        return replace(draft, answers={key: told for key, told in draft.answers.items() if f"{OWN}{key}" != step})
    return replace(draft, **empty.get(step, {}))  # type: ignore[arg-type]  # each names fields of a draft


async def asked_again(visit: Visit) -> Answer | None:
    """The question that waits; None where no sign-up is under way."""
    draft = find_draft(visit.state)
    if draft is None or not draft.step:
        return None
    return await question(await about(visit, draft.gathering), draft, draft.step)


async def _old_card(visit: Visit, draft: Draft | None) -> Reply:
    """What is said to the press of a card whose dialog is over: how it stands, or the question that waits."""
    known = await visit.registration()
    if known is not None and known.is_active:
        return Reply(await status_of(visit, known, because="already"), visit.state)
    again = await asked_again(visit) if draft is not None else None
    return Reply(Told("signup.old_card", {}, () if again else (SIGN_UP,)), visit.state, then=again)


async def ask_next(visit: Visit, draft: Draft) -> Reply:
    """Asks what comes next; where one tap is enough, everything on one card."""
    is_one_by_one = visit.actor.conversation.channel in ONE_BY_ONE
    step = next_step(draft, agenda_of(visit))
    if is_well_known(draft) and not is_one_by_one:
        step = Step.SUMMARY
    return await _ask(visit, draft, step)


async def _ask(visit: Visit, draft: Draft, step: str) -> Reply:
    asked = draft.asked if draft.step == step else (*draft.asked, step)
    shown = mark_of(agenda_of(visit).gathering.terms) if step == Step.SUMMARY else draft.shown
    draft = replace(draft, asked=asked, shown=shown)
    return Reply(await question(visit, draft, step), with_draft(visit.state, draft, now=visit.now))
