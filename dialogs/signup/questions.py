"""The questions of a sign-up, with what each needs to be shown."""

from __future__ import annotations

from typing import Final

from dialogs.answers import Answer
from dialogs.answers.signup import AskDinner, AskMode, AskNeeds, AskOrganisation, AskOwn, AskWho, Summary
from dialogs.conversation import Visit
from dialogs.signup.asking import OWN, Step, dinner_of
from dialogs.signup.draft import Draft
from dialogs.signup.known import agenda_of, full_modes, organisation_of, organisations_of
from gatherings.organisations import Organisation, find_organisations, organisations_of_domain
from gatherings.terms import Mode

ONE_BY_ONE: Final = frozenset({"console"})
"""Channels in which nothing can be filled in on a card: each thing is a question of its own."""

NEAR: Final = 4


async def question(visit: Visit, draft: Draft, step: str) -> Answer:  # noqa: PLR0911 (one for each step)
    """The question of a step, with what it needs to be shown."""
    agenda = agenda_of(visit)
    organisation = await organisation_of(visit, draft.organisation)
    can_go_back = len(draft.asked) > 1
    match step:
        case Step.WHO:
            is_wrong = not draft.email and "email" in visit.wish.slots
            return AskWho(agenda=agenda, id=draft.id, name=draft.name, email=draft.email, is_email_wrong=is_wrong)
        case Step.ORGANISATION:
            return await _which_organisation(visit, draft, can_go_back=can_go_back)
        case Step.MODE:
            full = await full_modes(visit, draft.organisation)
            return AskMode(agenda=agenda, id=draft.id, can_go_back=can_go_back, is_full=Mode.ROOM in full)
        case Step.NEEDS:
            return AskNeeds(agenda=agenda, id=draft.id, can_go_back=can_go_back, needs=draft.needs)
        case Step.DINNER if (dinner := dinner_of(agenda)) is not None:
            return AskDinner(agenda=agenda, id=draft.id, can_go_back=can_go_back, dinner=dinner)
        case str(own) if own.startswith(OWN):
            asked = next(one for one in agenda.gathering.questions if f"{OWN}{one.id}" == own)
            return AskOwn(agenda=agenda, id=draft.id, can_go_back=can_go_back, question=asked)
    return await _summary(visit, draft, organisation, can_go_back=can_go_back)


async def _which_organisation(visit: Visit, draft: Draft, *, can_go_back: bool) -> AskOrganisation:
    among = await organisations_of(visit)
    found = find_organisations(draft.said, among, limit=NEAR) if draft.said else None
    near = organisations_of_domain(draft.email, among) if found is None else (found.exact or found.near)
    return AskOrganisation(
        agenda=agenda_of(visit),
        id=draft.id,
        can_go_back=can_go_back,
        near=near[:NEAR],
        among=tuple(among),
        said=draft.said,
        is_several=found is not None and len(found.exact) > 1,
    )


async def _summary(visit: Visit, draft: Draft, organisation: Organisation | None, *, can_go_back: bool) -> Summary:
    agenda = agenda_of(visit)
    asks_more = visit.actor.conversation.channel not in ONE_BY_ONE
    modes = (Mode(draft.mode),) if draft.mode else agenda.gathering.terms.modes
    texts = {one.id: one.in_language(visit.language) for one in agenda.gathering.questions}
    return Summary(
        agenda=agenda,
        organisation=organisation,
        id=draft.id,
        can_go_back=can_go_back,
        name=draft.name,
        email=draft.email,
        modes=modes,
        needs=draft.needs,
        dinner=draft.wants_dinner,
        dinner_block=dinner_of(agenda),
        answers=tuple((texts[key], told) for key, told in draft.answers.items() if told and key in texts),
        full=() if draft.code else await full_modes(visit, draft.organisation),
        asks_more=asks_more,
        is_handover=bool(draft.code),
    )
