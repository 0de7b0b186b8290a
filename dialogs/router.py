"""Which dialog answers a wish. Every intent has one; those that change something stand in `CHANGES`."""

from __future__ import annotations

from typing import Final

from dialogs import follow, language, later, organiser, smalltalk
from dialogs.agenda import answer_agenda
from dialogs.answers import Suggestion, Told
from dialogs.asking import CONFIRM, DECLINE, answer_asked
from dialogs.conversation import Dialog, Reply, Visit
from dialogs.understanding.wish import INTENTS

AGENDA: Final = frozenset({i for i in INTENTS if i.startswith("agenda.")} | {"stream.link"})
ARRIVAL: Final = "arrival"


async def agenda(visit: Visit) -> Reply:
    """Answers from the programme."""
    answer = answer_agenda(visit.wish, agenda=visit.agenda, now=visit.now, sees_streams=await visit.sees_streams())
    return Reply(answer, visit.state)


CONFIRMED: Final[dict[str, Dialog]] = {
    "follow": follow.follow_now,
    "unfollow": follow.unfollow_now,
    "invite": organiser.invite_now,
    "remove": organiser.remove_now,
    "stream": organiser.stream_now,
}


async def asked(visit: Visit) -> Reply:
    """Yes or no to what was asked."""
    return await answer_asked(visit, CONFIRMED)


DIALOGS: Final[dict[str, Dialog]] = {
    **dict.fromkeys(AGENDA, agenda),
    **dict.fromkeys(later.LATER, later.say_later),
    **dict.fromkeys(later.LATER_FOR_ORGANISERS, later.say_later_to_organisers),
    CONFIRM: asked,
    DECLINE: asked,
    ARRIVAL: smalltalk.welcome,
    "help": smalltalk.help_out,
    "greeting": smalltalk.greet,
    "thanks": smalltalk.thank,
    "speak.human": smalltalk.speak_human,
    "none": smalltalk.not_understood,
    "language.set": language.choose_language,
    "follow.start": follow.follow,
    "follow.stop": follow.unfollow,
    "organiser.become": organiser.become,
    "organiser.invite": organiser.invite,
    "organiser.remove": organiser.remove,
    "organiser.stream": organiser.stream,
}

NEEDS_ONE_GATHERING: Final = AGENDA | {"follow.start", "organiser.stream"} | set(later.LATER)

CHANGES: Final = frozenset(
    {CONFIRM, "language.set", "follow.start", "follow.stop", "organiser.become"}
)  # run in a savepoint: a refusal takes back what they did, and nothing else


async def route(visit: Visit) -> Reply:
    """The answer to the wish; asks which gathering is meant where that is not clear and matters."""
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
