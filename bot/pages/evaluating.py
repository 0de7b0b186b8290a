"""An evaluation on a page without scripts: one press of ten counts, then what else may be said, one thing at a time.

Only a button changes anything. What somebody has answered stands in no address; a text is shown where it is changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from markupsafe import Markup

from bot.pages.draw_slip import draw_slip
from bot.pages.html import paragraph
from bot.pages.slip import Asker, Slip
from gatherings.actions.evaluation import answer_question, get_answered, note_first_step
from gatherings.errors import EvaluationNotOpen, NoSuchQuestion, NotAsked
from gatherings.evaluation.evaluation import Evaluation, EvaluationId
from gatherings.gathering import Gathering
from gatherings.people import PersonId
from gatherings.store import Tx
from gatherings.store.evaluations import list_evaluations
from gatherings.store.first_steps import find_first_step


async def draw_evaluating(tx: Tx, asker: Asker) -> Markup | None:
    """The part of a page where the person answers; that it is too late, where they came for one that is closed.

    None where nothing is open that they are asked.
    """
    found = await list_evaluations(tx, asker.gathering.id)
    named = asker.query.get("evaluation")
    taking = [one for one in found if one.takes_answers(asker.now)]
    chosen = next((one for one in _in_turn(taking) if named in {None, one.id}), None)
    if chosen is None and any(one.id == named for one in found):
        return paragraph(asker.voice("refusal.evaluation_closed.text"), class_="state")
    chosen = chosen or next(iter(_in_turn(taking)), None)
    if chosen is None:
        return None
    try:
        answered = await get_answered(tx, chosen.id, asker.person_id, now=asker.now)
    except NotAsked:
        return None
    step = await find_first_step(tx, asker.gathering.id, asker.person_id) if asker.has_link else None
    return draw_slip(Slip(asker, answered, tuple(one for one in _in_turn(taking) if one.id != chosen.id), step))


def _in_turn(taking: Sequence[Evaluation]) -> list[Evaluation]:
    """The one of the whole, then those of blocks, of which the one that was opened last comes first."""
    whole = [one for one in taking if one.block_id is None]
    return [*whole, *(one for one in reversed(taking) if one.block_id is not None)]


async def take_answer(
    tx: Tx, gathering: Gathering, person_id: PersonId, filled: Mapping[str, str], *, now: datetime
) -> EvaluationId:
    """The evaluation that was answered. Raises EvaluationNotOpen and what `answer_question` does."""
    wanted = await _wanted(tx, gathering, filled)
    question = filled.get("question", "")
    await answer_question(tx, wanted, person_id, question=question, value=_value(filled), now=now)
    return wanted


async def take_first_step(
    tx: Tx, gathering: Gathering, person_id: PersonId, filled: Mapping[str, str], *, now: datetime
) -> EvaluationId:
    """The evaluation beside which somebody has said what they will do first at home.

    Raises EvaluationNotOpen, EvaluationClosed, NotAsked, NoSuchQuestion where it is not asked, NotAnAnswer.
    """
    wanted = await _wanted(tx, gathering, filled)
    await get_answered(tx, wanted, person_id, now=now)
    if not gathering.evaluation.asks_first_step:
        raise NoSuchQuestion
    await note_first_step(tx, gathering, person_id, text=_value(filled), now=now)
    return wanted


async def _wanted(tx: Tx, gathering: Gathering, filled: Mapping[str, str]) -> EvaluationId:
    """The evaluation of this gathering that is named. Raises EvaluationNotOpen."""
    wanted = EvaluationId(filled.get("evaluation", ""))
    if all(one.id != wanted for one in await list_evaluations(tx, gathering.id)):
        raise EvaluationNotOpen
    return wanted


def _value(filled: Mapping[str, str]) -> str:
    return filled.get("value", "").replace("\r\n", "\n")  # a browser sends two characters for a line's end
