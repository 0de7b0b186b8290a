"""The questions of an evaluation, made in the chat by organisers, as long as nobody has been asked them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dialogs.answers import Told
from dialogs.answers.evaluation import QuestionsShown
from dialogs.conversation import Reply, Visit
from dialogs.organisers.audited import note
from dialogs.signup.known import agenda_of, require_private
from dialogs.suggestions import NEXT
from gatherings.actions import require_organiser, save_and_plan
from gatherings.agenda import Agenda
from gatherings.errors import NotAQuestion
from gatherings.gathering import Gathering
from gatherings.schedule import USUAL, EvaluationQuestion, QuestionKind
from gatherings.store.evaluations import list_evaluations
from gatherings.store.gatherings import get_gathering_by_id

MOST: Final = 8
FEWEST_CHOICES: Final = 2
LONGEST: Final = 200


async def show(visit: Visit) -> Reply:
    """The questions as they are, and how to change them; with `add` the form for one more."""
    gathering = await _required(visit)
    if await _is_asked(visit, gathering):
        return Reply(Told("questions.asked", {"gathering": gathering.title}, (NEXT,)), visit.state)
    is_full = len(gathering.evaluation.questions) >= MOST
    is_adding = "add" in visit.wish.slots and not is_full
    return Reply(QuestionsShown(agenda=agenda_of(visit), is_adding=is_adding, is_full=is_full), visit.state)


async def add(visit: Visit) -> Reply:
    """Adds the question that was filled in. Raises NotAQuestion where it cannot be one."""
    gathering = await _required(visit)
    if await _is_asked(visit, gathering) or len(gathering.evaluation.questions) >= MOST:
        return await show(visit)
    return await _save(visit, gathering, (*gathering.evaluation.questions, _question(visit, gathering)))


async def drop(visit: Visit) -> Reply:
    """Takes the last question away; one stays."""
    gathering = await _required(visit)
    questions = gathering.evaluation.questions
    if await _is_asked(visit, gathering) or len(questions) == 1:
        return await show(visit)
    return await _save(visit, gathering, questions[:-1])


async def use_usual(visit: Visit) -> Reply:
    """The usual questions in the place of what there is."""
    gathering = await _required(visit)
    if await _is_asked(visit, gathering):
        return await show(visit)
    return await _save(visit, gathering, USUAL)


def _question(visit: Visit, gathering: Gathering) -> EvaluationQuestion:
    said = {name: str(visit.wish.slots.get(name, "")).strip() for name in ("text", "kind", "choices")}
    kind = next((one for one in QuestionKind if one.value == said["kind"]), QuestionKind.TEXT)
    choices = tuple(dict.fromkeys(one.strip() for one in said["choices"].split(",") if one.strip()))
    has_enough = kind is not QuestionKind.CHOICE or FEWEST_CHOICES <= len(choices) <= MOST
    if not 0 < len(said["text"]) <= LONGEST or not has_enough:
        raise NotAQuestion
    taken = {one.id for one in gathering.evaluation.questions}
    own = next(name for n in range(1, MOST + 2) if (name := f"own{n}") not in taken)
    return EvaluationQuestion(own, kind, said["text"], choices if kind is QuestionKind.CHOICE else ())


async def _save(visit: Visit, gathering: Gathering, questions: tuple[EvaluationQuestion, ...]) -> Reply:
    changed = replace(gathering, evaluation=replace(gathering.evaluation, questions=questions))
    await save_and_plan(visit.tx, changed, now=visit.now)
    await note(visit, "gathering_changed", about=gathering.id)
    saved = Agenda(await get_gathering_by_id(visit.tx, gathering.id))
    return Reply(QuestionsShown(agenda=saved, is_full=len(questions) >= MOST), visit.state)


async def _is_asked(visit: Visit, gathering: Gathering) -> bool:
    return any(one.block_id is None for one in await list_evaluations(visit.tx, gathering.id))


async def _required(visit: Visit) -> Gathering:
    """Raises OnlyInPrivate, NotAnOrganiser."""
    require_private(visit)
    gathering = agenda_of(visit).gathering
    await require_organiser(visit.tx, visit.actor.person_id, gathering.id)
    return gathering
