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

SIGN_UP = {"type": "button", "action_id": "press:0", "value": '{"do":"signup.start","gathering":"g1"}'}
BEFORE = at("10:00", date(2027, 3, 15))


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack(machine_now, keeps_limits=False) as running:
        running.add_user("U0KARI", "Kari Nes", email="kari.nes@hitra.kommune.no")
        yield running


@pytest.fixture(params=["http", pytest.param("socket", marks=pytest.mark.e2e)])
def way(request: pytest.FixtureRequest) -> str:
    """How what happens reaches the service."""
    return str(request.param)


@pytest.fixture
async def scene(way: str, database: Database, slack: FakeSlack) -> AsyncIterator[Scene]:
    settings = settings_of(slack, by_socket=way == "socket")
    async with a_scene(database, at=BEFORE, slack=settings) as played:
        if way == "socket":
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


@pytest.mark.parametrize("way", ["http", "socket"])
async def test_the_whole_story(scene: Scene, kari: Somebody) -> None:
    assert first_lines(await signed_up(kari)) == ["Du er påmeldt, i salen."]
    assert await seats(scene) == [Mode.ROOM]
    assert first_lines(await kari.say("følg programmet")) == ["Du følger nå programmet for Vårsamling."]
    scene.clock.at = at("08:00")
    assert first_lines(await kari.say("hva er neste?")) == ["Neste: Velkommen til Fjordby"]
    await scene.until(at("09:00"))
    assert (await kari.all_said())[-1] == "Pågår: Velkommen til Fjordby\nkl. 09.00–09.15."
    assert first_lines(await kari.say("meld meg av")) == ["Vil du melde deg av Vårsamling?"]
    assert first_lines(await kari.press("Meld av")) == ["Du er meldt av."]
    assert await seats(scene) == []


async def test_one_press_evaluates(scene: Scene, kari: Somebody) -> None:
    await signed_up(kari)
    await scene.forward(at("11:31", date(2027, 4, 16)))
    assert await kari.labels() == [*map(str, range(1, 11)), "Ikke minn meg på dette"]
    assert first_lines(await kari.press("8")) == ["Takk, du svarte 8."]


async def test_who_is_not_known_fills_in_one_form_after_the_other(
    scene: Scene, kari: Somebody, slack: FakeSlack
) -> None:
    slack.add_user("U0KARI", "Kari Nes")  # without an address
    await kari.say("jeg ønsker å delta")
    await kari.press("Fyll ut")
    assert await kari.send_form(email="kari@post.example") == []
    assert first_lines(await kari.send_form(organisation="Hitra")) == ["Meld deg på Vårsamling"]
    await kari.press("Meld på, digitalt")
    assert first_lines(await kari.send_form()) == ["Du er påmeldt, digitalt."]
    assert await seats(scene) == [Mode.DIGITAL]


async def test_a_confirmation_is_said_once(scene: Scene, kari: Somebody) -> None:
    await signed_up(kari)
    for _ in range(3):
        await scene.tick()
    assert first_lines(await kari.all_said()).count("Du er påmeldt, i salen.") == 1


async def test_a_sign_up_asked_for_in_a_channel_goes_on_in_private(
    scene: Scene, kari: Somebody, slack: FakeSlack
) -> None:
    await kari.client.send(kari.client.mention("meld meg på"))
    await slack.until_called("chat.postMessage")
    await scene.tick()
    assert [one["text"] for one in slack.sent_to(GENERAL)] == ["Jeg har skrevet til deg privat. Der tar vi det videre."]
    assert first_lines(await kari.all_said()) == ["Vil du melde deg på Vårsamling?"]


async def test_a_sign_up_pressed_in_a_channel_opens_its_form_there_and_goes_on_in_private(
    scene: Scene, kari: Somebody, slack: FakeSlack
) -> None:
    slack.add_user("U0KARI", "Kari Nes")  # without an address
    await kari.send(kari.client.press(SIGN_UP, channel=GENERAL))
    assert await kari.send_form(email="kari@post.example") == []
    assert first_lines(await kari.send_form(organisation="Hitra")) == ["Meld deg på Vårsamling"]
    assert (slack.sent_to(GENERAL), slack.answers) == ([], [])


async def test_a_channel_is_answered_for_who_asks_alone_by_a_command(
    scene: Scene, kari: Somebody, slack: FakeSlack
) -> None:
    scene.clock.at = at("08:00")
    await kari.client.send(kari.client.command("hva er neste?"))
    answer = await slack.until_answered()
    assert (first_lines([answer["text"]]), slack.posted) == (["Neste: Velkommen til Fjordby"], [])


async def test_the_home_tab_shows_now_and_next(scene: Scene, kari: Somebody, slack: FakeSlack) -> None:
    scene.clock.at = at("09:20", DAY_ONE)
    await kari.client.send(kari.client.home_opened())
    await slack.until_called("views.publish")
    assert slack.homes["U0KARI"]["blocks"][0]["text"]["text"] == "Nå: Nytt fra fylket"
