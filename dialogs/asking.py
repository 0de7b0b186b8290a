"""Asking before anything is changed: a question with two buttons, good for one yes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from dialogs.answers import Answer, Suggestion, Told
from dialogs.conversation import Dialog, Reply, State, Visit
from dialogs.understanding.steps import StepWord, step_word, yes_or_no

CONFIRM, DECLINE = "asking.confirm", "asking.decline"
ID_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
ID_LENGTH: Final = 8
JUST_ASKED: Final = "just_asked"
"""The key of the question that the next message may answer in words. It is gone after that message."""

Yes = tuple[str, Mapping[str, str]]
"""A button that says yes: its label, and what it adds."""


def ask_first(
    visit: Visit,
    key: str,
    *,
    do: str,
    args: Mapping[str, str],
    filling: Mapping[str, object],
    yes: str,
    other_yes: Sequence[Yes] = (),
    takes_words: bool = True,
    shown: Callable[[tuple[Suggestion, ...]], Answer] | None = None,
) -> Reply:
    """The question `KEY`, with what to do on yes kept in the state; the buttons carry only its id.

    `shown` makes the answer with these buttons, where a sentence does not say enough.

    Each of `other_yes` is a button of its own, and says how it is to be done. A yes in words does it too, where
    `takes_words` and there is one way only.
    """
    question = "".join(visit.choose(ID_LETTERS) for _ in range(ID_LENGTH))
    confirms = [Suggestion(label, CONFIRM, {**how, "id": question}) for label, how in ((yes, {}), *other_yes)]
    buttons = (*confirms, Suggestion("no", DECLINE, {"id": question}))
    state = {**visit.state, "asked": {"id": question, "do": do, "args": dict(args)}}
    if takes_words and not other_yes:
        state[JUST_ASKED] = question
    return Reply(Told(key, filling, buttons) if shown is None else shown(buttons), state)


def said_to_question(visit: Visit) -> tuple[str, bool] | None:
    """The question that was just asked, and whether the whole message is a yes to it; None where it is neither."""
    question = visit.state.get(JUST_ASKED)
    said = False if step_word(visit.wish.text) is StepWord.CANCEL else yes_or_no(visit.wish.text)
    return None if question is None or said is None else (str(question), said)


def not_just_asked(state: State) -> State:
    """The state in which words answer no question any more; its buttons still do."""
    return {name: value for name, value in state.items() if name != JUST_ASKED} if JUST_ASKED in state else state


async def answer_asked(visit: Visit, confirmed: Mapping[str, Dialog]) -> Reply:
    """Does what was asked on yes; an old card, or one pressed twice, changes nothing and says so."""
    asked = visit.state.get("asked")
    state = {name: value for name, value in visit.state.items() if name != "asked"}
    is_this = asked is not None and visit.wish.slots.get("id") in (None, asked["id"])
    if asked is None or not is_this or asked["do"] not in confirmed:
        return Reply(Told("asking.old"), visit.state)
    if visit.wish.intent == DECLINE:
        return Reply(Told("asking.declined"), state)
    return await confirmed[asked["do"]](visit)


def args_of(visit: Visit) -> dict[str, str]:
    """What was kept with the question."""
    return dict(visit.state["asked"]["args"])


def without_question(visit: Visit) -> dict[str, object]:
    """The state once the question is answered."""
    return {name: value for name, value in visit.state.items() if name != "asked"}
