"""Answering an evaluation: who may, what counts, and what becomes of it, in the words of the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gatherings.actions import save_and_plan
from gatherings.actions.attendance import note_attendance
from gatherings.actions.evaluation import (
    answer_question,
    ask_now,
    close_evaluation,
    get_answered,
    note_first_step,
    open_evaluation,
    value_of,
)
from gatherings.actions.rights import data_of, delete_person
from gatherings.agenda import Agenda
from gatherings.errors import EvaluationClosed, EvaluationNotOpen, NoSuchQuestion, NotAnAnswer, NotAsked, Refusal
from gatherings.evaluation.evaluation import EvaluationId
from gatherings.evaluation.occasions import occasions
from gatherings.people import PersonId
from gatherings.schedule import LIFT, NEXT_TIME, TAKEAWAY, USEFULNESS, EvaluationQuestion, Moment, QuestionKind
from gatherings.store import Database
from gatherings.store.closing import get_results, list_texts, mark_text
from gatherings.store.evaluations import find_evaluation, list_unheard
from gatherings.store.first_steps import FirstStep, find_first_step
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.terms import Mode
from tests.builders import DAY_TWO, at, gathering
from tests.gatherings.actions.evaluated import BEFORE, ENDED, PEOPLE, WHOLE, answer, asked


async def test_an_answer_stands_and_a_second_takes_its_place(database: Database) -> None:
    await asked(database)
    async with database.write() as tx:
        first, second = await answer(tx, PEOPLE[0], "3"), await answer(tx, PEOPLE[0], " 08 ")
        found = await find_evaluation(tx, WHOLE)
    assert (first.score, second.score, found and found.answered) == (3, 8, 1)


async def test_what_would_lift_it_is_asked_of_those_who_rated_it_seven_or_lower(database: Database) -> None:
    await asked(database)
    async with database.write() as tx:
        low, high = await answer(tx, PEOPLE[0], "7"), await answer(tx, PEOPLE[1], "8")
    assert (low.left, high.left) == ((TAKEAWAY, LIFT, NEXT_TIME), (TAKEAWAY, NEXT_TIME))


@pytest.mark.parametrize("value", ["0", "11", "-1", "8.5", "åtte", "", "٨", "8 av 10"])
def test_what_is_no_number_from_one_to_ten_is_no_answer(value: str) -> None:
    with pytest.raises(NotAnAnswer):
        value_of(USEFULNESS, value)


def test_a_text_may_be_long_and_not_endless_and_not_empty() -> None:
    assert value_of(TAKEAWAY, " Pausene\n") == "Pausene"
    for text in (" \n", "x" * 2001):
        with pytest.raises(NotAnAnswer):
            value_of(TAKEAWAY, text)


def test_a_choice_is_named_by_its_words_or_its_place() -> None:
    form = EvaluationQuestion("form", QuestionKind.CHOICE, "Form?", ("I salen", "Digitalt"))
    assert [value_of(form, said) for said in ("Digitalt", "0")] == ["Digitalt", "I salen"]
    with pytest.raises(NotAnAnswer):
        value_of(form, "2")


@pytest.mark.parametrize(
    ("person", "evaluation", "question", "late", "refusal"),
    [
        ("p0", "g1:elsewhere", "usefulness", timedelta(), EvaluationNotOpen),
        ("stranger", WHOLE, "usefulness", timedelta(), NotAsked),
        ("p0", WHOLE, "shoe_size", timedelta(), NoSuchQuestion),
        ("p0", WHOLE, "usefulness", timedelta(days=15), EvaluationClosed),
    ],
)
async def test_who_may_not_answer_is_told_why_and_nothing_is_kept(
    database: Database, person: str, evaluation: str, question: str, late: timedelta, refusal: type[Refusal]
) -> None:
    await asked(database)
    async with database.write() as tx:
        with pytest.raises(refusal):
            await answer_question(
                tx, EvaluationId(evaluation), PersonId(person), question=question, value="8", now=ENDED + late
            )
        found = await find_evaluation(tx, WHOLE)
    assert found is not None
    assert found.answered == 0


async def test_the_last_second_still_counts(database: Database) -> None:
    await asked(database)
    async with database.write() as tx:
        found = await find_evaluation(tx, WHOLE)
        assert found is not None
        await answer(tx, PEOPLE[0], "8", now=found.closes_at)
        with pytest.raises(EvaluationClosed):
            await answer(tx, PEOPLE[1], "8", now=found.closes_at + timedelta(seconds=1))


async def test_where_somebody_was_checked_in_those_who_were_there_are_asked(database: Database) -> None:
    await asked(database)
    async with database.write() as tx:
        for person in PEOPLE[:2]:
            await note_attendance(tx, gathering().id, person, day=DAY_TWO, mode=Mode.DIGITAL, now=ENDED)
        assert await list_unheard(tx, WHOLE) == PEOPLE[:2]


async def test_who_has_answered_is_not_among_the_silent(database: Database) -> None:
    await asked(database)
    async with database.write() as tx:
        await answer(tx, PEOPLE[3], "8")
        assert PEOPLE[3] not in await list_unheard(tx, WHOLE)


async def test_closed_it_tells_what_came_of_it_once_and_takes_nothing_more(database: Database) -> None:
    await asked(database)
    async with database.write() as tx:
        for number, person in enumerate(PEOPLE):
            await answer(tx, person, str(number + 1))
        answered = await close_evaluation(tx, WHOLE, likeness=lambda _: {}, now=ENDED)
        again = await close_evaluation(tx, WHOLE, likeness=lambda _: {}, now=ENDED)
        found = await find_evaluation(tx, WHOLE)
        assert found is not None
        results = await get_results(tx, found)
        with pytest.raises(EvaluationClosed):
            await get_answered(tx, WHOLE, PEOPLE[0], now=ENDED)
    assert (answered, again, found.answered, results.scales[0].whole.mean) == (8, None, 8, 4.5)


async def test_a_text_is_hidden_and_moved_to_another_group_and_what_is_not_there_is_not(database: Database) -> None:
    await asked(database)
    async with database.write() as tx:
        for person in PEOPLE:
            await answer(tx, person, "8")
        await answer(tx, PEOPLE[0], "Pausene", question="takeaway")
        await close_evaluation(tx, WHOLE, likeness=lambda said: {one.id: "Pauser" for one in said}, now=ENDED)
        [said] = (await list_texts(tx, WHOLE))["takeaway"]
        marked = await mark_text(tx, WHOLE, said.id, likeness="Mat", is_hidden=True)
        missing = await mark_text(tx, WHOLE, "nothing", likeness=None, is_hidden=True)
        [now] = (await list_texts(tx, WHOLE))["takeaway"]
    assert (said.group, marked, missing, now.group, now.is_hidden) == ("Pauser", True, False, "Mat", True)


async def test_asked_for_at_once_it_is_planned_for_now(database: Database) -> None:
    held = await asked(database)
    async with database.write() as tx:
        await ask_now(tx, held.id, now=BEFORE)
        changed = await get_gathering_by_id(tx, held.id)
    assert (changed.evaluation.moment, changed.evaluation.at) == (Moment.AT, BEFORE)


async def test_a_first_step_is_kept_for_oneself_and_told_at_nine_on_a_working_day(database: Database) -> None:
    held = await asked(database)
    async with database.write() as tx:
        due = await note_first_step(tx, held, PEOPLE[0], text=" Ringe nabokommunen ", now=ENDED)
        kept = await find_first_step(tx, held.id, PEOPLE[0])
        with pytest.raises(NotAnAnswer):
            await note_first_step(tx, held, PEOPLE[0], text=" ", now=ENDED)
    assert (due, kept) == (at("09:00", date(2027, 4, 30)), FirstStep("Ringe nabokommunen", due))


async def test_who_is_deleted_takes_their_answers_with_them_while_it_is_open(database: Database) -> None:
    held = await asked(database)
    async with database.write() as tx:
        await answer(tx, PEOPLE[0], "8")
        shown = (await data_of(tx, PEOPLE[0]))["answers_to_open_evaluations"]
        await save_and_plan(tx, replace(await get_gathering_by_id(tx, held.id), is_cancelled=True), now=ENDED)
        await delete_person(tx, PEOPLE[0], now=ENDED)
        found = await find_evaluation(tx, WHOLE)
    assert shown == [{"evaluation": WHOLE, "question": "usefulness", "answer": "8"}]
    assert found is not None
    assert found.answered == 0


async def test_opened_twice_it_keeps_its_answers(database: Database) -> None:
    held = await asked(database)
    async with database.write() as tx:
        await answer(tx, PEOPLE[0], "8")
        await open_evaluation(tx, Agenda(held), occasions(Agenda(held))[0], now=ENDED + timedelta(minutes=5))
        assert (await get_answered(tx, WHOLE, PEOPLE[0], now=ENDED)).score == 8
