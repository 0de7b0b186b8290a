"""A message has one effect and one answer, however often and to however many replicas it is delivered at once."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from bot.app import house_of
from gatherings.store import Database
from gatherings.store.tables import follow, organiser, registration
from gatherings.terms import Terms
from tests.builders import DEADLINE, at
from tests.doubles.teams import Talk, TeamsClient
from tests.hostile.counts import Count
from tests.scenarios.page import a_visitor
from tests.scenarios.scene import Scene, a_scene, settings_of
from tests.web.house import serving

COPIES = 64
BEFORE = at("12:00", DEADLINE.replace(month=3))


@pytest.fixture
def database_address(each_address: str) -> str:
    return each_address


@dataclass
class Replicas:
    """Two services on one database, each with connections of its own."""

    scene: Scene
    doors: tuple[TeamsClient, TeamsClient]
    urls: tuple[str, str]

    async def post(self, activity: dict[str, Any], copies: int = COPIES) -> Counter[int]:
        """The statuses of so many copies, sent to both at once."""
        sends = [self.doors[number % 2].post(activity) for number in range(copies)]
        return Counter(reply.status for reply in await asyncio.gather(*sends))

    async def rows(self, table: Any) -> int:
        async with self.scene.database.read() as tx:
            return len((await tx.execute(table.select())).all())

    def answers(self, talk: Talk) -> int:
        return len(self.scene.cloud.sent_to(str(talk.conversation["id"]).partition(";")[0]))


@pytest.fixture
async def replicas(database: Database, database_address: str) -> AsyncIterator[Replicas]:
    async with AsyncExitStack() as stack:
        scene = await stack.enter_async_context(a_scene(database, at=BEFORE))
        await scene.change(terms=Terms(deadline=DEADLINE))
        beside = Database.at(database_address)
        stack.push_async_callback(beside.close)
        other = house_of(settings_of(scene.cloud), beside, scene.clock, keeps_jobs=False, arrivals_follow=False)
        house = await stack.enter_async_context(other)
        url = await stack.enter_async_context(serving(house.app))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        second = TeamsClient(scene.cloud, session, f"{url}/api/messages")
        yield Replicas(scene, (scene.teams, second), (scene.url, url))


@pytest.mark.e2e
async def test_what_is_written_is_answered_once(replicas: Replicas, count: Count) -> None:
    talk = replicas.scene.teams.personal()
    statuses = await replicas.post(talk.message("følg programmet"))
    assert (statuses, replicas.answers(talk), await replicas.rows(follow)) == ({200: COPIES}, 1, 1)
    count("copies of one message", COPIES)


async def test_what_is_pressed_has_one_effect(replicas: Replicas, count: Count) -> None:
    scene, talk = replicas.scene, replicas.scene.teams.personal()
    scene.cloud.members["29:kari"] = "kari.nes@hitra.kommune.no"
    await scene.say(talk, "meld meg på")
    statuses = await replicas.post(talk.submit(scene.last_button(talk, "Meld på, i salen")))
    assert (statuses, replicas.answers(talk), await replicas.rows(registration)) == ({200: COPIES}, 2, 1)
    count("copies of one message", COPIES)


@pytest.mark.e2e
async def test_the_answer_to_a_button_is_given_to_one_of_its_copies(replicas: Replicas, count: Count) -> None:
    talk = replicas.scene.teams.personal()
    press = talk.execute({"do": "follow.start", "gathering": "g1"})
    sends = [replicas.doors[number % 2].post(press) for number in range(COPIES)]
    replies = await asyncio.gather(*sends)
    shown = [reply for reply in replies if reply.status == 200 and reply.body["value"]]
    assert ({reply.status for reply in replies}, len(shown), await replicas.rows(follow)) == ({200}, 1, 1)
    count("copies of one message", COPIES)


@pytest.mark.e2e
async def test_a_code_makes_an_organiser_of_one_person_once(replicas: Replicas, count: Count) -> None:
    talk, code = replicas.scene.teams.personal(), await replicas.scene.code()
    statuses = await replicas.post(talk.message(f"jeg er arrangør {code}"))
    assert (statuses, replicas.answers(talk), await replicas.rows(organiser)) == ({200: COPIES}, 1, 1)
    count("copies of one message", COPIES)


@pytest.mark.e2e
async def test_a_code_that_two_people_type_at_once_is_one_persons(replicas: Replicas, count: Count) -> None:
    code = await replicas.scene.code()
    talks = [replicas.scene.teams.personal(f"p{number}", f"Person {number}") for number in range(16)]
    posts = [replicas.doors[n % 2].post(talk.message(f"jeg er arrangør {code}")) for n, talk in enumerate(talks)]
    assert {reply.status for reply in await asyncio.gather(*posts)} == {200}
    assert ([replicas.answers(talk) for talk in talks], await replicas.rows(organiser)) == ([1] * 16, 1)
    count("copies of one message", 16)


@pytest.mark.e2e
async def test_one_id_in_two_conversations_is_two_messages(replicas: Replicas) -> None:
    kari, per = replicas.scene.teams.personal(), replicas.scene.teams.personal("per", "Per Lie")
    for talk in (kari, per):
        await replicas.post(talk.message("hva er neste?", id="the same"), 4)
    assert (replicas.answers(kari), replicas.answers(per)) == (1, 1)


@pytest.mark.e2e
async def test_what_is_posted_on_the_page_is_answered_once(replicas: Replicas, count: Count) -> None:
    async with a_visitor(replicas.urls[0]) as one, a_visitor(replicas.urls[1]) as two:
        await one.open()
        two._token, two._conversation = one._token, one._conversation
        told = {"type": "message", "text": "følg programmet", "channelData": {"clientActivityID": "once"}}
        posts = [_status(visitor.post_activity(told)) for _ in range(COPIES // 2) for visitor in (one, two)]
        outcomes = Counter(await asyncio.gather(*posts))
        assert set(outcomes) <= {"taken", "429"}
        assert len(await one.read()) == 1
    assert await replicas.rows(follow) == 1
    count("copies of one message", COPIES)


async def _status(posting: Any) -> str:
    try:
        await posting
    except AssertionError as refused:
        return str(refused.args[0]).strip("(").split(",")[0]
    return "taken"
