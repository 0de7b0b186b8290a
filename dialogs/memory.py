"""What is remembered of the last answer, so that "og etter det?" and "hvem leder den?" can be understood. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from dialogs.answers import AgendaAnswer, Answer, Speaks
from dialogs.conversation import State
from dialogs.understanding.follow_up import Context
from dialogs.understanding.wish import Wish

FRESH: Final = timedelta(minutes=5)
LAST: Final = "last"


def remembered(state: State, wish: Wish, answer: Answer, *, at: datetime) -> State:
    """The state with what was answered; an answer that is not about the programme leaves what was there."""
    if not isinstance(answer, AgendaAnswer) or not wish.intent.startswith(("agenda.", "stream.")):
        return state
    last: dict[str, object] = {"at": at.isoformat(), "intent": wish.intent, "slots": dict(wish.slots)}
    if len(answer.blocks) == 1 or isinstance(answer, Speaks):
        block = answer.blocks[0].block
        last |= {"topic": block.title, "block": block.id}
        names = [person.name for person in block.people]
        if isinstance(answer, Speaks):
            names = [answer.name]
        if len(names) == 1:
            last["person"] = names[0]
    return {**state, LAST: last}


def context_of(state: State, *, at: datetime) -> Context | None:
    """The last answer, where it was given less than `FRESH` before `at`; None otherwise."""
    last = state.get(LAST)
    if last is None or not timedelta() <= at - datetime.fromisoformat(last["at"]) <= FRESH:
        return None
    return Context(last["intent"], last["slots"], last.get("topic"), last.get("block"), last.get("person"))
