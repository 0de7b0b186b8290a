"""Evaluations while they can be answered: the slips that answers stand under, and what is written on them."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import JSON, Row, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from gatherings.evaluation.evaluation import Evaluation, EvaluationId
from gatherings.gathering import GatheringId
from gatherings.people import PersonId
from gatherings.programme import BlockId
from gatherings.store.evaluation_tables import evaluation, evaluation_secret, open_answer
from gatherings.store.inserting import insert_or_ignore
from gatherings.store.presence import counts_for, present
from gatherings.store.registration_tables import attendance, registration, response
from gatherings.store.schedules import questions_json, questions_of
from gatherings.store.transaction import Tx
from gatherings.terms import Mode


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody before an evaluation. `slip` is what their answers stand under, None once it is closed.

    `mode` is how they took part: as they were checked in, else by their seat. `is_of_it`: they were there, as far as
    that counts, or are registered.
    """

    evaluation: Evaluation
    slip: str | None
    mode: Mode | None
    is_of_it: bool


def slip_of(secret: str, person_id: PersonId) -> str:
    """What a person's answers stand under: nothing tells whose it is without the secret of the evaluation."""
    return hmac.digest(secret.encode(), person_id.encode(), "sha256").hex()


async def add_evaluation(tx: Tx, opened: Evaluation, *, secret: str) -> bool:
    """Whether it is new; one that is there already stays as it is."""
    values = {
        "id": opened.id,
        "gathering_id": opened.gathering_id,
        "block_id": opened.block_id,
        "questions": questions_json(opened.questions),
        "opened_at": opened.opened_at,
        "closes_at": opened.closes_at,
        "answered": 0,
        "asked": opened.asked,
    }
    is_new = (await tx.execute(insert_or_ignore(tx, evaluation).values(**values))).rowcount == 1
    if is_new:
        await tx.execute(insert(evaluation_secret).values(evaluation_id=opened.id, value=secret))
    return is_new


_ANSWERED: Final = (
    select(func.count(open_answer.c.slip.distinct()))
    .where(open_answer.c.evaluation_id == evaluation.c.id)
    .correlate(evaluation)
    .scalar_subquery()
)
_ALL: Final = select(evaluation, _ANSWERED.label("on_slips"))
_SEAT: Final = (
    select(registration.c.seat)
    .where(registration.c.gathering_id == evaluation.c.gathering_id, registration.c.person_id == bindparam("person_id"))
    .correlate(evaluation)
    .scalar_subquery()
)
_THERE: Final = (
    select(attendance.c.mode)
    .where(attendance.c.gathering_id == evaluation.c.gathering_id, attendance.c.person_id == bindparam("person_id"))
    .where(counts_for(evaluation.c.opened_at))
    .order_by(attendance.c.day.desc())
    .limit(1)
    .correlate(evaluation)
    .scalar_subquery()
)
_FOR_ONE: Final = (
    select(evaluation, evaluation_secret.c.value.label("secret"), _SEAT.label("seat"), _THERE.label("there"))
    .outerjoin(evaluation_secret, evaluation_secret.c.evaluation_id == evaluation.c.id)
    .where(evaluation.c.id == bindparam("id"))
)


async def find_asked(tx: Tx, evaluation_id: EvaluationId, person_id: PersonId) -> Asked | None:
    """The evaluation with how a person stands to it, in one query; None where it is not open yet and never was."""
    row = (await tx.execute(_FOR_ONE, {"id": evaluation_id, "person_id": person_id})).first()
    if row is None:
        return None
    mode = row.there or row.seat
    slip = None if row.secret is None else slip_of(row.secret, person_id)
    return Asked(evaluation_of(row), slip, None if mode is None else Mode(mode), mode is not None)


async def save_answer(
    tx: Tx, evaluation_id: EvaluationId, slip: str, *, question: str, value: str, mode: Mode | None
) -> dict[str, str]:
    """Writes an answer in the place of the one that stands on the slip; all that stands there now, by its questions."""
    key = {"evaluation_id": evaluation_id, "slip": slip, "question": question}
    kept = {**key, "value": value, "mode": None if mode is None else mode.value}
    others: dict[str, str] | None = (await tx.execute(_saving(tx.dialect.name), kept)).scalar_one()
    return {**(others or {}), question: value}


@cache
def _saving(dialect: str) -> ReturningInsert[Any]:
    """One statement that writes an answer and tells the others of its slip, which it does not touch."""
    inserting, as_object = _DIALECTS[dialect]
    keys, other = ("evaluation_id", "slip", "question"), open_answer.alias()
    written = inserting(open_answer).values({name: bindparam(name) for name in (*keys, "value", "mode")})
    new = {name: written.excluded[name] for name in ("value", "mode")}
    others = (
        select(as_object(other.c.question, other.c.value, type_=JSON))
        .where(
            other.c.evaluation_id == bindparam("evaluation_id"),
            other.c.slip == bindparam("slip"),
            other.c.question != bindparam("question"),
        )
        .scalar_subquery()
    )
    saving: ReturningInsert[Any] = written.on_conflict_do_update(index_elements=list(keys), set_=new).returning(others)
    return saving


_DIALECTS: Final[Mapping[str, tuple[Callable[..., Any], Callable[..., Any]]]] = {
    "sqlite": (sqlite.insert, func.json_group_object),
    "postgresql": (postgresql.insert, func.json_object_agg),
}


async def list_on_slip(tx: Tx, evaluation_id: EvaluationId, slip: str) -> dict[str, str]:
    """The answers on a slip by their questions."""
    on_slip = open_answer.c.evaluation_id == evaluation_id, open_answer.c.slip == slip
    rows = await tx.execute(select(open_answer.c.question, open_answer.c.value).where(*on_slip))
    return {row.question: row.value for row in rows}


async def find_evaluation(tx: Tx, evaluation_id: EvaluationId) -> Evaluation | None:
    """The evaluation, with how many have answered it by now."""
    row = (await tx.execute(_ALL.where(evaluation.c.id == evaluation_id))).first()
    return None if row is None else evaluation_of(row)


async def list_evaluations(tx: Tx, gathering_id: GatheringId) -> list[Evaluation]:
    """A gathering's evaluations that have been opened, the one of the whole first."""
    of_gathering = _ALL.where(evaluation.c.gathering_id == gathering_id)
    rows = await tx.execute(of_gathering.order_by(evaluation.c.block_id.is_not(None), evaluation.c.opened_at))
    return [evaluation_of(row) for row in rows]


def evaluation_of(row: Row[Any]) -> Evaluation:
    """The evaluation in a row; while it is open `answered` is what is counted, where it is."""
    is_open = row.closed_at is None
    return Evaluation(
        id=EvaluationId(row.id),
        gathering_id=GatheringId(row.gathering_id),
        questions=questions_of(row.questions),
        opened_at=row.opened_at,
        closes_at=row.closes_at,
        block_id=None if row.block_id is None else BlockId(row.block_id),
        closed_at=row.closed_at,
        answered=getattr(row, "on_slips", row.answered) if is_open else row.answered,
        asked=row.asked,
    )


async def list_unheard(tx: Tx, evaluation_id: EvaluationId) -> list[PersonId]:
    """Who was asked, has not answered and wants to be reminded; nobody where the evaluation is not open."""
    where = evaluation.c.id == evaluation_id, evaluation.c.closed_at.is_(None)
    query = select(evaluation, evaluation_secret.c.value).join(evaluation_secret).where(*where)
    found = (await tx.execute(query)).first()
    if found is None:
        return []
    of_gathering = response.c.gathering_id == found.gathering_id, response.c.muted_at.is_not(None)
    muted = set(await tx.scalars(select(response.c.person_id).where(*of_gathering)))
    asked = await tx.scalars(present(found.gathering_id, opened_at=found.opened_at))
    people = [PersonId(one) for one in asked if one not in muted]
    slips = select(open_answer.c.slip).distinct().where(open_answer.c.evaluation_id == evaluation_id)
    heard = set(await tx.scalars(slips))
    return [one for one in people if slip_of(found.value, one) not in heard]


async def mark_wiped(tx: Tx, ids: Sequence[EvaluationId]) -> None:
    """Notes that nothing is left on the disk of who answered what."""
    await tx.execute(update(evaluation).where(evaluation.c.id.in_(ids)).values(is_wiped=True))


async def _list_open_slips(tx: Tx, person_id: PersonId) -> list[tuple[str, str]]:
    """The evaluations that are open, with what the person's answers would stand under."""
    rows = await tx.execute(select(evaluation_secret.c.evaluation_id, evaluation_secret.c.value))
    return [(row.evaluation_id, slip_of(row.value, person_id)) for row in rows]


async def list_own_answers(tx: Tx, person_id: PersonId) -> list[dict[str, str]]:
    """What somebody has answered in the evaluations that are open; of closed ones nobody can tell."""
    found: list[dict[str, str]] = []
    for evaluation_id, slip in await _list_open_slips(tx, person_id):
        answers = await list_on_slip(tx, EvaluationId(evaluation_id), slip)
        found += [{"evaluation": evaluation_id, "question": q, "answer": value} for q, value in answers.items()]
    return found


async def remove_own_answers(tx: Tx, person_id: PersonId) -> None:
    """Deletes what somebody has answered in the evaluations that are open."""
    for evaluation_id, slip in await _list_open_slips(tx, person_id):
        on_slip = open_answer.c.evaluation_id == evaluation_id, open_answer.c.slip == slip
        await tx.execute(delete(open_answer).where(*on_slip))


async def move_own_answers(tx: Tx, person_id: PersonId, to: PersonId) -> None:
    """Somebody turns out to be somebody else: their answers stand on that one's slip, where nothing stands there."""
    others = dict(await _list_open_slips(tx, to))
    for evaluation_id, slip in await _list_open_slips(tx, person_id):
        other = others[evaluation_id]
        theirs = set(await list_on_slip(tx, EvaluationId(evaluation_id), other))
        on_slip = open_answer.c.evaluation_id == evaluation_id, open_answer.c.slip == slip
        await tx.execute(delete(open_answer).where(*on_slip, open_answer.c.question.in_(theirs)))
        await tx.execute(update(open_answer).where(*on_slip).values(slip=other))
