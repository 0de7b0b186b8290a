"""The evaluation: one press counts, the rest is optional. What is answered stands on the slip, and in no state here."""

from __future__ import annotations

from typing import Final

from dialogs.answers import Suggestion, Told
from dialogs.answers.evaluation import FirstStepAsked, QuestionAsked, ScaleAsked, Thanked
from dialogs.conversation import Reply, Visit
from dialogs.signup.known import about, agenda_of, require_private
from dialogs.suggestions import HUMAN, NEXT
from gatherings.actions.evaluation import Answered, answer_question, get_answered, get_question, note_first_step
from gatherings.agenda import Agenda
from gatherings.errors import EvaluationClosed
from gatherings.evaluation.evaluation import Evaluation, EvaluationId
from gatherings.evaluation.occasions import occasions
from gatherings.postings.evaluating import asked_in_private
from gatherings.schedule import EvaluationQuestion, QuestionKind
from gatherings.store.evaluations import list_evaluations
from gatherings.store.first_steps import find_first_step

ASK_NOW: Final = Suggestion("ask_evaluation", "organiser.evaluate")
VALUES: Final = ("value", "text", "choice")


async def start(visit: Visit) -> Reply:
    """Asks for the evaluation that is open: of the whole, else of the block that ended last; says when it will be.

    Where others read it is asked for in private. Raises EvaluationClosed, NotAsked.
    """
    wanted = await _find_open(visit)
    if wanted is None:
        return await _not_open(visit)
    if not visit.actor.is_in_private:
        asked = asked_in_private(wanted, visit.actor.person_id, now=visit.now)
        filling = {"gathering": agenda_of(visit).gathering.title}
        return Reply(Told("evaluation.private", filling), visit.state, tells=(asked,))
    answered = await get_answered(visit.tx, wanted.id, visit.actor.person_id, now=visit.now)
    return await _next(visit, answered)


async def _find_open(visit: Visit) -> Evaluation | None:
    """None where none has been asked for yet. Raises EvaluationClosed where all are closed."""
    found = await list_evaluations(visit.tx, agenda_of(visit).gathering.id)
    named = visit.wish.slots.get("evaluation")
    taking = [one for one in found if one.takes_answers(visit.now) and named in (None, one.id)]
    if not taking and found:
        raise EvaluationClosed
    whole = [one for one in taking if one.block_id is None]
    return next(iter([*whole, *reversed(taking)]), None)


async def _not_open(visit: Visit) -> Reply:
    agenda = agenda_of(visit)
    coming = next(iter(occasions(agenda)), None)
    filling: dict[str, object] = {"gathering": agenda.gathering.title}
    if coming is None or agenda.gathering.is_cancelled:
        return Reply(Told("evaluation.never", filling, (NEXT, HUMAN)), visit.state)
    there = coming.opens_at.astimezone(agenda.gathering.zone)
    filling |= {"day": there.date(), "clock": there.time()}
    now = (ASK_NOW,) if await visit.is_organiser() else ()
    return Reply(Told("evaluation.to_come", filling, (*now, NEXT)), visit.state)


async def _next(visit: Visit, answered: Answered) -> Reply:
    """The scale where it is not answered, else thanks with what is left."""
    scale = answered.evaluation.scale
    if scale is not None and scale.id not in answered.values:
        return Reply(ScaleAsked(agenda=await _agenda(visit, answered), evaluation=answered.evaluation), visit.state)
    return Reply(await _thanks(visit, answered, scale or answered.evaluation.questions[0]), visit.state)


async def _thanks(visit: Visit, answered: Answered, question: EvaluationQuestion) -> Thanked:
    agenda = await _agenda(visit, answered)
    return Thanked(
        agenda=agenda,
        evaluation=answered.evaluation,
        values=answered.values,
        question=question,
        left=answered.left,
        asks_first_step=agenda.gathering.evaluation.asks_first_step,
    )


async def _agenda(visit: Visit, answered: Answered) -> Agenda:
    return agenda_of(await about(visit, answered.evaluation.gathering_id))


async def answer(visit: Visit) -> Reply:
    """Takes one answer: a press, a text, or a choice. Raises what `answer_question` does."""
    require_private(visit)
    question = str(visit.wish.slots.get("question", ""))
    value = next((str(visit.wish.slots[name]) for name in VALUES if name in visit.wish.slots), "")
    person_id = visit.actor.person_id
    answered = await answer_question(visit.tx, _wanted(visit), person_id, question=question, value=value, now=visit.now)
    return Reply(await _thanks(visit, answered, get_question(answered.evaluation, question)), visit.state)


async def ask(visit: Visit) -> Reply:
    """Asks one question: the scale again, or one of the others."""
    require_private(visit)
    answered = await get_answered(visit.tx, _wanted(visit), visit.actor.person_id, now=visit.now)
    question = get_question(answered.evaluation, str(visit.wish.slots.get("question", "")))
    agenda, asked = await _agenda(visit, answered), answered.evaluation
    if question.kind is QuestionKind.SCALE:
        return Reply(ScaleAsked(agenda=agenda, evaluation=asked, values=answered.values), visit.state)
    return Reply(QuestionAsked(agenda=agenda, evaluation=asked, values=answered.values, question=question), visit.state)


async def first_step(visit: Visit) -> Reply:
    """Asks what they will do first at home; with a text, keeps it and says when they are reminded."""
    require_private(visit)
    agenda, said = agenda_of(visit), str(visit.wish.slots.get("text", ""))
    wanted = await _find_open(visit)
    if wanted is None:
        return await _not_open(visit)
    if not said.strip():
        known = await find_first_step(visit.tx, agenda.gathering.id, visit.actor.person_id)
        text = "" if known is None else known.text
        return Reply(FirstStepAsked(agenda=agenda, evaluation=wanted, text=text), visit.state)
    at = await note_first_step(visit.tx, agenda.gathering, visit.actor.person_id, text=said, now=visit.now)
    there = at.astimezone(agenda.gathering.zone)
    return Reply(Told("evaluation.first_step.noted", {"day": there.date()}, (NEXT,)), visit.state)


async def done(visit: Visit) -> Reply:
    """Thanks, and nothing more is asked."""
    return Reply(Told("evaluation.done", {}, (NEXT,)), visit.state)


def _wanted(visit: Visit) -> EvaluationId:
    return EvaluationId(str(visit.wish.slots.get("evaluation", "")))
