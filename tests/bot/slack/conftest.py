"""A Slack, a bot of ours in it, and somebody who writes to the bot."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.clock import machine_now
from bot.slack.slack_wire import SlackWire
from tests.doubles.clocks import StoppedClock
from tests.doubles.echo_slack import EchoBot, echo_slack
from tests.doubles.slack import FakeSlack
from tests.doubles.slack_client import SlackClient


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(machine_at=machine_now())


@pytest.fixture
async def slack(clock: StoppedClock) -> AsyncIterator[FakeSlack]:
    async with FakeSlack(clock.machine_now) as running:
        running.add_user("U0KARI", "Kari Nes", email="kari.nes@hitra.kommune.no")
        yield running


@pytest.fixture
async def bot(slack: FakeSlack, clock: StoppedClock) -> AsyncIterator[EchoBot]:
    async with echo_slack(slack.credentials(), clock) as running:
        yield running


@pytest.fixture
def kari(slack: FakeSlack, bot: EchoBot) -> SlackClient:
    return SlackClient(slack, bot.session, bot.url)


@pytest.fixture
async def wire(bot: EchoBot) -> SlackWire:
    """The bot's wire, which knows its workspace."""
    await bot.slack.wire.workspaces.ask()
    return bot.slack.wire
