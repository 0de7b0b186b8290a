"""Two thousand presses on the scale of an evaluation in ten seconds, over HTTP, to the service in its own process."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any, Final

import aiohttp

from gatherings.actions import save_and_plan
from gatherings.actions.evaluation import open_evaluation
from gatherings.actions.registration import Application, accept_terms, sign_up
from gatherings.agenda import Agenda
from gatherings.evaluation.occasions import occasions
from gatherings.gathering import NB, Network, NetworkId
from gatherings.people import Conversation, ConversationId, ConversationKind, PersonId
from gatherings.store import Database
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.store.migrate import migrate
from gatherings.store.networks import add_network
from gatherings.store.people import meet
from gatherings.terms import Mode, Terms
from tests.bench.figures import Figure, at_most
from tests.bench.many import p99
from tests.bench.processes import Server, free_port, running
from tests.bot.pressing import ENDED, number
from tests.builders import at, gathering

ROUNDS, PEOPLE, PRESSES_EACH, SECONDS = 3, 1_000, 2, 10
P99_MS: Final = 100
BEFORE: Final = at("10:00", date(2027, 3, 20))
NUMBERS: Final = count(1)
HTTP_REFUSED: Final = 400
ASKED_WITHIN: Final = 2
"""Seconds in which nobody is asked any more: all have been. Who presses has been asked, so that is over by then."""


async def measure(folder: Path) -> list[Figure]:
    """How long a press takes, from its request to its response, and what went wrong with the presses and their votes."""
    file, connector, port = folder / "evaluating.db", free_port(), free_port()
    await _prepare(file, connector)
    environment = {
        "SAMBAND_DEV": "1",
        "SAMBAND_PORT": str(port),
        "SAMBAND_DATABASE_URL": f"sqlite:///{file}",
        "SAMBAND_CLOCK": f"{ENDED.isoformat()}@0",
        "SAMBAND_LOG_LEVEL": "WARNING",
    }
    async with (
        running("tests.bench.connector", str(connector), port=connector, environment={}),
        running("bot", "run", port=port, environment=environment) as samband,
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session,
    ):
        pressing = Pressing(session, samband, connector)
        await pressing.warm_up()
        rounds = [await pressing.play(seed) for seed in range(ROUNDS)]
        doubles = _double_votes(file)
    took, errors, cpu = zip(*rounds, strict=True)
    told = f"{PEOPLE * PRESSES_EACH:,} evaluation presses in {SECONDS} s"
    return [
        Figure(f"{told}, p99", "ms", took, at_most(P99_MS)),
        Figure(f"{told}, CPU of one", "ms", cpu),
        Figure(f"{told}, errors", "in all", [sum(errors)], at_most(0)),
        Figure(f"{told}, double votes", "in all", [doubles], at_most(0)),
    ]


class Pressing:
    """Everybody of the gathering, who press the buttons of their cards in Teams."""

    def __init__(self, session: aiohttp.ClientSession, samband: Server, connector: int) -> None:
        self._session, self._samband, self._connector = session, samband, connector
        self._door = f"http://127.0.0.1:{samband.port}/api/messages"

    async def warm_up(self) -> None:
        """All have written before, and have been asked; a tenth of them press, a few at a time."""
        for first in range(0, PEOPLE, 10):
            await asyncio.gather(*(self._send(_greeting(one, self._connector)) for one in range(first, first + 10)))
        before = -1
        while (replies := await self._replies()) != before:
            before = replies
            await asyncio.sleep(ASKED_WITHIN)
        for first in range(0, PEOPLE // 10, 10):
            await asyncio.gather(*(self._press(person, 5) for person in range(first, first + 10)))

    async def play(self, seed: int) -> tuple[float, int, float]:
        """The p99 in milliseconds, how many presses were refused or got no reply, and the service's CPU of a press in
        milliseconds. Each person presses at instants of their own, whether or not the press before has been answered.
        """
        chance, before, cpu = random.Random(seed), await self._replies(), self._samband.cpu_seconds()
        people = [person for person in range(PEOPLE) for _ in range(PRESSES_EACH)]
        began = time.perf_counter()
        presses = [self._press(one, chance.randint(1, 10), began + chance.uniform(0, SECONDS)) for one in people]
        took = await asyncio.gather(*presses)
        answered = [one for one in took if one is not None]
        unreplied = len(people) - (await self._replies() - before)
        spent = 1000 * (self._samband.cpu_seconds() - cpu) / len(people)
        return p99(answered), max(len(people) - len(answered), unreplied), spent

    async def _press(self, person: int, value: int, when: float = 0) -> float | None:
        """The milliseconds from the instant at which it is pressed to the response; None where that is an error."""
        await asyncio.sleep(max(0, when - time.perf_counter()))
        began = time.perf_counter()
        status = await self._send(_press(person, value, self._connector))
        return 1000 * (time.perf_counter() - began) if status < HTTP_REFUSED else None

    async def _send(self, activity: Mapping[str, Any]) -> int:
        """The status of the response, which has been read."""
        async with self._session.post(self._door, json=activity) as response:
            await response.read()
        return response.status

    async def _replies(self) -> int:
        """How many have come to the Connector."""
        async with self._session.get(f"http://127.0.0.1:{self._connector}/healthz") as response:
            return int((await response.json())["taken"])


def _press(person: int, value: int, connector: int) -> dict[str, Any]:
    return {**_activity(person, connector), "value": number(value)}


def _greeting(person: int, connector: int) -> dict[str, Any]:
    return {**_activity(person, connector), "text": "hei"}


def _activity(person: int, connector: int) -> dict[str, Any]:
    return {
        "type": "message",
        "id": f"m{next(NUMBERS)}",
        "channelId": "msteams",
        "serviceUrl": f"http://127.0.0.1:{connector}",
        "conversation": {"id": f"a:{person}", "conversationType": "personal", "tenantId": "t1"},
        "from": {"id": f"29:{person}", "name": f"Person {person}"},
        "recipient": {"id": "28:bot", "name": "Samband"},
        "locale": "nb-NO",
        "channelData": {"tenant": {"id": "t1"}},
    }


def _double_votes(file: Path) -> int:
    """How far the votes are from one for each person, as they are kept, looked up past the product."""
    with closing(sqlite3.connect(file)) as driver:
        [[kept]] = driver.execute("SELECT count(*) FROM open_answer WHERE question = 'usefulness'").fetchall()
    return abs(int(kept) - PEOPLE)


async def _prepare(file: Path, connector: int) -> None:
    """Everybody had a seat, and is asked."""
    database = Database.at(f"sqlite:///{file}")
    await migrate(database)
    made = gathering(version=0, terms=Terms(deadline=date(2027, 4, 1)))
    async with database.write() as tx:
        await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"))
        await save_and_plan(tx, made, now=BEFORE)
        asked = Application(Mode.ROOM, accept_terms(made, text="Vilkår.", language=NB, now=BEFORE))
        for one in range(PEOPLE):
            address = {"conversation": f"a:{one}", "serviceUrl": f"http://127.0.0.1:{connector}", "tenantId": "t1"}
            here = Conversation(ConversationId(f"c{one}"), "teams", "t1", ConversationKind.PERSONAL, address)
            await meet(tx, met=here, user=f"29:{one}", name=f"Person {one}", new_person=PersonId(f"p{one}"))
            await sign_up(tx, made.id, PersonId(f"p{one}"), asked, now=BEFORE)
        agenda = Agenda(await get_gathering_by_id(tx, made.id))
        await open_evaluation(tx, agenda, occasions(agenda)[0], now=ENDED)
    await database.close()
