"""A person in Slack: signs up in a form, asks, follows, is told, evaluates, cancels. By HTTP, and by the socket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date

import aiohttp
import pytest

from bot.clock import machine_now
from gatherings.store import Database
from gatherings.store.registrations import list_registrations
from gatherings.terms import Mode
from tests.builders import DAY_ONE, at, gathering
from tests.doubles.slack import GENERAL, FakeSlack
from tests.doubles.slack_client import SlackClient
from tests.scenarios.scene import Scene, a_scene
from tests.scenarios.slack_story import OwnStandIn, Somebody, settings_of

BEFORE = at("10:00", date(2027, 3, 15))


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack(machine_now, keeps_limits=False) as running:
        running.add_user("U0KARI", "Kari Nes", email="kari.nes@hitra.kommune.no")
        yield running


@pytest.fixture(params=["http", "socket"])
async def scene(request: pytest.FixtureRequest, database: Database, slack: FakeSlack) -> AsyncIterator[Scene]:
    settings = settings_of(slack, by_socket=request.param == "socket")
    async with a_scene(database, at=BEFORE, slack=settings) as played:
        if request.param == "socket":
            await asyncio.wait_for(slack.socket_opened.wait(), 10)
        yield played


@pytest.fixture
async def kari(scene: Scene, slack: FakeSlack) -> AsyncIterator[Somebody]:
    async with aiohttp.ClientSession() as session:
        url = None if slack.sockets else f"{scene.url}/slack/events"
        yield Somebody(OwnStandIn(slack), SlackClient(slack, session, url))


async def seats(scene: Scene) -> list[Mode | None]:
    async with scene.database.read() as tx:
        return [one.seat for one in await list_registrations(tx, gathering().id) if one.is_active]


def first_lines(said: list[str]) -> list[str]:
    return [one.split("\n")[0] for one in said]


async def signed_up(kari: Somebody) -> list[str]:
    await kari.say("meld meg på")
    await kari.press("Meld på, i salen")
    return await kari.send_form(food="vegetar")


async def test_the_whole_story(scene: Scene, kari: Somebody) -> None:
    assert first_lines(await signed_up(kari)) == ["Du er påmeldt, i salen."]
    assert await seats(scene) == [Mode.ROOM]
    await kari.say("følg programmet")
    scene.clock.at = at("08:00")
    asked = await kari.say("hva er neste?")
    assert "Velkommen til Fjordby" in asked[0]
    await scene.until(at("09:00"))
    posted = [one["text"] for one in await kari.platform.messages("U0KARI")]
    assert any("Nytt fra fylket" in text or "Velkommen til Fjordby" in text for text in posted[-2:])
    cancelled = await kari.say("meld meg av")
    assert cancelled


async def test_one_press_evaluates(scene: Scene, kari: Somebody) -> None:
    await signed_up(kari)
    await scene.forward(at("11:31", date(2027, 4, 16)))
    thanked = await kari.press("8")
    assert thanked[0].startswith("Takk, du svarte 8")


async def test_a_confirmation_is_said_once(scene: Scene, kari: Somebody) -> None:
    await signed_up(kari)
    for _ in range(3):
        await scene.tick()
    said = [one["text"] for one in await kari.platform.messages("U0KARI")]
    assert first_lines(said).count("Du er påmeldt, i salen.") == 1


async def test_a_sign_up_asked_for_in_a_channel_goes_on_in_private(
    scene: Scene, kari: Somebody, slack: FakeSlack
) -> None:
    await kari.client.send(kari.client.mention("meld meg på"))
    await scene.tick()
    assert len(slack.sent_to(GENERAL)) == 1
    assert [one for one in await kari.platform.messages("U0KARI")]


async def test_the_home_tab_shows_now_and_next(scene: Scene, kari: Somebody, slack: FakeSlack) -> None:
    scene.clock.at = at("09:20", DAY_ONE)
    await kari.client.send(kari.client.home_opened())
    assert "Nytt fra fylket" in str(slack.homes["U0KARI"])
