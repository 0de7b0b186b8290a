"""Words to a sign-up that waits: an answer to its question, a step ("tilbake"), or another question in between."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

from dialogs.answers import Told
from dialogs.conversation import Dialog, Reply, State, Visit
from dialogs.signup.asking import OWN, Step, is_choice, may_be_name, told_in_words, told_organisation
from dialogs.signup.dialog import ask_next, asked_again, begun_anew, confirmed, gone_back, stopped
from dialogs.signup.draft import Draft, find_draft, without_draft
from dialogs.signup.known import about, agenda_of, organisations_of
from dialogs.understanding.steps import StepWord, step_word, yes_or_no
from dialogs.understanding.wish import NONE, Wish

SURE: Final = 0.8
"""Below this, words are not another question while an answer is waited for."""

IN_BETWEEN: Final = frozenset(
    {
        "deadline.when",
        "fee.policy",
        "greeting",
        "help",
        "language.set",
        "signup.who",
        "speak.human",
        "stream.link",
        "thanks",
    }
)
"""What is answered in the middle of a sign-up besides the agenda."""

STEPS: Final[dict[StepWord, Callable[[Visit], Awaitable[Reply]]]] = {
    StepWord.CANCEL: stopped,
    StepWord.BACK: gone_back,
    StepWord.RESTART: begun_anew,
}


def is_answer_only(state: State, wish: Wish) -> bool:
    """Whether the words are an answer to a sign-up that waits, as far as can be told before it is taken.

    A name, a place or an allergy says nothing about the language that somebody wants.
    """
    draft = find_draft(state)
    if draft is None or not wish.text:
        return False
    return wish.intent == NONE or draft.step in {Step.WHO, Step.ORGANISATION}


async def take_words(visit: Visit, route: Dialog) -> Reply | None:  # noqa: PLR0911 (one for each kind of words)
    """The reply to words while a sign-up waits; None where none waits, or they are about something else altogether.

    `route` answers what is asked in between.
    """
    draft = find_draft(visit.state)
    if draft is None:
        return await _step_alone(visit)
    if not visit.wish.text:
        return None
    if not draft.is_alive(visit.now):
        return await _expired(visit, route)
    word = step_word(visit.wish.text)
    if word in STEPS:
        return await STEPS[word](visit)
    if word is StepWord.HELP:
        return Reply(Told("signup.help"), visit.state, then=await asked_again(visit))
    at_home = await about(visit, draft.gathering)
    if _is_in_between(at_home, draft):
        return await _in_between(visit, route)
    told = await _told(at_home, draft)
    if told is not None:
        return told
    if visit.wish.intent != NONE and visit.wish.confidence >= SURE:
        return None if visit.wish.intent.startswith("organiser.") else await _in_between(visit, route)
    return await _not_understood(at_home, draft)


async def _step_alone(visit: Visit) -> Reply | None:
    """The reply to a step where no sign-up is under way: that there is nothing to stop, or a new one."""
    word = step_word(visit.wish.text)
    is_meant = word is StepWord.RESTART or (word in STEPS and visit.wish.intent == NONE)
    return await STEPS[word](visit) if word is not None and is_meant else None


def _is_in_between(visit: Visit, draft: Draft) -> bool:
    """Whether the words surely ask something; a name or an organisation may look like a question, and is an answer."""
    wish = visit.wish
    if is_choice(draft, wish.text, agenda_of(visit)):
        return False
    asks = wish.intent in IN_BETWEEN or wish.intent.startswith("agenda.")
    return asks and wish.confidence >= SURE and draft.step not in {Step.WHO, Step.ORGANISATION}


async def _in_between(visit: Visit, route: Dialog) -> Reply:
    """The answer, and then the question that waits once more."""
    reply = await route(visit)
    is_over = find_draft(reply.state) is None
    return reply if is_over else replace(reply, then=await asked_again(replace(visit, state=reply.state)))


async def _told(visit: Visit, draft: Draft) -> Reply | None:
    """The next question after an answer in words; "ja" at the summary signs up. None where it is no answer."""
    if draft.step == Step.SUMMARY and (said := yes_or_no(visit.wish.text)) is not None:
        pressed = replace(visit, wish=replace(visit.wish, slots={"id": draft.id}))
        return await (confirmed(pressed) if said else stopped(visit))
    if draft.step == Step.WHO and (name := may_be_name(visit.wish)):
        told: Draft | None = replace(draft, name=name)
    else:
        told = told_in_words(draft, visit.wish.text, agenda_of(visit), await organisations_of(visit))
    if told is None:
        return None
    reply = await ask_next(visit, told)
    missing = [name for name in ("name", "email") if not getattr(told, name)] if draft.step == Step.WHO else []
    return replace(reply, answer=Told(f"signup.missing.{missing[0]}"), then=reply.answer) if missing else reply


async def _not_understood(visit: Visit, draft: Draft) -> Reply:
    """Says so, and asks again; an organisation that was not found is asked about with what it may be."""
    if draft.step == Step.ORGANISATION:
        return await ask_next(visit, told_organisation(draft, visit.wish.text, await organisations_of(visit)))
    key = "own" if draft.step.startswith(OWN) else draft.step
    return Reply(Told(f"signup.not_understood.{key}"), visit.state, then=await asked_again(visit))


async def _expired(visit: Visit, route: Dialog) -> Reply:
    """Says that the sign-up was closed, and answers what was said besides."""
    state = without_draft(visit.state)
    told = Told("signup.expired")
    if visit.wish.intent == NONE:
        return Reply(told, state)
    reply = await route(replace(visit, state=state))
    return reply if reply.confirms else replace(reply, answer=told, then=reply.answer)
