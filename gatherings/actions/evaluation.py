"""Evaluations: opened, answered, closed; and the first step that somebody means to take at home."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import uuid4

from gatherings.actions.programmes import save_and_plan
from gatherings.agenda import Agenda
from gatherings.errors import (
    EvaluationClosed,
    EvaluationNotOpen,
    GatheringCancelled,
    NoSuchGathering,
    NoSuchQuestion,
    NotAnAnswer,
    NotAsked,
)
from gatherings.evaluation.evaluation import Evaluation, EvaluationId
from gatherings.evaluation.occasions import Occasion, evaluation_id
from gatherings.gathering import Gathering, GatheringId
from gatherings.people import PersonId
from gatherings.postings.evaluating import closed_posting, first_step_posting
from gatherings.schedule import LONGEST_TEXT, SCALE, EvaluationQuestion, Moment, QuestionKind
from gatherings.store import Tx
from gatherings.store.closing import Chance, Likeness, lock_open, move_answers
from gatherings.store.evaluations import (
    Asked,
    add_evaluation,
    find_asked,
    list_on_slip,
    save_answer,
)
from gatherings.store.first_steps import save_first_step
from gatherings.store.gatherings import lock_gathering
from gatherings.store.postings import add_postings
from gatherings.store.presence import count_present

CHANCE: Final = Chance(secrets.SystemRandom().shuffle, lambda: uuid4().hex)


@dataclass(frozen=True, slots=True)
class Answered:
    """What stands on somebody's slip. It is shown to them, and kept nowhere else."""

    evaluation: Evaluation
    values: Mapping[str, str]

    @property
    def score(self) -> int | None:
        """What they answered to the first scale; None where they have not."""
        scale = self.evaluation.scale
        value = None if scale is None else self.values.get(scale.id)
        return None if value is None else int(value)

    @property
    def left(self) -> tuple[EvaluationQuestion, ...]:
        """The questions that they may answer still, in their order."""
        return tuple(one for one in self.evaluation.questions if one.id not in self.values and self._is_asked(one))

    def _is_asked(self, question: EvaluationQuestion) -> bool:
        return question.at_most is None or (self.score is not None and self.score <= question.at_most)


async def open_evaluation(
    tx: Tx,
    agenda: Agenda,
    occasion: Occasion,
    *,
    new_secret: Callable[[], str] = secrets.token_urlsafe,
    now: datetime,
) -> EvaluationId:
    """The id of the evaluation, which takes answers from now on. Opened again, nothing happens."""
    gathering = agenda.gathering
    opened = Evaluation(
        id=evaluation_id(agenda, occasion.what),
        gathering_id=gathering.id,
        questions=gathering.evaluation.questions,
        opened_at=now,
        closes_at=max(occasion.closes_at, now),
        block_id=occasion.block_id,
        asked=await count_present(tx, gathering.id),
    )
    await add_evaluation(tx, opened, secret=new_secret())
    return opened.id


async def ask_now(tx: Tx, gathering_id: GatheringId, *, now: datetime) -> Gathering:
    """The gathering, whose evaluation is asked for at once. Raises NoSuchGathering, GatheringCancelled."""
    found = await lock_gathering(tx, gathering_id)
    if found is None:
        raise NoSuchGathering(slug=gathering_id)
    if found.is_cancelled:
        raise GatheringCancelled
    await save_and_plan(tx, replace(found, evaluation=replace(found.evaluation, moment=Moment.AT, at=now)), now=now)
    return found


async def answer_question(
    tx: Tx, wanted: EvaluationId, person_id: PersonId, *, question: str, value: str, now: datetime
) -> Answered:
    """What stands on the person's slip, with this answer on it, in the place of an earlier one.

    `now` is when it arrived. Raises EvaluationNotOpen, EvaluationClosed, NotAsked, NoSuchQuestion, NotAnAnswer.
    """
    asked = await _get_asked(tx, wanted, person_id, now=now)
    found = get_question(asked.evaluation, question)
    assert asked.slip is not None, "an evaluation that takes answers has its secret"
    kept = value_of(found, value)
    return Answered(
        asked.evaluation, await save_answer(tx, wanted, asked.slip, question=question, value=kept, mode=asked.mode)
    )


async def get_answered(tx: Tx, wanted: EvaluationId, person_id: PersonId, *, now: datetime) -> Answered:
    """What stands on the person's slip. Raises EvaluationNotOpen, EvaluationClosed, NotAsked."""
    asked = await _get_asked(tx, wanted, person_id, now=now)
    assert asked.slip is not None, "an evaluation that takes answers has its secret"
    return Answered(asked.evaluation, await list_on_slip(tx, wanted, asked.slip))


async def _get_asked(tx: Tx, wanted: EvaluationId, person_id: PersonId, *, now: datetime) -> Asked:
    asked = await find_asked(tx, wanted, person_id)
    if asked is None:
        raise EvaluationNotOpen
    if not asked.evaluation.takes_answers(now) or asked.slip is None:
        raise EvaluationClosed
    if not asked.is_of_it:
        raise NotAsked
    return asked


def get_question(asked: Evaluation, question: str) -> EvaluationQuestion:
    """One question of an evaluation. Raises NoSuchQuestion."""
    found = asked.find_question(question)
    if found is None:
        raise NoSuchQuestion
    return found


def value_of(question: EvaluationQuestion, value: str) -> str:
    """The value as it is kept. Raises NotAnAnswer where it cannot be one."""
    said = value.strip()
    match question.kind:
        case QuestionKind.SCALE:
            is_answer = said.isascii() and said.isdigit() and int(said) in SCALE
        case QuestionKind.CHOICE:
            return _choice_of(question, said)
        case QuestionKind.TEXT:
            is_answer = 0 < len(said) <= LONGEST_TEXT
    if not is_answer:
        raise NotAnAnswer
    return str(int(said)) if question.kind is QuestionKind.SCALE else said


def _choice_of(question: EvaluationQuestion, said: str) -> str:
    """The choice that is named, by its words or by its place from 0: a card carries the place."""
    by_place = {str(place): choice for place, choice in enumerate(question.choices)}
    found = said if said in question.choices else by_place.get(said)
    if found is None:
        raise NotAnAnswer
    return found


async def close_evaluation(
    tx: Tx, wanted: EvaluationId, *, likeness: Likeness, chance: Chance = CHANCE, now: datetime
) -> int | None:
    """How many people have answered; None where it is closed already, or never was opened.

    From now on nothing tells who answered what. Its organisers are told that the results are there. What is left on
    the disk is wiped after the commit.
    """
    closing = await lock_open(tx, wanted)
    if closing is None:
        return None
    answered = await move_answers(tx, closing, chance=chance, likeness=likeness, now=now)
    await add_postings(tx, [closed_posting(closing, now=now)])
    return answered


async def note_first_step(tx: Tx, gathering: Gathering, person_id: PersonId, *, text: str, now: datetime) -> datetime:
    """When the person is reminded of what they will do first at home. Nobody else is shown it. Raises NotAnAnswer."""
    said = text.strip()
    if not 0 < len(said) <= LONGEST_TEXT:
        raise NotAnAnswer
    planned = first_step_posting(gathering, person_id, now=now)
    await save_first_step(tx, gathering.id, person_id, text=said, at=planned.due_at)
    await add_postings(tx, [planned])
    return planned.due_at
