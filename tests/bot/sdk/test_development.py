"""Without credentials, for development on one machine: nobody is asked who they are, and nothing leaves it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.doubles.botframework import BotFramework
from tests.doubles.clocks import HandClock
from tests.doubles.echo_bot import EchoBot, echo_bot
from tests.doubles.teams import TeamsClient


@pytest.fixture
async def cloud(clock: HandClock) -> AsyncIterator[BotFramework]:
    async with BotFramework(clock, asks_for_token=False) as running:
        yield running


@pytest.fixture
async def bot(clock: HandClock) -> AsyncIterator[EchoBot]:
    async with echo_bot(None, clock) as running:
        yield running


async def test_a_message_without_a_token_is_answered_without_one(cloud: BotFramework, teams: TeamsClient) -> None:
    reply = await teams.post(teams.personal().message("hei"), token="")

    assert (reply.status, [activity["text"] for activity in cloud.sent_to("a:kari")]) == (200, ["hei"])
    assert (cloud.token_requests, cloud.key_requests) == (0, 0)


async def test_an_emulator_on_localhost_is_answered(cloud: BotFramework, teams: TeamsClient) -> None:
    service_url = cloud.service_url.replace("127.0.0.1", "localhost")
    message = teams.personal().message("hei", serviceUrl=service_url, channelId="emulator")

    assert ((await teams.post(message, token="")).status, len(cloud.sent)) == (200, 1)


@pytest.mark.parametrize("service_url", ["https://smba.trafficmanager.net/emea/", "http://192.168.1.7:3978/"])
async def test_what_would_leave_the_machine_is_turned_away(service_url: str, bot: EchoBot, teams: TeamsClient) -> None:
    reply = await teams.post(teams.personal().message("hei", serviceUrl=service_url), token="")

    assert (reply.status, bot.turns.taken) == (403, [])


async def test_malformed_requests_are_turned_away_as_ever(bot: EchoBot, teams: TeamsClient) -> None:
    assert ((await teams.post(b"{", token="")).status, bot.turns.taken) == (400, [])
