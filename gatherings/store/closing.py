"""Closing an evaluation: its answers move, shuffled, to where nothing tells whose they are; the slips are destroyed.

All of them move in one transaction, so that neither order nor time of writing tells anything; then the tables they
came from are written anew on the disk (`Database.rewrite`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import and_, delete, insert, or_, select, update

from gatherings.evaluation.evaluation import Evaluation, EvaluationId
from gatherings.evaluation.results import FEWEST, Earlier, Given, Results, Said, results_of, without_small_parts
from gatherings.gathering import Gathering
from gatherings.schedule import QuestionKind
from gatherings.store.evaluation_tables import (
    closed_answer,
    closed_text,
    evaluation,
    evaluation_secret,
    open_answer,
)
from gatherings.store.evaluations import evaluation_of
from gatherings.store.tables import gathering
from gatherings.store.transaction import Tx
from gatherings.terms import Mode

LEFT_ON_DISK: Final = ("open_answer", "evaluation_secret")
"""The tables that are written anew once an evaluation is closed."""

MOST_EARLIER: Final = 5

Shuffle = Callable[[list[Any]], None]
Likeness = Callable[[Sequence[Said]], Mapping[str, str]]
"""From texts to the names of their groups, by the texts' ids."""


@dataclass(frozen=True, slots=True)
class Chance:
    """What must be random where answers are mixed: their order, and their new ids."""

    shuffle: Shuffle
    new_id: Callable[[], str]


async def lock_open(tx: Tx, evaluation_id: EvaluationId) -> Evaluation | None:
    """The evaluation, nobody else closing it meanwhile; None where it is closed, or never was opened."""
    where = evaluation.c.id == evaluation_id, evaluation.c.closed_at.is_(None)
    row = (await tx.execute(select(evaluation).where(*where).with_for_update())).first()
    return None if row is None else evaluation_of(row)


async def move_answers(tx: Tx, closing: Evaluation, *, chance: Chance, likeness: Likeness, now: datetime) -> int:
    """How many people had answered. Of fewer than six nothing is kept, and how they took part only where it may be."""
    rows = list(await tx.execute(select(open_answer).where(open_answer.c.evaluation_id == closing.id)))
    answered = len({row.slip for row in rows})
    given = [Given(row.question, row.value, None if row.mode is None else Mode(row.mode)) for row in rows]
    if answered >= FEWEST:
        await _keep_values(tx, closing, given, chance=chance)
        await _keep_texts(tx, closing, given, chance=chance, likeness=likeness)
    for table in (open_answer, evaluation_secret):
        await tx.execute(delete(table).where(table.c.evaluation_id == closing.id))
    closed = update(evaluation).where(evaluation.c.id == closing.id)
    await tx.execute(closed.values(closed_at=now, answered=answered))
    return answered


async def _keep_values(tx: Tx, closing: Evaluation, given: Sequence[Given], *, chance: Chance) -> None:
    asked = [one.id for one in closing.questions if one.kind is not QuestionKind.TEXT]
    answers = [[one for one in given if one.question == question] for question in asked]
    kept = [one for same in answers if len(same) >= FEWEST for one in without_small_parts(same)]
    chance.shuffle(kept)
    rows = [
        {
            "id": chance.new_id(),
            "evaluation_id": closing.id,
            "question": one.question,
            "value": one.value,
            "mode": None if one.mode is None else one.mode.value,
        }
        for one in kept
    ]
    if rows:
        await tx.execute(insert(closed_answer), rows)


async def _keep_texts(
    tx: Tx, closing: Evaluation, given: Sequence[Given], *, chance: Chance, likeness: Likeness
) -> None:
    asked = [one.id for one in closing.questions if one.kind is QuestionKind.TEXT]
    written = [(one.question, Said(chance.new_id(), one.value)) for one in given if one.question in asked]
    chance.shuffle(written)
    groups = {
        said_id: name
        for question in asked
        for said_id, name in likeness([said for asked_, said in written if asked_ == question]).items()
    }
    rows = [
        {
            "id": said.id,
            "evaluation_id": closing.id,
            "question": question,
            "text": said.text,
            "likeness": groups.get(said.id),
        }
        for question, said in written
    ]
    if rows:
        await tx.execute(insert(closed_text), rows)


async def list_to_close(tx: Tx, *, now: datetime) -> list[EvaluationId]:
    """The evaluations that take no answers any more and are open still, or were closed and not wiped."""
    over = evaluation.c.is_wiped.is_(False), evaluation.c.closes_at < now
    ended = evaluation.c.is_wiped.is_(False), evaluation.c.closed_at.is_not(None)
    query = select(evaluation.c.id).where(or_(and_(*over), and_(*ended))).order_by(evaluation.c.id)
    return [EvaluationId(one) for one in await tx.scalars(query)]


async def get_results(tx: Tx, closed: Evaluation) -> Results:
    """What can be told of a closed evaluation."""
    of_it = closed_answer.c.evaluation_id == closed.id
    rows = await tx.execute(select(closed_answer).where(of_it).order_by(closed_answer.c.id))
    given = [Given(row.question, row.value, None if row.mode is None else Mode(row.mode)) for row in rows]
    said = await list_texts(tx, closed.id)
    return results_of(closed.questions, given, said, answered=closed.answered, asked=closed.asked)


async def list_before(tx: Tx, after: Gathering) -> list[Earlier]:
    """The gatherings of the network before this one whose evaluations are told, the latest first."""
    query = (
        select(evaluation, gathering.c.title)
        .join(gathering, gathering.c.id == evaluation.c.gathering_id)
        .where(
            gathering.c.network_id == after.network_id,
            gathering.c.starts_on < after.starts_on,
            evaluation.c.block_id.is_(None),
            evaluation.c.answered >= FEWEST,
            evaluation.c.closed_at.is_not(None),
        )
        .order_by(gathering.c.starts_on.desc())
        .limit(MOST_EARLIER)
    )
    found = [(row.title, await get_results(tx, evaluation_of(row))) for row in await tx.execute(query)]
    return [
        Earlier(title, results.scales[0].whole.mean, results.scales[0].whole.median, results.scales[0].whole.n)
        for title, results in found
        if results.scales
    ]


async def list_texts(tx: Tx, evaluation_id: EvaluationId) -> dict[str, list[Said]]:
    """The free texts by their questions, hidden ones as well, in no order that tells anything."""
    rows = await tx.execute(
        select(closed_text).where(closed_text.c.evaluation_id == evaluation_id).order_by(closed_text.c.id)
    )
    found: dict[str, list[Said]] = defaultdict(list)
    for row in rows:
        found[row.question].append(Said(row.id, row.text, row.likeness, row.is_hidden))
    return dict(found)


async def mark_text(
    tx: Tx, evaluation_id: EvaluationId, text_id: str, *, likeness: str | None, is_hidden: bool
) -> bool:
    """Puts a text into a group, or into none, and hides or shows it; False where there is no such text."""
    of_it = closed_text.c.evaluation_id == evaluation_id, closed_text.c.id == text_id
    marked = update(closed_text).where(*of_it).values(likeness=likeness, is_hidden=is_hidden)
    return (await tx.execute(marked)).rowcount == 1
