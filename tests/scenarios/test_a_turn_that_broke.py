"""A turn that broke leaves nothing behind: the person is told so, or whoever sent it hears that it may come again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

import aiohttp
import pytest

from bot.clock import machine_now
from gatherings.store import Database
from gatherings.store.registrations import list_registrations
from tests.builders import at, gathering
from tests.doubles.slack import FakeSlack
from tests.doubles.slack_client import SlackClient
from tests.doubles.teams import Talk
from tests.scenarios.scene import Scene, a_scene, place, words
from tests.scenarios.slack_story import settings_of

BROKE, CONFIRMED = "Det gikk ikke, og ingenting er endret.", "Du er påmeldt, i salen."


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack(machine_now, keeps_limits=False) as running:
        running.add_user("U0KARI", "Kari Nes", email="kari.nes@hitra.kommune.no")
        yield running


@pytest.fixture
async def scene(database: Database, slack: FakeSlack) -> AsyncIterator[Scene]:
    async with a_scene(database, at=at("10:00", date(2027, 3, 15)), slack=settings_of(slack)) as played:
        played.cloud.members["29:kari"] = "kari.nes@hitra.kommune.no"
        yield played


@asynccontextmanager
async def turns_breaking(scene: Scene) -> AsyncIterator[None]:
    """A table that every turn needs is not there."""
    async with scene.database.write() as tx:
        await tx.exec_driver_sql("ALTER TABLE replay RENAME TO elsewhere")
    try:
        yield
    finally:
        async with scene.database.write() as tx:
            await tx.exec_driver_sql("ALTER TABLE elsewhere RENAME TO replay")


def posts(scene: Scene, talk: Talk) -> list[str]:
    return [words(sent).split("\n")[0] for sent in scene.cloud.sent_to(place(talk))]


async def count_registered(scene: Scene) -> int:
    async with scene.database.read() as tx:
        return len(await list_registrations(tx, gathering().id))


async def test_teams_hears_that_a_press_was_not_taken_and_sends_it_once_more_with_its_full_effect(scene: Scene) -> None:
    kari = scene.teams.personal()
    await scene.say(kari, "meld meg på")
    pressed, before = kari.submit(scene.last_button(kari, "Meld på, i salen")), len(posts(scene, kari))
    scene.cloud.fault(503, times=2, conversation=place(kari))
    async with turns_breaking(scene):
        broke = await scene.teams.post(pressed)
    again = [await scene.teams.post(pressed) for _ in range(2)]
    assert (broke.status, [reply.status for reply in again]) == (503, [200, 200])
    assert (posts(scene, kari)[before:], await count_registered(scene)) == ([CONFIRMED], 1)


async def test_teams_hears_how_long_to_wait_where_it_had_asked_us_to(scene: Scene) -> None:
    kari = scene.teams.personal()
    await scene.say(kari, "hei")
    scene.cloud.fault(429, retry_after="9", conversation=place(kari))
    async with turns_breaking(scene):
        reply = await scene.teams.post(kari.message("hva er neste?"))
    assert (reply.status, reply.retry_after) == (503, "9")


async def test_whom_teams_lets_us_tell_that_it_broke_is_told_and_that_is_all(scene: Scene) -> None:
    kari = scene.teams.personal()
    async with turns_breaking(scene):
        reply = await scene.teams.post(kari.message("hva er neste?"))
    assert (reply.status, [one.startswith(BROKE) for one in posts(scene, kari)]) == (200, [True])


async def test_a_turn_that_is_kept_is_not_asked_for_again_where_its_answer_did_not_go(scene: Scene) -> None:
    kari = scene.teams.personal()
    scene.cloud.fault(400, conversation=place(kari))
    assert (await scene.teams.post(kari.message("hva er neste?"))).status == 200


@pytest.mark.parametrize("is_told", [True, False])
async def test_slack_hears_that_a_message_was_not_taken_and_sends_it_once_more(
    scene: Scene, slack: FakeSlack, *, is_told: bool
) -> None:
    if not is_told:
        slack.fault("chat.postMessage", status=503, times=2)
    async with aiohttp.ClientSession() as session:
        client = SlackClient(slack, session, f"{scene.url}/slack/events")
        said = client.direct("hva er neste?")
        async with turns_breaking(scene):
            broke = await client.send(said)
        again = await client.send(said)
    shown = [str(one["text"]).startswith(BROKE) for one in slack.sent_to("U0KARI")]
    assert (broke.status, again.status) == (200 if is_told else 503, 200)
    assert shown == ([True, False] if is_told else [False])
