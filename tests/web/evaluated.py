"""An evaluation of the plain house's gathering: opened, answered by people of it, and closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gatherings.actions.evaluation import answer_question, close_evaluation, open_evaluation
from gatherings.agenda import Agenda
from gatherings.evaluation.evaluation import Evaluation, EvaluationId
from gatherings.evaluation.likeness import group_alike
from gatherings.evaluation.occasions import WHOLE, occasions
from gatherings.people import PersonId
from gatherings.store.evaluations import find_evaluation
from gatherings.store.gatherings import get_gathering
from gatherings.terms import Mode
from tests.builders import DAY_TWO, at, gathering
from tests.web.plain_house import OPEN, Plain

ENDED = at("11:30", DAY_TWO)
PAUSES = ("Lengre pauser", "Pausene var for korte", "Lengre pauser i salen")


def id_of(what: str = WHOLE) -> EvaluationId:
    return EvaluationId(f"{gathering().id}:{what}")


async def guests(house: Plain, *, room: int = 6, digital: int = 0) -> list[PersonId]:
    """So many who have a seat, the first ones in the room."""
    await house.change(terms=replace(OPEN, capacity=None))
    modes = [Mode.ROOM] * room + [Mode.DIGITAL] * digital
    people = [await house.invite(f"Gjest {n}", f"gjest{n}@fjordby.example") for n in range(len(modes))]
    for person, mode in zip(people, modes, strict=True):
        await house.sign_up(person, mode)
    return people


async def ask(house: Plain, what: str = WHOLE) -> EvaluationId:
    """The programme is over, and the evaluation is open."""
    house.clock.gathering_at = ENDED
    async with house.database.write() as tx:
        agenda = Agenda(await get_gathering(tx, gathering().slug))
        occasion = next(one for one in occasions(agenda) if one.what == what)
        return await open_evaluation(tx, agenda, occasion, now=ENDED)


async def answer(
    house: Plain, people: Sequence[PersonId], values: Sequence[str], question: str = "usefulness", what: str = WHOLE
) -> None:
    """Each of the people gives the value beside them."""
    async with house.database.write() as tx:
        for person, value in zip(people, values, strict=False):
            await answer_question(tx, id_of(what), person, question=question, value=value, now=ENDED)


async def close(house: Plain, what: str = WHOLE) -> None:
    async with house.database.write() as tx:
        await close_evaluation(tx, id_of(what), likeness=group_alike, now=ENDED)


async def rated(
    house: Plain, scores: Sequence[int], *, digital: int = 0, texts: Mapping[str, Sequence[str]] | None = None
) -> list[PersonId]:
    """The evaluation is closed, with a score of each guest, and what some of them wrote by its question."""
    people = await guests(house, room=len(scores) - digital, digital=digital)
    await ask(house)
    await answer(house, people, [str(score) for score in scores])
    for question, written in (texts or {}).items():
        await answer(house, people, written, question)
    await close(house)
    return people


async def found(house: Plain, what: str = WHOLE) -> Evaluation | None:
    async with house.database.read() as tx:
        return await find_evaluation(tx, id_of(what))
