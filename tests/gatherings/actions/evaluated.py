"""An evaluation that has been asked for, and an answer to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from gatherings.actions import save_and_plan
from gatherings.actions.evaluation import (
    Answered,
    answer_question,
    open_evaluation,
)
from gatherings.actions.registration import Application, accept_terms, sign_up
from gatherings.agenda import Agenda
from gatherings.evaluation.evaluation import EvaluationId
from gatherings.evaluation.occasions import occasions
from gatherings.gathering import NB, Gathering, Network, NetworkId
from gatherings.people import Person, PersonId
from gatherings.schedule import USEFULNESS
from gatherings.store import Database, Tx
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.store.networks import add_network
from gatherings.store.profiles import add_person
from gatherings.terms import Mode, Terms
from tests.builders import DAY_TWO, at, gathering

BEFORE, ENDED = at("10:00", date(2027, 3, 20)), at("11:30", DAY_TWO)
WHOLE = EvaluationId(f"{gathering().id}:whole")
PEOPLE = [PersonId(f"p{number}") for number in range(8)]


async def asked(database: Database) -> Gathering:
    """Eight people have a seat, and the evaluation has been asked for."""
    async with database.write() as tx:
        await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"))
        made = replace(gathering(), version=0, terms=Terms(deadline=date(2027, 4, 1)))
        await save_and_plan(tx, made, now=BEFORE)
        for person in PEOPLE:
            await add_person(tx, Person(person, person))
            accepted = accept_terms(made, text="Vilkår.", language=NB, now=BEFORE)
            await sign_up(tx, made.id, person, Application(Mode.ROOM, accepted, None), now=BEFORE)
        held = await get_gathering_by_id(tx, made.id)
        await open_evaluation(tx, Agenda(held), occasions(Agenda(held))[0], now=ENDED)
    return held


async def answer(
    tx: Tx, person: PersonId, value: str, *, question: str = USEFULNESS.id, now: datetime = ENDED
) -> Answered:
    return await answer_question(tx, WHOLE, person, question=question, value=value, now=now)
