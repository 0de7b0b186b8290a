"""The sign that we are writing: for an answer that takes long, and never else."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.sdk.typing_sign import TYPING_AFTER
from tests.doubles.botframework import BotFramework
from tests.doubles.clocks import HandClock
from tests.doubles.echo_bot import EchoBot, echo_bot
from tests.doubles.teams import TeamsClient

AT_ONCE = timedelta()


def kinds(cloud: BotFramework) -> list[str]:
    return [sent.activity["type"] for sent in cloud.sent]


@pytest.mark.parametrize("where", ["personal", "group"])
async def test_an_answer_that_takes_long_is_announced_by_the_sign(
    where: str, cloud: BotFramework, clock: HandClock
) -> None:
    async with echo_bot(cloud.credentials(), clock, typing_after=AT_ONCE) as bot, asyncio.timeout(10):
        teams = TeamsClient(cloud, bot.session, bot.url)
        bot.turns.held = asyncio.Event()
        answered = asyncio.create_task(teams.post(getattr(teams, where)().message("hei")))
        await cloud.answered(1)
        bot.turns.held.set()
        await answered

    assert kinds(cloud) == ["typing", "message"]


async def test_an_answer_that_is_quick_is_not(cloud: BotFramework, bot: EchoBot, teams: TeamsClient) -> None:
    await teams.post(teams.personal().message("hei"))

    assert (TYPING_AFTER, kinds(cloud)) == (timedelta(seconds=1), ["message"])


async def test_in_a_channel_nobody_would_see_it(cloud: BotFramework, clock: HandClock) -> None:
    async with echo_bot(cloud.credentials(), clock, typing_after=AT_ONCE) as bot:
        bot.turns.held = asyncio.Event()
        asyncio.get_running_loop().call_later(0.05, bot.turns.held.set)
        teams = TeamsClient(cloud, bot.session, bot.url)
        await teams.post(teams.channel().message("hei"))

    assert kinds(cloud) == ["message"]


async def test_a_sign_that_is_refused_costs_no_answer(cloud: BotFramework, clock: HandClock) -> None:
    cloud.fault(429)
    async with echo_bot(cloud.credentials(), clock, typing_after=AT_ONCE) as bot, asyncio.timeout(10):
        bot.turns.held = asyncio.Event()
        teams = TeamsClient(cloud, bot.session, bot.url)
        answered = asyncio.create_task(teams.post(teams.personal().message("hei")))
        await cloud.answered(1)
        bot.turns.held.set()
        reply = await answered

    assert (reply.status, kinds(cloud)) == (200, ["message"])
