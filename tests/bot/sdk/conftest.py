"""A cloud, a bot of ours in it, and a client that writes to the bot."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.sdk.teams_wire import TeamsWire
from bot.wire import Address
from gatherings.people import ConversationKind
from tests.doubles.botframework import TENANT, BotFramework
from tests.doubles.clocks import HandClock
from tests.doubles.echo_bot import EchoBot, echo_bot
from tests.doubles.teams import BOT, TeamsClient


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def cloud(clock: HandClock) -> AsyncIterator[BotFramework]:
    async with BotFramework(clock) as running:
        yield running


@pytest.fixture
async def bot(cloud: BotFramework, clock: HandClock) -> AsyncIterator[EchoBot]:
    async with echo_bot(cloud.credentials(), clock) as running:
        yield running


@pytest.fixture
def teams(cloud: BotFramework, bot: EchoBot) -> TeamsClient:
    return TeamsClient(cloud, bot.session, bot.url)


@pytest.fixture
def wire(bot: EchoBot) -> TeamsWire:
    return bot.wire


@pytest.fixture
def address(cloud: BotFramework) -> Address:
    data = {"serviceUrl": cloud.service_url, "conversation": "a:kari", "tenantId": TENANT, "bot": BOT}
    return Address("teams", TENANT, "a:kari", ConversationKind.PERSONAL, data)
