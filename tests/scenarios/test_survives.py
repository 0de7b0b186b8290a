"""What is acknowledged is told, also where the process ends between the commit and the send."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import date, timedelta

from aiohttp import web

from bot.app import house_of
from bot.house import House
from gatherings.store.deliveries import LEASE
from gatherings.store.registrations import list_registrations
from tests.builders import at, gathering
from tests.doubles.teams import Talk
from tests.scenarios.scene import Scene, settings_of

BEFORE = at("10:00", date(2027, 3, 15))
CONFIRMED = "Du er påmeldt, i salen."


@asynccontextmanager
async def another_process(scene: Scene) -> AsyncIterator[House]:
    """A service of its own on the same database: after a restart, or a replica."""
    settings = settings_of(scene.cloud)
    async with house_of(settings, scene.database, scene.clock, keeps_jobs=False, arrivals_follow=False) as house:
        yield house


@asynccontextmanager
async def serving_until_hung_up_on(house: House) -> AsyncIterator[str]:
    """The address of a service whose work on a request ends, wherever it is, when the caller hangs up."""
    runner = web.AppRunner(house.app, handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def press_as_the_process_ends(scene: Scene, talk: Talk, title: str) -> None:
    """The press is committed; then the process waits for its token, and ends before anything is sent."""
    pressed = talk.submit(scene.last_button(talk, title))
    scene.cloud.login_does("hang")
    async with another_process(scene) as dying, serving_until_hung_up_on(dying) as url:
        press = asyncio.create_task(replace(scene.teams, url=f"{url}/api/messages").post(pressed))
        await asyncio.wait_for(scene.cloud.hanging.wait(), 10)
        press.cancel()
        with suppress(asyncio.CancelledError):
            await press
    scene.cloud.login_does("well")


async def begun(scene: Scene) -> Talk:
    """Kari, with the last card of a sign-up before her."""
    scene.clock.at = BEFORE
    scene.cloud.members["29:kari"] = "kari.nes@hitra.kommune.no"
    kari = scene.teams.personal()
    await scene.say(kari, "meld meg på")
    return kari


async def count_registered(scene: Scene) -> int:
    async with scene.database.read() as tx:
        return len(await list_registrations(tx, gathering().id))


async def test_a_confirmation_that_did_not_leave_arrives_once_when_the_lease_is_over(scene: Scene) -> None:
    kari = await begun(scene)
    await press_as_the_process_ends(scene, kari, "Meld på, i salen")
    told = [await count_registered(scene), scene.posts(kari).count(CONFIRMED)]
    async with another_process(scene) as restarted:
        await restarted.courier.carry_all()
        told.append(scene.posts(kari).count(CONFIRMED))
        scene.clock.passed += LEASE + timedelta(seconds=1)
        await asyncio.gather(restarted.courier.carry_all(), scene.house.courier.carry_all())
        told.append(scene.posts(kari).count(CONFIRMED))
        scene.clock.passed += 3 * LEASE
        await restarted.courier.carry_all()
        told.append(scene.posts(kari).count(CONFIRMED))
    assert told == [1, 0, 0, 1, 1]


async def test_who_presses_again_meanwhile_is_registered_once(scene: Scene) -> None:
    kari = await begun(scene)
    button = scene.last_button(kari, "Meld på, i salen")
    await press_as_the_process_ends(scene, kari, "Meld på, i salen")
    again = await scene.press(kari, button)
    assert again[0].startswith(CONFIRMED)
    assert await count_registered(scene) == 1


async def test_a_press_that_is_told_again_by_the_platform_is_taken_once(scene: Scene) -> None:
    kari = await begun(scene)
    pressed = kari.submit(scene.last_button(kari, "Meld på, i salen"))
    for _ in range(3):
        await scene.teams.post(pressed)
    assert [await count_registered(scene), scene.posts(kari).count(CONFIRMED)] == [1, 1]
