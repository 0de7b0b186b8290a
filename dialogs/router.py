"""Which dialog answers a wish. Every intent has one; those that change something stand in `CHANGES`."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dialogs import evaluation, follow, language, later, rights, smalltalk
from dialogs.agenda import answer_agenda
from dialogs.answers import Suggestion, Told
from dialogs.asking import CONFIRM, DECLINE, JUST_ASKED, answer_asked, not_just_asked, said_to_question
from dialogs.conversation import Dialog, Reply, Visit
from dialogs.organisers import (
    becoming,
    channel,
    deeds,
    importing,
    lists,
    messages,
    questions,
    results,
    running,
    setting,
    signing_up,
    streams,
)
from dialogs.signup import calendars, colleague, dialog, leaving, offers, price, reminders, standing, there, who
from dialogs.signup.draft import find_draft
from dialogs.signup.interrupted import take_words
from dialogs.understanding.wish import INTENTS, LOOKUPS, Wish
from gatherings.terms import Mode

AGENDA: Final = frozenset({i for i in INTENTS if i.startswith("agenda.")} | {"stream.link"})
ARRIVAL: Final = "arrival"


async def agenda(visit: Visit) -> Reply:
    """Answers from the programme."""
    seat = visit.seat()
    answer = answer_agenda(
        visit.wish,
        agenda=visit.agenda,
        now=visit.now,
        sees_streams=await visit.sees_streams(),
        is_digital=None if seat is None else seat is Mode.DIGITAL,
    )
    return Reply(answer, visit.state)


CONFIRMED: Final[dict[str, Dialog]] = {
    "follow": follow.follow_now,
    "unfollow": follow.unfollow_now,
    "invite": becoming.invite_now,
    "remove": becoming.remove_now,
    "stream": streams.set_stream_now,
    "set": setting.set_now,
    "cancel_gathering": deeds.cancel_now,
    "remind": deeds.remind_now,
    "close_attendance": deeds.close_now,
    "sign_up": signing_up.sign_up_now,
    "delete": rights.delete_now,
    "open_evaluation": results.open_now,
    "close_evaluation": results.close_now,
    "delay": running.delay_now,
    "skip": running.skip_now,
    "message": messages.send_now,
}


async def asked(visit: Visit) -> Reply:
    """Yes or no to what was asked."""
    return await answer_asked(visit, CONFIRMED)


SIGNUP: Final[dict[str, Dialog]] = {
    "signup.start": dialog.start,
    "signup.answer": dialog.answered,
    "signup.confirm": dialog.confirmed,
    "signup.back": dialog.gone_back,
    "signup.restart": dialog.begun_anew,
    "signup.edit": dialog.edited,
    "signup.stop": dialog.stopped,
    "signup.status": standing.status,
    "signup.change": standing.change,
    "signup.accept": standing.accept,
    "signup.stay_digital": standing.stay_digital,
    "signup.cancel": leaving.ask_to_cancel,
    "signup.leave": leaving.leave,
    "signup.keep": leaving.keep,
    "signup.offer.accept": offers.take,
    "signup.offer.decline": offers.pass_on,
    "signup.handover": colleague.give,
    "signup.take": colleague.take,
    "signup.who": who.who_comes,
    "deadline.when": price.tell_deadline,
    "fee.policy": price.tell_price,
    "reminder.answer": reminders.answer,
    "reminder.stop": reminders.stop,
    "attendance.checkin": there.check_in_here,
    "calendar.add": calendars.add_to_calendar,
}

EVALUATION: Final[dict[str, Dialog]] = {
    "evaluate.start": evaluation.start,
    "evaluation.answer": evaluation.answer,
    "evaluation.ask": evaluation.ask,
    "evaluation.first_step": evaluation.first_step,
    "evaluation.done": evaluation.done,
    "evaluation.questions": questions.show,
    "evaluation.add_question": questions.add,
    "evaluation.drop_question": questions.drop,
    "evaluation.usual_questions": questions.use_usual,
}

IMPORTING: Final[dict[str, Dialog]] = {
    "import.place": importing.place,
    "import.show": importing.show,
    "import.correct": importing.correct,
    "import.save": importing.save,
    "import.refuse": importing.refuse,
    "import.stop": importing.stop,
}

DIALOGS: Final[dict[str, Dialog]] = {
    **SIGNUP,
    **EVALUATION,
    **IMPORTING,
    **dict.fromkeys(AGENDA, agenda),
    **dict.fromkeys(later.LATER, later.say_later),
    "organiser.delay": running.ask_delay,
    "organiser.skip": running.ask_skip,
    "organiser.post": messages.ask_message,
    CONFIRM: asked,
    DECLINE: asked,
    ARRIVAL: smalltalk.welcome,
    "help": smalltalk.help_out,
    "greeting": smalltalk.greet,
    "thanks": smalltalk.thank,
    "speak.human": smalltalk.speak_human,
    "none": smalltalk.not_understood,
    "data.export": rights.export,
    "data.delete": rights.ask_to_delete,
    "language.set": language.choose_language,
    "follow.start": follow.follow,
    "follow.stop": follow.unfollow,
    "organiser.become": becoming.become,
    "organiser.invite": becoming.invite,
    "organiser.remove": becoming.remove,
    "organiser.stream": streams.ask_stream,
    "organiser.channel": channel.mark,
    "organiser.page": lists.open_page,
    "organiser.export": lists.export,
    "organiser.set": setting.ask_setting,
    "organiser.signup": signing_up.ask,
    "organiser.remind": deeds.ask_remind,
    "organiser.attendance": deeds.ask_close,
    "organiser.cancel_gathering": deeds.ask_cancel,
    "organiser.import": importing.start,
    "organiser.report": lists.report,
    "organiser.results": results.show,
    "organiser.evaluate": results.ask_to_open,
    "organiser.evaluation_close": results.ask_to_close,
}

ORGANISERS: Final = frozenset(
    {
        "organiser.attendance",
        "organiser.cancel_gathering",
        "organiser.channel",
        "organiser.delay",
        "organiser.evaluate",
        "organiser.evaluation_close",
        "organiser.export",
        "organiser.page",
        "organiser.post",
        "organiser.remind",
        "organiser.report",
        "organiser.results",
        "organiser.set",
        "organiser.signup",
        "organiser.skip",
        "organiser.stream",
    }
)
NEEDS_ONE_GATHERING: Final = AGENDA | ORGANISERS | {"follow.start", "evaluate.start"} | set(later.LATER) | set(SIGNUP)

NEEDS_EMAIL: Final = frozenset({"signup.start", "signup.take", "signup.status", "reminder.answer"})
"""What is not begun before the platform has been asked for the person's address."""

REFUSES_FIRST: Final = frozenset({"evaluate.start", "evaluation.answer", "evaluation.ask", "evaluation.done"})
"""What says no before it writes anything, if ever it writes: there is nothing to take back."""

LEAVES_NO_TRACE: Final = frozenset({"evaluation.answer"})
"""What a conversation is not changed by: that somebody has answered is in no state."""

CHANGES: Final = (
    frozenset({CONFIRM, "language.set", "follow.start", "follow.stop", "organiser.become", "organiser.export"})
    | {"organiser.page", "organiser.channel", "data.export"}
    | {"organiser.import"}
    | set(SIGNUP)
    | set(EVALUATION)
    | set(IMPORTING)
) - REFUSES_FIRST  # run in a savepoint: a refusal takes back what they did, and nothing else


def has_waiting(visit: Visit) -> bool:
    """Whether a dialog waits, or was brought a programme: what is said may change something."""
    is_read_in = importing.KEY in visit.state or importing.is_pasted(visit)
    return find_draft(visit.state) is not None or JUST_ASKED in visit.state or is_read_in


def only_looks_up(visit: Visit) -> bool:
    """Whether it is a question about the programme and nothing else: all that is kept of it is what was asked last."""
    return visit.wish.intent in AGENDA and visit.wish.also is None and not has_waiting(visit)


async def route(visit: Visit) -> Reply:
    """The answer to the wish, or to the dialog that waits; asks which gathering is meant where that is not clear."""
    said = said_to_question(visit)
    visit = visit.in_state(not_just_asked(visit.state))
    if said is not None:
        return await _answered(visit, *said)
    read_in = await importing.take_words(visit)
    if read_in is not None:
        return read_in
    visit = visit.in_state(importing.not_just_shown(visit.state))
    if visit.agenda is not None:
        waiting = await take_words(visit, _routed)
        if waiting is not None:
            return waiting
    reply = await _routed(visit)
    second = visit.wish.also or _again(visit)
    return reply if second is None else await _with_second(reply, visit, second)


def _again(visit: Visit) -> Wish | None:
    """The last question, to be answered once more in the language that is asked for now ("in English, please")."""
    is_new_language = visit.wish.intent == "language.set" and "lang" in visit.wish.slots
    if not is_new_language or visit.context is None:
        return None
    return Wish(visit.context.intent, visit.context.slots)


async def _with_second(reply: Reply, visit: Visit, second: Wish) -> Reply:
    """The reply to the first wish with that to the second. A lookup is told before what asks and waits."""
    if reply.then is not None or len(visit.meant) > 1:
        return reply
    other = await _routed(replace(visit, wish=replace(second, text=visit.wish.text), state=reply.state))
    if other.then is not None or other.confirms is not None or other.answer == reply.answer:
        return reply
    asks = visit.wish.intent not in {*LOOKUPS, "language.set"} and reply.confirms is None
    comes_first = asks and second.intent in LOOKUPS
    answers = (other.answer, reply.answer) if comes_first else (reply.answer, other.answer)
    return replace(reply, answer=answers[0], then=answers[1], state=other.state, tells=(*reply.tells, *other.tells))


async def _answered(visit: Visit, question: str, yes: bool) -> Reply:  # noqa: FBT001 (what was said)
    """The reply to a yes or a no in words to the question that was just asked."""
    left = await leaving.answered_in_words(visit, question, leaves=yes)
    if left is not None:
        return left
    return await asked(replace(visit, wish=Wish(CONFIRM if yes else DECLINE, {"id": question})))


async def _routed(visit: Visit) -> Reply:
    if len(visit.meant) > 1 and visit.wish.intent in NEEDS_ONE_GATHERING:
        return Reply(_which(visit), visit.state)
    return await DIALOGS.get(visit.wish.intent, smalltalk.not_understood)(visit)


def _which(visit: Visit) -> Told:
    """A button for each gathering that may be meant; it carries the wish along."""
    buttons = tuple(
        Suggestion(f"={one.title}", visit.wish.intent, {**visit.wish.slots, "gathering": one.id})
        for one in visit.meant[:5]
    )
    return Told("which", {}, buttons)
