"""What is acknowledged in Slack is told, also where the process ends between the commit and the send."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta

import aiohttp
import pytest

from bot.app import house_of
from bot.clock import machine_now
from bot.house import House
from gatherings.store import Database
from gatherings.store.deliveries import LEASE
from gatherings.store.registrations import list_registrations
from tests.builders import at, gathering
from tests.doubles.slack import FakeSlack
from tests.doubles.slack_client import SlackClient
from tests.scenarios.scene import Scene, a_scene, settings_of
from tests.scenarios.slack_story import OwnStandIn, Somebody
from tests.scenarios.slack_story import settings_of as slack_settings_of
from tests.web.house import serving

CONFIRMED = "Du er påmeldt, i salen."


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack(machine_now, keeps_limits=False) as running:
        running.add_user("U0KARI", "Kari Nes", email="kari.nes@hitra.kommune.no")
        yield running


@pytest.fixture
async def scene(database: Database, slack: FakeSlack) -> AsyncIterator[Scene]:
    async with a_scene(database, at=at("10:00", date(2027, 3, 15)), slack=slack_settings_of(slack)) as played:
        yield played


@pytest.fixture
async def kari(scene: Scene, slack: FakeSlack) -> AsyncIterator[Somebody]:
    """With the form of a sign-up before her."""
    async with aiohttp.ClientSession() as session:
        somebody = Somebody(OwnStandIn(slack), SlackClient(slack, session, f"{scene.url}/slack/events"))
        await somebody.say("meld meg på")
        await somebody.press("Meld på, i salen")
        yield somebody


@asynccontextmanager
async def another_process(scene: Scene, slack: FakeSlack) -> AsyncIterator[House]:
    """A service of its own on the same database: after a restart, or a replica."""
    settings = settings_of(scene.cloud).model_copy(update=slack_settings_of(slack))
    async with house_of(settings, scene.database, scene.clock, keeps_jobs=False, arrivals_follow=False) as house:
        yield house


async def send_as_the_process_ends(scene: Scene, slack: FakeSlack, kari: Somebody) -> None:
    """The form is sent, committed and acknowledged; then the process ends while Slack holds back the answer."""
    assert kari.form is not None
    slack.does("chat.postMessage", "lose")
    before = slack.count("chat.postMessage")
    async with another_process(scene, slack) as dying, serving(dying.app) as url:
        client = replace(kari.client, url=f"{url}/slack/events")
        reply = await client.send(client.submit(kari.form, food="vegan"))
        assert reply.body == {"response_action": "clear"}
        await slack.until_called("chat.postMessage", before + 1)
        end_what_is_under_way()
    slack.does("chat.postMessage", "well")


def end_what_is_under_way() -> None:
    """As kill -9 does it: nothing of what was begun goes on."""
    for task in asyncio.all_tasks():
        if "Replies" in str(task.get_coro()):
            task.cancel()


async def count_registered(scene: Scene) -> int:
    async with scene.database.read() as tx:
        return len(await list_registrations(tx, gathering().id))


async def confirmations(kari: Somebody) -> int:
    return [one.split("\n")[0] for one in await kari.all_said()].count(CONFIRMED)


async def test_a_confirmation_that_did_not_leave_arrives_once_when_the_lease_is_over(
    scene: Scene, slack: FakeSlack, kari: Somebody
) -> None:
    await send_as_the_process_ends(scene, slack, kari)
    told = [await count_registered(scene), await confirmations(kari)]
    async with another_process(scene, slack) as restarted, serving(restarted.app):
        await restarted.courier.carry_all()
        told.append(await confirmations(kari))
        for _ in range(3):  # who has just started may not know its workspaces yet, and puts it off
            scene.clock.passed += LEASE + timedelta(seconds=1)
            await asyncio.gather(restarted.courier.carry_all(), scene.house.courier.carry_all())
        told.append(await confirmations(kari))
    assert told == [1, 0, 0, 1]


async def test_a_form_that_is_told_again_is_taken_once_by_any_replica(
    scene: Scene, slack: FakeSlack, kari: Somebody
) -> None:
    assert kari.form is not None
    sent = kari.client.submit(kari.form, food="vegan")
    async with another_process(scene, slack) as replica, serving(replica.app) as url:
        other = replace(kari.client, url=f"{url}/slack/events")
        await asyncio.gather(*(client.send(sent) for client in (kari.client, other, kari.client, other)))
        await kari.say("hva er neste?")
    assert [await count_registered(scene), await confirmations(kari)] == [1, 1]


async def test_an_event_that_is_told_again_to_another_replica_is_answered_once(
    scene: Scene, slack: FakeSlack, kari: Somebody
) -> None:
    event = kari.client.direct("hva er neste?")
    async with another_process(scene, slack) as replica, serving(replica.app) as url:
        other = replace(kari.client, url=f"{url}/slack/events")
        await asyncio.gather(*(client.send(event) for client in (kari.client, other, kari.client, other)))
    assert [one.split(":")[0] for one in await kari.all_said()].count("Neste") == 1
