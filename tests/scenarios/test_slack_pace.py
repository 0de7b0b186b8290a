"""Slack's pace, kept by us: what is posted to one channel is a second apart, whoever else is written to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

import aiohttp
import pytest

from gatherings.store import Database
from tests.builders import at
from tests.doubles.slack import FakeSlack
from tests.doubles.slack_client import SlackClient
from tests.scenarios.clocks import HandClock
from tests.scenarios.scene import Scene, a_scene
from tests.scenarios.slack_story import OwnStandIn, Somebody, settings_of

PEOPLE = ("U0KARI", "U0OLA", "U0EVA")


@pytest.fixture
def clock() -> HandClock:
    return HandClock(at("10:00", date(2027, 3, 15)))


@pytest.fixture
async def slack(clock: HandClock) -> AsyncIterator[FakeSlack]:
    async with FakeSlack(clock.machine_now) as running:
        for user in PEOPLE:
            running.add_user(user, user)
        yield running


@pytest.fixture
async def scene(database: Database, clock: HandClock, slack: FakeSlack) -> AsyncIterator[Scene]:
    async with a_scene(database, at=clock.at, clock=clock, slack=settings_of(slack)) as played:
        yield played


async def test_what_is_posted_reaches_each_once_within_slacks_limits(scene: Scene, slack: FakeSlack) -> None:
    async with aiohttp.ClientSession() as session:
        kari = Somebody(OwnStandIn(slack), SlackClient(slack, session, f"{scene.url}/slack/events"))
        for user in PEOPLE:
            await replace(kari, client=replace(kari.client, user=user)).say("følg programmet")
    before = slack.refused
    await scene.until(at("09:00"))
    for _ in range(3):
        await scene.tick()
    told = [[one["text"].split("\n")[0] for one in slack.sent_to(user)] for user in PEOPLE]
    assert [said.count("Pågår: Velkommen til Fjordby") for said in told] == [1, 1, 1]
    assert not any("Om 5 minutter: Velkommen til Fjordby" in said for said in told), "the same message says so now"
    assert slack.refused == before
