"""A gathering of sixty is held and evaluated over HTTP with the rehearsal clock, and its report can be sent."""

from __future__ import annotations

import asyncio
import random
import time
from datetime import date
from statistics import fmean, median

import pytest

from bot.report.compose import compose_report
from bot.report.evaluations import evaluations_of
from bot.report.gather import gather_report
from bot.report.write_docx import write_docx
from bot.report.write_html import write_html
from dialogs.phrases import voice
from gatherings.gathering import NB
from gatherings.store import Database
from gatherings.store.closing import get_results
from gatherings.store.evaluations import find_evaluation
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.terms import Terms
from tests.builders import DAY_ONE, DAY_TWO, at, gathering
from tests.scenarios.clocks import RehearsedClock
from tests.scenarios.evaluating import BEFORE, ENDED, WHOLE, cell, marit, talk
from tests.scenarios.scene import Scene, a_scene

CHANCE = random.Random(60)
PEOPLE = [f"person{number}" for number in range(60)]
SCORES = {person: min(10, max(1, round(CHANCE.gauss(7.5, 1.6)))) for person in PEOPLE[:48]}
QUICK = 1.35
"""What a press may take of the CPU of the look-up made right before it, by their medians: a machine that is busy is busy
with both. A press waits for the disk besides, which on one machine is nothing and on another more than all the rest.
"""
TEXTS = ["Lengre pauser", "Pausene var for korte", "Bedre lyd på strømmen", "Mer tid til gruppearbeid"]


async def sign_up(scene: Scene, person: str) -> None:
    scene.cloud.members[f"29:{person}"] = f"{person}@{CHANCE.choice(['hitra', 'froya', 'orland'])}.kommune.no"
    await scene.say(talk(scene, person), "meld meg på")
    await scene.choose(talk(scene, person), CHANCE.choice(["Meld på, i salen", "Meld på, digitalt"]))


async def rate(scene: Scene, person: str, score: int) -> float:
    """Presses a number; the CPU seconds until it was answered."""
    press = cell(scene, talk(scene, person), score)
    began = time.process_time()
    told = await scene.press(talk(scene, person), press)
    assert told[0].startswith(f"Takk, du svarte {score}.")
    return time.process_time() - began


async def say_more(scene: Scene, person: str) -> None:
    await scene.choose(talk(scene, person), "Det viktigste jeg tar med hjem")
    await scene.choose(talk(scene, person), "Send", text=CHANCE.choice(TEXTS))


@pytest.mark.e2e
async def test_sixty_people_meet_and_evaluate_and_the_secretariat_gets_its_report(database: Database) -> None:
    clock = RehearsedClock(database, BEFORE)
    async with a_scene(database, at=BEFORE, clock=clock) as scene:
        await scene.change(terms=Terms(deadline=date(2027, 4, 1)))
        await scene.say(marit(scene), f"jeg er arrangør {await scene.code()}")
        for person in PEOPLE:
            await sign_up(scene, person)
        await scene.forward(at("08:50", DAY_ONE))
        for person in PEOPLE[:55]:
            await scene.say(talk(scene, person), "jeg er her")
        await scene.forward(ENDED)
        took = [(await looked_up(scene, person), await rate(scene, person, score)) for person, score in SCORES.items()]
        for person in PEOPLE[:20]:
            await say_more(scene, person)
        await scene.forward(at("01:00", DAY_TWO.replace(day=30)))
        await scene.forward(at("01:00", date(2027, 5, 2)))
        told = (await scene.say(marit(scene), "resultatet av evalueringen"))[0]
        async with database.read() as tx:
            found = await find_evaluation(tx, WHOLE)
            assert found is not None
            results = await get_results(tx, found)
            held = await get_gathering_by_id(tx, gathering().id)
            evaluations = await evaluations_of(tx, held, voice(NB))
            report = await gather_report(tx, held, evaluations=evaluations, rate=750)
    document = compose_report(report, voice(NB), made_at=ENDED)
    page, word = write_html(document).decode(), await asyncio.to_thread(write_docx, document)
    assert (found.answered, found.asked) == (48, 55)
    assert results.scales[0].whole.mean == pytest.approx(fmean(SCORES.values()))
    assert told.split("\n")[:2] == ["Slik ble Vårsamling vurdert", "48 svar av 55."]
    assert sum(len(one.shown) for one in results.texts) == 20
    assert "55 deltakere" in page
    assert word[:2] == b"PK"
    assert median(press for _, press in took) < QUICK * median(lookup for lookup, _ in took)


async def looked_up(scene: Scene, person: str) -> float:
    began = time.process_time()
    await scene.say(talk(scene, person), "hva er neste?")
    return time.process_time() - began
