"""The keys by which the gate checks: found, changed, and out of reach."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.sdk.signing_keys import SigningKeys
from bot.sdk.turned_away import TurnedAway
from tests.doubles.botframework import BotFramework
from tests.doubles.clocks import HandClock
from tests.doubles.echo_bot import EchoBot
from tests.doubles.teams import TeamsClient


async def test_a_token_of_a_new_key_is_taken_at_once(cloud: BotFramework, bot: EchoBot, teams: TeamsClient) -> None:
    await teams.post(teams.personal().message("før"))
    cloud.rotate_keys()

    reply = await teams.post(teams.personal().message("etter"))

    assert (reply.status, [incoming.text for incoming in bot.turns.taken]) == (200, ["før", "etter"])


async def test_a_token_of_a_key_that_is_gone_is_turned_away(cloud: BotFramework, teams: TeamsClient) -> None:
    old = cloud.mint()
    cloud.rotate_keys()
    await teams.post(teams.personal().message("hei"))

    assert (await teams.post(teams.personal().message("hei"), token=old)).status == 401


async def test_unknown_key_ids_ask_for_keys_at_most_once_a_minute(
    cloud: BotFramework, clock: HandClock, teams: TeamsClient
) -> None:
    await teams.post(teams.personal().message("hei"))
    asked = []
    for seconds in (0, 1, 58, 1):
        clock.forward(seconds=seconds)
        await teams.post(teams.personal().message("hei"), token=cloud.mint(key="stranger"))
        asked.append(cloud.key_requests)

    assert asked == [2, 2, 2, 3]


async def test_keys_are_asked_for_again_after_a_day(cloud: BotFramework, clock: HandClock, teams: TeamsClient) -> None:
    for hours in (0, 23, 1):
        clock.forward(hours=hours)
        await teams.post(teams.personal().message("hei"))

    assert cloud.key_requests == 2


@pytest.mark.parametrize("what", ["500", "302", "nonsense"])
async def test_without_keys_nothing_is_let_in_and_the_sender_may_try_again(
    what: str, cloud: BotFramework, clock: HandClock, bot: EchoBot, teams: TeamsClient
) -> None:
    cloud.keys_do(what)
    first = await teams.post(teams.personal().message("hei"))
    cloud.keys_do("well")
    clock.forward(seconds=1)
    second = await teams.post(teams.personal().message("hei igjen"))

    assert (first.status, second.status) == (503, 200)
    assert [incoming.text for incoming in bot.turns.taken] == ["hei igjen"]


async def test_known_keys_go_on_being_good_while_the_host_is_out_of_reach(
    cloud: BotFramework, clock: HandClock, teams: TeamsClient
) -> None:
    await teams.post(teams.personal().message("hei"))
    cloud.keys_do("500")
    clock.forward(days=2)

    assert (await teams.post(teams.personal().message("hei"))).status == 200


async def test_a_key_host_that_hangs_does_not_hold_up_anything_else(
    cloud: BotFramework, bot: EchoBot, teams: TeamsClient
) -> None:
    cloud.keys_do("hang")
    waiting = [asyncio.create_task(teams.post(teams.personal().message("hei"))) for _ in range(3)]
    await cloud.hanging.wait()

    async with bot.session.get(bot.url.replace("/api/messages", "/live")) as live:
        assert (live.status, [task.done() for task in waiting]) == (200, [False] * 3)

    cloud.release()
    assert [(await task).status for task in waiting] == [200] * 3
    assert cloud.key_requests == 1


async def test_a_key_host_that_hangs_is_given_up_in_time(cloud: BotFramework, clock: HandClock, bot: EchoBot) -> None:

    cloud.keys_do("hang")
    url = cloud.credentials().keys_url
    keys = SigningKeys(bot.session, url, machine_now=clock, timeout=timedelta(milliseconds=50))

    with pytest.raises(TurnedAway) as turned_away:
        await keys.find("k1")

    assert turned_away.value.status == 503


async def test_keys_without_endorsements_are_good_for_every_channel(cloud: BotFramework, teams: TeamsClient) -> None:
    cloud.endorsements = None

    assert (await teams.post(teams.personal().activity("message", text="hei", channelId="sms"))).status == 200
