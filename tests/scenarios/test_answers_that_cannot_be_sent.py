"""What the platform holds back, and buttons that are none of ours."""

import asyncio

from tests.scenarios.scene import Scene, place


async def test_an_answer_that_would_come_in_an_hour_is_given_up_at_once(scene: Scene) -> None:
    kari = scene.teams.personal()
    scene.cloud.fault(429, retry_after="3600", conversation=place(kari))
    async with asyncio.timeout(10):
        assert await scene.say(kari, "hva er neste?") == []


async def test_a_button_that_is_none_of_ours_is_not_understood_and_counts_as_that(scene: Scene) -> None:
    said = await scene.press(scene.teams.personal(), {"do": "made.up\nby somebody"})
    async with scene.teams.session.get(f"{scene.url}/metrics") as answer:
        counted = [line for line in (await answer.text()).split("\n") if line.startswith("samband_turns_total")]
    assert (said[0].split(".")[0], counted) == (
        "Det forsto jeg ikke",
        ['samband_turns_total{channel="teams",intent="none"} 1.0'],
    )
